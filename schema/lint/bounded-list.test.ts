import { describe, expect, test } from '@jest/globals'
import type { BoundedList } from '../../subgraphs/_kit/agency.ts'
import { boundedList } from './bounded-list.ts'
import { fixtureAgency, fixtureInput, open } from './province/fixture.ts'

function found(sdl: string, boundedLists: Record<string, BoundedList> = {}) {
  return boundedList(fixtureInput([fixtureAgency('roads', sdl, { manifest: { boundedLists } })]))
}

function refused(coordinate: string, problem: string, mend: string) {
  return [{ rule: 'bounded-list', subgraph: 'roads', coordinate, problem, mend }]
}

const road = `type Road { lanes: [Int!] ${open} }`
const bound = { most: 12, because: 'lanes of one road' }

describe('lists with a bound pass', () => {
  test('as connections', () => {
    expect(found(`type Road { id: ID ${open} } extend type Query { roads: RoadConnection ${open} }`)).toEqual([])
  })

  test('as plain lists that the manifest names', () => {
    expect(found(road, { 'Road.lanes': bound })).toEqual([])
  })

  test('as arguments and input fields, which limits bound at run time', () => {
    const sdl = `input RoadWhere { in: [ID!] } extend type Query { road(ids: [ID!]!): ID ${open} }`
    expect(found(sdl)).toEqual([])
  })
})

describe('a plain list without bound is refused', () => {
  const problem = 'is a plain list that nothing bounds'
  const mend = 'make it a connection, or name its bound and the reason in `boundedLists` of the manifest'

  test.each([
    ['a field', road, 'Road.lanes'],
    ['a non-null one', `type Road { lanes: [Int!]! ${open} }`, 'Road.lanes'],
    ['a root', `extend type Query { roads: [ID] ${open} }`, 'Query.roads'],
    ['a field of an interface', `interface Way { lanes: [Int] ${open} }`, 'Way.lanes'],
    [
      'a field of a connection that the agency writes',
      `type RoadConnection { nodes: [ID] ${open} }`,
      'RoadConnection.nodes',
    ],
  ])('as %s', (_what, sdl, coordinate) => {
    expect(found(sdl)).toEqual(refused(coordinate, problem, mend))
  })
})

describe('an entry of the manifest is refused', () => {
  test.each(['Road.width', 'Road.id', 'Bridge.lanes'])('for what is no list: %s', (coordinate) => {
    const problem = '`boundedLists` names it, but the schema has no such list'
    const errors = found(`type Road { id: ID ${open} }`, { [coordinate]: bound })
    expect(errors).toEqual(refused(coordinate, problem, 'remove the entry or correct its coordinate'))
  })

  test.each([0, -1, 1.5, Number.POSITIVE_INFINITY, 2001])('with %d as its bound', (most) => {
    const errors = found(road, { 'Road.lanes': { ...bound, most } })
    const problem = `\`boundedLists\` gives ${most} as its bound`
    expect(errors).toEqual(refused('Road.lanes', problem, 'give 1 to 2000, or make it a connection'))
  })

  test('without a reason', () => {
    const errors = found(road, { 'Road.lanes': { most: 1, because: ' ' } })
    const mend = 'say which key, family or act bounds it'
    expect(errors).toEqual(refused('Road.lanes', '`boundedLists` gives no reason', mend))
  })
})
