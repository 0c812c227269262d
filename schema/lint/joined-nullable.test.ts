import { describe, expect, test } from '@jest/globals'
import { joinedNullable } from './joined-nullable.ts'
import { fixtureAgency, fixtureInput, open } from './province/fixture.ts'

const register = () =>
  fixtureAgency('register', `type Town @key(fields: "id") { id: ID! ${open} name: String! ${open} }`, {
    manifest: { owns: ['Town'] },
  })

function found(sdl: string) {
  return joinedNullable(fixtureInput([register(), fixtureAgency('roads', sdl, { manifest: { owns: ['Road'] } })])).map(
    ({ coordinate, rule, subgraph, mend }) => ({ coordinate, rule, subgraph, mend }),
  )
}

test('nullable roots, additions and references pass, and so do non-null fields of one’s own and the owner’s key', () => {
  const sdl = `
    extend type Query { road: Road ${open} }
    type Town @key(fields: "id") { id: ID! ${open} roads: [Road!] ${open} }
    type Road @key(fields: "id") { id: ID! ${open} length: Float! ${open} town: Town ${open} }`
  expect(found(sdl)).toEqual([])
})

test('the roots that applications were promised as non-null pass', () => {
  expect(found(`extend type Query { administrativeUnits: [String!]! ${open} }`)).toEqual([])
})

describe('a non-null field between two owners is refused', () => {
  test.each([
    ['a root', `extend type Query { roads: [String!]! ${open} }`, 'Query.roads'],
    [
      'an addition to an entity of another',
      `type Town @key(fields: "id") { id: ID! ${open} length: Float! ${open} }`,
      'Town.length',
    ],
    [
      'a reference to an entity of another',
      `type Town @key(fields: "id") { id: ID! ${open} } type Road { town: Town! ${open} }`,
      'Road.town',
    ],
    [
      'a list of such references',
      `type Town @key(fields: "id") { id: ID! ${open} } type Road { towns: [Town!]! ${open} }`,
      'Road.towns',
    ],
  ])('%s', (_what, sdl, coordinate) => {
    expect(found(sdl)).toEqual([
      { coordinate, rule: 'joined-nullable', subgraph: 'roads', mend: 'remove the last `!` of its type' },
    ])
  })
})
