import { describe, expect, test } from '@jest/globals'
import { parse } from 'graphql'
import { noFromContext } from './no-from-context.ts'
import { fixtureAgency, fixtureInput, open, restricted } from './province/fixture.ts'

function found(sdl: string) {
  return noFromContext(fixtureInput([fixtureAgency('roads', sdl)]))
}

test('a subgraph with the hub’s own rule passes, and so does the prelude', () => {
  expect(
    found(`type Road @key(fields: "id") { id: ID ${open} context: ID ${open} policy: String ${restricted} }`),
  ).toEqual([])
})

describe('is refused:', () => {
  test.each([
    ['@authenticated', `type Road { id: ID ${open} @authenticated }`],
    ['@requiresScopes', `type Road @requiresScopes(scopes: [["roads"]]) { id: ID ${open} }`],
    ['@policy', `enum Kind @policy(policies: [["x"]]) { A }`],
    ['@context', `type Road @context(name: "road") { id: ID ${open} }`],
    ['@fromContext', `type Lane { toll(of: Int @fromContext(field: "$road { owner }")): Int ${open} }`],
    ['@federation__policy', `type Road { id: ID ${open} @federation__policy(policies: [["x"]]) }`],
  ])('%s', (coordinate, sdl) => {
    expect(found(sdl)).toEqual([
      {
        rule: 'no-from-context',
        subgraph: 'roads',
        coordinate,
        problem: expect.stringContaining('the gateway loads no graph that uses it'),
        mend: expect.stringMatching(/`@access`|`@requires`/),
      },
    ])
  })

  test('a link that imports one, whatever name it gives it', () => {
    const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", { name: "@policy", as: "@rule" }])
      type Road { id: ID ${open} @rule(policies: [["x"]]) }`
    expect(found(sdl).map(({ coordinate }) => coordinate)).toEqual(['@policy'])
  })

  test('a definition of one, which composition would take for a directive of the agency', () => {
    const sdl = `directive @fromContext(field: String) on ARGUMENT_DEFINITION type Road { id: ID ${open} }`
    expect(found(sdl).map(({ coordinate }) => coordinate)).toEqual(['@fromContext'])
  })

  test('one in the prelude, where all would have it', () => {
    const prelude = parse(
      'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@authenticated"])',
    )
    expect(noFromContext({ ...fixtureInput([]), prelude })).toEqual([
      expect.objectContaining({ subgraph: 'prelude', coordinate: '@authenticated' }),
    ])
  })
})
