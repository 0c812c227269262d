import { describe, expect, test } from '@jest/globals'
import { fixtureAgency, fixtureInput, open } from './province/fixture.ts'
import { unclassifiedField } from './unclassified-field.ts'

function found(sdl: string) {
  return unclassifiedField(fixtureInput([fixtureAgency('roads', sdl)]))
}

describe('a graph whose fields are all classed', () => {
  test('passes, generated connections and the prelude included', () => {
    const sdl = `
      extend type Query { roads(first: Int = 20): RoadConnection ${open} }
      interface Way { id: ID ${open} }
      type Road implements Way { id: ID ${open} }
    `
    expect(found(sdl)).toEqual([])
  })
})

describe('a field is refused', () => {
  const refused = (coordinate: string, problem: string, mend: string) => [
    { rule: 'unclassified-field', subgraph: 'roads', coordinate, problem, mend },
  ]

  test.each([
    ['an object', 'type Road { id: ID }', 'Road.id'],
    ['an extension', `type Road { id: ID ${open} } extend type Road { name: String }`, 'Road.name'],
    ['an interface', 'interface Way { id: ID }', 'Way.id'],
    ['the query root', 'extend type Query { road: ID }', 'Query.road'],
    ['the mutation root', 'type Mutation { closeRoad: ID }', 'Mutation.closeRoad'],
  ])('without class on %s', (_where, sdl, coordinate) => {
    expect(found(sdl)).toEqual(refused(coordinate, 'has no `@access`', 'add `@access(class: …, basis: "…")`'))
  })

  test('with two classes', () => {
    const sdl = `type Road { id: ID ${open} ${open} }`
    expect(found(sdl)).toEqual(refused('Road.id', 'has more than one `@access`', 'keep one'))
  })

  test.each(['@access(basis: "x")', '@access(class: PUBLIC, basis: "x")', '@access(class: "OPEN", basis: "x")'])(
    'without one of the five classes: %s',
    (mark) => {
      const mend = 'name one of OPEN, LOOKUP, SHARED, RESTRICTED, SENSITIVE'
      expect(found(`type Road { id: ID ${mark} }`)).toEqual(refused('Road.id', 'its `@access` names no class', mend))
    },
  )

  test.each(['@access(class: OPEN)', '@access(class: OPEN, basis: " ")', '@access(class: OPEN, basis: 1)'])(
    'without a basis in words: %s',
    (mark) => {
      const mend = 'say on what law or design choice the class rests'
      expect(found(`type Road { id: ID ${mark} }`)).toEqual(refused('Road.id', 'its `@access` gives no basis', mend))
    },
  )

  test('with a basis in decomposed Unicode', () => {
    const sdl = `type Road { id: ID @access(class: OPEN, basis: "${'Luật Đường bộ'.normalize('NFD')}") }`
    expect(found(sdl)).toEqual(refused('Road.id', 'its basis is not in NFC', 'write it in Unicode NFC'))
  })
})
