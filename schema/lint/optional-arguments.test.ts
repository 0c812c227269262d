import { expect, test } from '@jest/globals'
import { optionalArguments } from './optional-arguments.ts'
import { fixtureAgency, fixtureInput, open } from './province/fixture.ts'

function found(sdl: string) {
  return optionalArguments(fixtureInput([fixtureAgency('roads', sdl)]))
}

test('required arguments of roots, and optional ones below, pass', () => {
  const sdl = `
    extend type Query { road(id: ID!): Road ${open} }
    type Mutation { close(id: ID!): Road ${open} }
    type Road { signs(first: Int! = 20, after: String): SignConnection ${open} }
    type Sign { id: ID ${open} }
  `
  expect(found(sdl)).toEqual([])
})

test('a required argument below a root is refused', () => {
  expect(found(`type Road { toll(on: Date!, axles: Int): Int ${open} }`)).toEqual([
    {
      rule: 'optional-arguments',
      subgraph: 'roads',
      coordinate: 'Road.toll(on:)',
      problem: 'is required below a root',
      mend: 'give it a default or remove its `!`',
    },
  ])
})
