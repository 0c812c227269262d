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
