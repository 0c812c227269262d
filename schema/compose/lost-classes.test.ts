import { expect, test } from '@jest/globals'
import { open } from '../lint/province/fixture.ts'
import { lostClasses } from './lost-classes.ts'

test('a supergraph in which every field is classed has lost none', () => {
  expect(lostClasses(`type Query { road: Road ${open} } type Road { id: ID ${open} }`)).toEqual([])
})

test('a field that composition left without class is told', () => {
  expect(lostClasses(`type Query { road: Road ${open} } interface Road { id: ID }`)).toEqual([
    {
      rule: 'CLASS_LOST',
      subgraph: 'supergraph',
      coordinate: 'Road.id',
      problem: 'lost its `@access` in composition',
      mend: 'restore `@link` and `@composeDirective` of `@access` in schema/prelude.graphql',
    },
  ])
})
