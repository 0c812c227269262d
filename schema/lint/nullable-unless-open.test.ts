import { describe, expect, test } from '@jest/globals'
import { nullableUnlessOpen } from './nullable-unless-open.ts'
import { fixtureAgency, fixtureInput, open } from './province/fixture.ts'

function found(sdl: string) {
  return nullableUnlessOpen(fixtureInput([fixtureAgency('roads', sdl)]))
}

test('open fields may be non-null, closed ones that are nullable pass', () => {
  const sdl = `type Road { id: ID! ${open} owners: [ID!] @access(class: RESTRICTED, basis: "x") }`
  expect(found(sdl)).toEqual([])
})

describe.each(['LOOKUP', 'SHARED', 'RESTRICTED', 'SENSITIVE'])('%s', (name) => {
  const mark = `@access(class: ${name}, basis: "x")`

  test.each([
    ['a key', `type Road @key(fields: "id") { id: ID! ${mark} }`, 'Road.id'],
    ['a list', `type Road { owners: [ID!]! ${mark} }`, 'Road.owners'],
    [
      'a root connection',
      `type Road { id: ID ${open} } extend type Query { roads: RoadConnection! ${mark} }`,
      'Query.roads',
    ],
    ['a field of an interface', `interface Way { id: ID! ${mark} }`, 'Way.id'],
  ])('is refused as non-null on %s', (_what, sdl, coordinate) => {
    expect(found(sdl)).toEqual([
      {
        rule: 'nullable-unless-open',
        subgraph: 'roads',
        coordinate,
        problem: `is ${name} and non-null, so that a refusal would take its parent with it`,
        mend: 'remove the last `!` of its type',
      },
    ])
  })
})
