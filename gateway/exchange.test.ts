import { describe, expect, test } from '@jest/globals'
import { askingOf, now } from '../schema/access/fixtures/small-province.ts'
import { beginExchange, subjectsOf } from './exchange.ts'

const begin = () => beginExchange('r-1', now, askingOf())
const key = (agency: string | null, personalId: string) => `${agency}/${personalId}`

describe('the book-keeping of a request', () => {
  test('begins with nothing, and shares nothing with that of another', () => {
    const [one, other] = [begin(), begin()]
    one.databases.add('land')
    one.causes.key.add('Person.personalId')
    one.notes.subject('1', ['Person.fullName'])
    one.remoteSubjects.set('k', new Set())
    const { databases, causes, notes, remoteSubjects } = other
    expect([databases.size, causes.key.size, notes.subjects.size, remoteSubjects.size]).toEqual([0, 0, 0, 0])
    expect(other).toMatchObject({
      judged: null,
      operation: { hash: '', name: null },
      outcome: { answered: false, partial: false, code: null },
    })
  })
})

describe('its persons', () => {
  test('are those of this process and of others, each once, by the key that the asking agency has for them', () => {
    const exchange = begin()
    exchange.notes.subject('1', ['Person.fullName'])
    exchange.notes.subject('1', ['Person.sex'])
    exchange.remoteSubjects.set('GLI-ST/1', new Set(['Person.parcels'])).set('GLI-ST/2', new Set(['Person.parcels']))
    expect(Object.fromEntries([...subjectsOf(exchange, key)].map(([name, fields]) => [name, [...fields]]))).toEqual({
      'GLI-ST/1': ['Person.parcels', 'Person.fullName', 'Person.sex'],
      'GLI-ST/2': ['Person.parcels'],
    })
  })

  test('can be asked for twice: asking changes nothing of what others noted', () => {
    const exchange = begin()
    exchange.notes.subject('1', ['Person.fullName'])
    exchange.remoteSubjects.set('GLI-ST/1', new Set(['Person.parcels']))
    const first = subjectsOf(exchange, key)
    expect(subjectsOf(exchange, key)).toEqual(first)
    expect(exchange.remoteSubjects.get('GLI-ST/1')).toEqual(new Set(['Person.parcels']))
  })
})
