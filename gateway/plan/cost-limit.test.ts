import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { buildSchema, getIntrospectionQuery, type OperationDefinitionNode, parse } from 'graphql'
import { limits } from '../../schema/limits.ts'
import { costLimit } from './cost-limit.ts'

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
  return costLimit(schema, document, document.definitions[0] as OperationDefinitionNode, variables) !== null
}

describe('the estimate of cells', () => {
  test('lets everyday operations pass: one record, a full page, a page of pages, an introspection', () => {
    expect(refused('{ person { id children { id } } }')).toBe(false)
    expect(refused('{ residents(first: 100) { nodes { id children { id } } } }')).toBe(false)
    expect(refused('{ residents(first: 100) { nodes { parcels(first: 20) { nodes { id } } } } }')).toBe(false)
    expect(refused(getIntrospectionQuery())).toBe(false)
  })

  test('refuses pages of pages of pages, by literal, by variable and by a variable’s default', () => {
    const nested = (first: string) =>
      `residents(first: ${first}) { nodes { children { parcels(first: 100) { nodes { owner { id } } } } } }`
    expect(refused(`{ ${nested('100')} }`)).toBe(true)
    expect(refused(`query ($n: Int) { ${nested('$n')} }`, { n: 100 })).toBe(true)
    expect(refused(`query ($n: Int = 100) { ${nested('$n')} }`)).toBe(true)
    expect(refused(`query ($n: Int) { ${nested('$n')} }`, { n: 1 })).toBe(false)
  })

  test('counts every alias on every record: hundreds of names on a page are too many', () => {
    const names = Array.from({ length: 640 }, (_, n) => `a${n}: id`).join(' ')
    const query = `query ($ids: [ID!]!) { persons(personalIds: $ids) { children { ${names} } } }`
    // The same key two hundred times costs as much as two hundred keys.
    expect(refused(query, { ids: Array.from({ length: 200 }, () => 'same') })).toBe(true)
    expect(refused(query, { ids: ['one'] })).toBe(false)
  })

  test('adds up aliases and looks into fragments and edges', () => {
    const names = Array.from({ length: 200 }, (_, n) => `a${n}: cursor`).join(' ')
    const page = (n: number) => `p${n}: residents(first: 100) { ...Page }`
    const fragment = `fragment Page on PersonConnection { edges { ${names} } }`
    expect(refused(`{ ${page(0)} } ${fragment}`)).toBe(false)
    expect(refused(`{ ${Array.from({ length: 6 }, (_, n) => page(n)).join(' ')} } ${fragment}`)).toBe(true)
  })

  test('charges counts without pages where they hang on many records', () => {
    const counts = Array.from({ length: 200 }, (_, n) => `a${n}: parcels { totalCount }`).join(' ')
    expect(refused(`{ person { ${counts} } }`)).toBe(false)
    expect(refused(`{ residents(first: 100) { nodes { children { ${counts} } } } }`)).toBe(true)
  })

  test('refuses households in households in households, however short the document', () => {
    const deep = (levels: number): string => (levels === 0 ? 'id' : `children { ${deep(levels - 1)} }`)
    expect(refused(`{ residents(first: 100) { nodes { ${deep(7)} } } }`)).toBe(true)
  })

  test('knows what introspection costs', () => {
    const names = Array.from({ length: 620 }, (_, n) => `a${n}: description`).join(' ')
    expect(refused(`{ __schema { types { fields { type { fields { ${names} } } } } } }`)).toBe(true)
    expect(refused(`{ __type(name: "Person") { fields { ${names} } } }`)).toBe(false)
  })

  test('takes half of the types for wrapped, so that a console may look many levels down', () => {
    const wrapped = (levels: number): string => (levels === 0 ? 'name' : `name ofType { ${wrapped(levels - 1)} }`)
    const names = Array.from({ length: 70 }, (_, n) => `a${n}: description`).join(' ')
    const all = (inside: string) => `{ __schema { types { fields { args { type { ${names} ${inside} } } } } } }`
    expect(refused(all(wrapped(9)))).toBe(false)
    expect(
      refused(
        `{ ${Array.from({ length: 40 }, (_, n) => `s${n}: __schema { types { fields { args { type { ${names} ${wrapped(9)} } } } } }`).join(' ')} }`,
      ),
    ).toBe(true)
  })

  test('is no pass where it is no number: an endless page inside a page of none', () => {
    const endless = `residents(first: ${'9'.repeat(400)}) { nodes { id } }`
    expect(refused(`{ residents(first: 0) { nodes { parcels(first: ${'9'.repeat(400)}) { nodes { id } } } } }`)).toBe(
      true,
    )
    expect(refused(`{ ${endless} }`)).toBe(true)
  })

  test('names the limit and no value of the request', () => {
    const document = parse('query ($n: Int) { residents(first: $n) { nodes { id } } }')
    const error = costLimit(schema, document, document.definitions[0] as OperationDefinitionNode, { n: 987_654_321 })
    expect(error?.extensions.code).toBe('LIMIT_EXCEEDED')
    expect(error?.message).toContain(String(limits.cellsPerAnswer))
    expect(error?.message).not.toContain('987654321')
  })

  test('is the product of the page sizes, whatever they are', () => {
    const size = fc.integer({ min: 0, max: 400 })
    fc.assert(
      fc.property(size, size, (outer, inner) => {
        const query = `{ residents(first: ${outer}) { nodes { parcels(first: ${inner}) { nodes { id } } } } }`
        // The connection, each person, its connection, each parcel and its id.
        expect(refused(query)).toBe(1 + outer * (1 + 1 + inner * 2) > limits.cellsPerAnswer)
      }),
    )
  })
})
