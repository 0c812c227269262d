import { describe, expect, test } from '@jest/globals'
import type { Route } from './decide.ts'
import { smallRules } from './fixtures/small-province.ts'
import { filterRoute, noteRoute, type Place } from './place.ts'

describe('the route of the records at a path', () => {
  const noted = (...routes: Route[]) => {
    const all = new Map<string, Route>()
    for (const route of routes) noteRoute(all, 'a.b', route)
    return all.get('a.b')
  }
  test('is that on which its field was judged', () => {
    expect([noted('SUBJECT'), noted('LOOKUP'), noted('ANY')]).toEqual(['SUBJECT', 'LOOKUP', 'ANY'])
    expect(noted('SUBJECT', 'SUBJECT')).toBe('SUBJECT')
  })

  test.each([[['SUBJECT', 'ANY']], [['ANY', 'SUBJECT']], [['SUBJECT', 'LOOKUP']], [['ANY', 'LOOKUP', 'LOOKUP']]] as [
    Route[],
  ][])('is no privileged one where types differ: %j', (routes) => expect(noted(...routes)).toBe('ANY'))
})

describe('a filter', () => {
  const place = (route: Route) => ({ route }) as Place
  const read = (...types: string[]) => types.map((type) => ({ type, field: 'x', via: 'v' }))
  test('is inside the own scope only where everything that it reads is', () => {
    expect(filterRoute(smallRules, place('SUBJECT'), read('Permit', 'Household'))).toBe('SUBJECT')
    expect(filterRoute(smallRules, place('SUBJECT'), read('Permit', 'Person'))).toBe('ANY')
    expect(filterRoute(smallRules, place('SUBJECT'), read('Unheard'))).toBe('ANY')
  })

  test('is never open because a key was known', () => {
    expect(filterRoute(smallRules, place('LOOKUP'), read('Permit'))).toBe('ANY')
  })
})
