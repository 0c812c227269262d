import { expect, test } from '@jest/globals'
import { open, restricted, shared } from '../lint/province/fixture.ts'
import { errorLine, summary } from './summary.ts'

test('counts subgraphs, types with fields and fields by class', () => {
  const supergraph = `
    type Query { person: Person ${shared} }
    type Person { id: ID ${restricted} name: String ${shared} since: String ${open} }
    enum Sex { MALE }
  `
  expect(summary(supergraph, 2)).toBe(
    '2 subgraphs, 2 types, 4 fields: OPEN 1, LOOKUP 0, SHARED 2, RESTRICTED 1, SENSITIVE 0',
  )
})

test('an error is one line', () => {
  const error = {
    rule: 'glossary',
    subgraph: 'land',
    coordinate: 'Levy',
    problem: 'is in no glossary',
    mend: 'add a row',
  }
  expect(errorLine(error)).toBe('land Levy glossary: is in no glossary → add a row')
})
