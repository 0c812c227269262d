import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { buildSchema, type OperationDefinitionNode, parse } from 'graphql'
import { limits } from '../../schema/limits.ts'
import { rowLimit } from './row-limit.ts'

const schema = buildSchema(`
  type Query {
    person: Person
    persons(personalIds: [ID!]!): [Person]
    residents(first: Int = 20, after: String): PersonConnection
  }
  type Person { id: ID parcels(first: Int = 20): ParcelConnection children: [Person!] }
  type Parcel { id: ID owner: Person }
  type PersonConnection { totalCount: Int nodes: [Person!]! edges: [PersonEdge!]! }
  type PersonEdge { node: Person! cursor: String }
  type ParcelConnection { totalCount: Int nodes: [Parcel!]! }
`)

function refused(query: string, variables: Record<string, unknown> = {}): boolean {
  const document = parse(query)
  return rowLimit(schema, document, document.definitions[0] as OperationDefinitionNode, variables) !== null
}

describe('the estimate of rows', () => {
  test('lets everyday operations pass: one record, a full page, a page of pages', () => {
    expect(refused('{ person { id children { id } } }')).toBe(false)
    expect(refused('{ residents(first: 100) { nodes { id children { id } } } }')).toBe(false)
    expect(refused('{ residents(first: 100) { nodes { parcels(first: 20) { nodes { id } } } } }')).toBe(false)
  })

  test('refuses pages of pages of pages, by literal, by variable and by a variable’s default', () => {
    const nested = (first: string) =>
      `residents(first: ${first}) { nodes { parcels(first: 100) { nodes { owner { id } } } } }`
    expect(refused(`{ ${nested('100')} }`)).toBe(true)
    expect(refused(`query ($n: Int) { ${nested('$n')} }`, { n: 100 })).toBe(true)
    expect(refused(`query ($n: Int = 100) { ${nested('$n')} }`)).toBe(true)
    expect(refused(`query ($n: Int) { ${nested('$n')} }`, { n: 1 })).toBe(false)
  })

  test('adds up aliases and looks into fragments and edges', () => {
    const aliases = Array.from({ length: 60 }, (_, n) => `a${n}: residents(first: 100) { ...Page }`).join(' ')
    expect(refused(`{ ${aliases} } fragment Page on PersonConnection { edges { node { id } } }`)).toBe(true)
    expect(refused(`{ a: residents(first: 100) { ...Page } } fragment Page on PersonConnection { nodes { id } }`)).toBe(
      false,
    )
  })

  test('counts an entry for each key of a list of keys', () => {
    const query = 'query ($ids: [ID!]!) { persons(personalIds: $ids) { parcels(first: 100) { nodes { id } } } }'
    expect(refused(query, { ids: Array.from({ length: 200 }, String) })).toBe(true)
    expect(refused(query, { ids: ['1'] })).toBe(false)
  })

  test('costs nothing for a count without a page', () => {
    const counts = Array.from({ length: 200 }, (_, n) => `a${n}: residents(first: 100) { totalCount }`).join(' ')
    expect(refused(`{ ${counts} }`)).toBe(false)
  })

  test('names the limit and no value of the request', () => {
    const document = parse('query ($n: Int) { residents(first: $n) { nodes { id } } }')
    const error = rowLimit(schema, document, document.definitions[0] as OperationDefinitionNode, { n: 987_654_321 })
    expect(error?.extensions.code).toBe('LIMIT_EXCEEDED')
    expect(error?.message).toContain(String(limits.rowsPerAnswer))
    expect(error?.message).not.toContain('987654321')
  })

  test('is the product of the page sizes, whatever they are', () => {
    const size = fc.integer({ min: 0, max: 120 })
    fc.assert(
      fc.property(size, size, (outer, inner) => {
        const rows = outer * (1 + inner)
        const query = `{ residents(first: ${outer}) { nodes { parcels(first: ${inner}) { nodes { owner { id } } } } } }`
        // Each parcel brings its owner beside it.
        expect(refused(query)).toBe(rows + outer * inner > limits.rowsPerAnswer)
      }),
    )
  })
})
