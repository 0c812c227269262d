import { expect, test } from '@jest/globals'
import { interfaceNotLower } from './interface-not-lower.ts'
import { fixtureAgency, fixtureInput, open, restricted, shared } from './province/fixture.ts'

function found(sdl: string) {
  return interfaceNotLower(fixtureInput([fixtureAgency('roads', sdl)]))
}

test('an interface classed like its types, or higher, passes', () => {
  const sdl = `
    interface Way { id: ID ${open} owner: ID ${restricted} }
    type Road implements Way { id: ID ${open} owner: ID ${shared} }
  `
  expect(found(sdl)).toEqual([])
})

test('an interface classed lower than one of its types is refused', () => {
  const sdl = `
    interface Way { owner: ID ${shared} }
    type Road implements Way { owner: ID ${shared} }
    type Track { id: ID ${open} }
    extend type Track implements Way { owner: ID ${restricted} }
  `
  expect(found(sdl)).toEqual([
    {
      rule: 'interface-not-lower',
      subgraph: 'roads',
      coordinate: 'Way.owner',
      problem: 'is SHARED, but Track.owner is RESTRICTED',
      mend: 'class it RESTRICTED here too',
    },
  ])
})

test('the types of other subgraphs count too, and so does an interface that another one is', () => {
  const ways = fixtureAgency('ways', `interface Way { id: ID ${open} owner: ID ${shared} }`)
  const roads = fixtureAgency(
    'roads',
    `interface Way { id: ID ${open} }
     interface Paved implements Way { id: ID ${open} owner: ID ${shared} }
     type Road implements Paved & Way { id: ID ${open} owner: ID ${restricted} }`,
  )
  const errors = interfaceNotLower(fixtureInput([ways, roads]))
  expect(errors.map((one) => `${one.subgraph} ${one.coordinate}: ${one.problem}`)).toEqual([
    'roads Paved.owner: is SHARED, but Road.owner is RESTRICTED',
    'ways Way.owner: is SHARED, but Road.owner is RESTRICTED',
  ])
})

test('a type classed differently by two subgraphs counts by the more closed one', () => {
  const mild = fixtureAgency('mild', `type Road @key(fields: "id") { id: ID ${open} owner: ID ${open} }`)
  const strict = fixtureAgency(
    'strict',
    `interface Way { owner: ID ${shared} } type Road implements Way { id: ID ${open} owner: ID ${restricted} }`,
  )
  expect(interfaceNotLower(fixtureInput([mild, strict]))).toHaveLength(1)
})

test('a member of a union, asked through a fragment, keeps its own class', () => {
  const sdl = `
    union Thing = Road | Bridge
    type Road { owner: ID ${restricted} }
    type Bridge { owner: ID ${open} }
    type Query { things: [Thing] ${open} }
  `
  expect(found(sdl)).toEqual([])
})

test('a field that only the type has cannot be asked through the interface', () => {
  const sdl = `interface Way { id: ID ${open} } type Road implements Way { id: ID ${open} owner: ID ${restricted} }`
  expect(found(sdl)).toEqual([])
})
