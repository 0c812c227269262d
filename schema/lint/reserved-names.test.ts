import { describe, expect, test } from '@jest/globals'
import { parse } from 'graphql'
import { fixtureAgency, fixtureInput, open } from './province/fixture.ts'
import { reservedNames } from './reserved-names.ts'
import type { LintInput } from './rule.ts'

/** What an agency must not write may not even parse with the prelude, so it is given alone. */
function found(sdl: string) {
  const input = fixtureInput([fixtureAgency('roads', `type Road { id: ID ${open} }`)])
  const subgraphs = input.subgraphs.map((subgraph) => ({ ...subgraph, own: parse(sdl) }))
  return reservedNames({ ...input, subgraphs } satisfies LintInput)
}

describe('an agency that writes its own types', () => {
  test('passes, with roots and the directives that are open to it', () => {
    const sdl = `
      extend type Query { roads: RoadConnection ${open} }
      type Road @key(fields: "id") @tag(name: "x") { id: ID ${open} @deprecated(reason: "cũ") }
      type Person @key(fields: "personalId", resolvable: false) { personalId: PersonalId ${open} @external }
    `
    expect(found(sdl)).toEqual([])
  })
})

describe('an agency is refused', () => {
  const error = (coordinate: string, problem: string, mend: string) => [
    { rule: 'reserved-names', subgraph: 'roads', coordinate, problem, mend },
  ]

  test('a schema of its own, in which it could rename what the rules look for', () => {
    const errors = found('extend schema @link(url: "x", import: [{ name: "@override", as: "@mine" }])')
    expect(errors[0]).toEqual(
      error('schema', 'an agency writes no `schema` of its own', 'remove it; the prelude links what is needed')[0],
    )
    expect(found('schema { query: Wurzel }')).toEqual([errors[0]])
  })

  test('a directive of its own', () => {
    const mend = 'remove it; the prelude defines `@access`'
    const errors = error('@access', 'an agency defines no directive', mend)
    expect(found('directive @access(class: String) on FIELD_DEFINITION')).toEqual(errors)
  })

  test.each(['scalar Date', 'extend enum AccessClass { SECRET }', 'type PageInfo { x: Int }'])(
    'a name of the prelude: %s',
    (sdl) => {
      const [one, ...more] = found(sdl)
      expect(more).toEqual([])
      expect(one).toMatchObject({ problem: 'the prelude defines this type for all' })
    },
  )

  test.each(['type RoadConnection { nodes: [Road] }', 'extend type RoadEdge { all: [Road] }'])(
    'a connection of its own, which could hide an unbounded list: %s',
    (sdl) => {
      const mend = 'remove it; mentioning the connection is enough'
      expect(found(sdl)).toEqual([expect.objectContaining({ problem: 'connections and edges are generated', mend })])
    },
  )

  test('names that are internal to the federation', () => {
    const problem = 'names with `_` in front or `__` are internal to the federation'
    expect(found('scalar _Any')).toEqual(error('_Any', problem, 'choose another name'))
    expect(found('scalar join__Graph')).toEqual(error('join__Graph', problem, 'choose another name'))
    const field = found(`extend type Query { _entities: ID ${open} }`)
    expect(field).toEqual(error('Query._entities', problem, 'choose another name'))
  })

  test('directives that change how the graph is read', () => {
    const errors = found(`type Road @federation__interfaceObject { id: ID ${open} }`)
    const problem = 'this directive is not open to agencies'
    expect(errors).toEqual([expect.objectContaining({ coordinate: '@federation__interfaceObject', problem })])
    expect(errors[0]?.mend).toMatch(/^use access, key, shareable, .* only$/)
  })
})
