import { describe, expect, test } from '@jest/globals'
import { buildSchema, type OperationDefinitionNode, parse } from 'graphql'
import { limits } from '../../schema/limits.ts'
import { costLimit } from './cost-limit.ts'

const schema = buildSchema(`
  type Query {
    person(personalId: ID): Person
    persons(note: String, personalIds: [ID!]): [Person]
    residents(after: String = "x", first: Int = 7): PersonConnection
    officers(first: Int): PersonConnection
    holder: Holder
  }
  interface Named { name: String others: [Person!] }
  union Holder = Person | Unit
  type Unit { name: String }
  type Person implements Named { name: String others: [Person!] parent: Person residents(first: Int): PersonConnection }
  type PersonConnection { totalCount: Int nodes: [Person!] edges: [PersonEdge!]! }
  type PersonEdge { node: Person }
`)
const [plain, page] = [limits.entriesPerPlainList, limits.pageSizeDefault]

function refusal(query: string, variables: Record<string, unknown> = {}) {
  const document = parse(query)
  return costLimit(schema, document, document.definitions[0] as OperationDefinitionNode, variables)
}

/** How many cells a selection of the root counts: what is missing to the limit is filled up by cells that are known. */
function cells(selection: string, variables: Record<string, unknown> = {}, rest = ''): number {
  const passes = (more: number) => {
    const pairs = Math.floor(more / 2)
    const filling = `p: person { name } f: persons(personalIds: $fill) { name } ${more % 2 === 1 ? 'o: __typename' : ''}`
    const query = `query ($fill: [ID!], $n: Int = 2, $list: [ID!] = ["a"]) { ${selection} ${filling} } ${rest}`
    return refusal(query, { ...variables, fill: Array(pairs).fill('x') }) === null
  }
  let most = -1
  let tooMany: number = limits.cellsPerAnswer
  while (tooMany - most > 1) {
    const middle = Math.floor((most + tooMany) / 2)
    if (passes(middle)) most = middle
    else tooMany = middle
  }
  return limits.cellsPerAnswer - 2 - most
}

describe('the estimate counts exactly', () => {
  test.each([
    ['a field', '__typename', 1],
    ['a record and its fields', 'person { name parent { name } }', 4],
    ['a plain list', 'person { others { name } }', 1 + plain * 2],
    ['a list of keys', 'persons(personalIds: ["a", "b", "c"]) { name }', 6],
    ['a list of keys behind another argument', 'persons(note: "x", personalIds: ["a", "b", "c"]) { name }', 6],
    ['a list without its keys', 'persons { name }', plain * 2],
    ['a list with another argument', 'persons(note: "x") { name }', plain * 2],
    ['a count', 'residents { totalCount }', 2],
    ['a page of the size that the schema gives', 'residents { nodes { name } }', 1 + 7 * 2],
    ['a page of the usual size', 'officers { nodes { name } }', 1 + page * 2],
    ['a page of a size, behind another argument', 'residents(after: "y", first: 3) { nodes { name } }', 1 + 3 * 2],
    ['a page of none', 'residents(first: 0) { nodes { name } }', 1],
    ['a page of a size that is none', 'residents(first: -4) { nodes { name } }', 1 + page * 2],
    ['a page by its edges', 'residents(first: 3) { edges { node { name } } }', 1 + 3 * 3],
    ['a page below a page', 'residents(first: 3) { nodes { residents(first: 2) { totalCount } } }', 1 + 3 * 3],
    ['a list in a page’s entry', 'residents(first: 3) { nodes { others { name } } }', 1 + 3 * (1 + plain * 2)],
    ['an inline fragment', 'person { ... { name } ... on Person { name } ... on Named { name } }', 4],
    ['a list behind an interface', 'person { ... on Named { others { name } } }', 1 + plain * 2],
    ['a union', 'holder { __typename ... on Unit { name } }', 3],
    ['a type of the schema', '__type(name: "Person") { name fields { name } }', 2 + 4 * 2],
    ['a type that wraps another', '__type(name: "Person") { ofType { name } }', 2],
    ['the directives', '__schema { directives { name } }', 1 + 8 * 2],
    ['the types', '__schema { types { name } }', 1 + Object.keys(schema.getTypeMap()).length * 2],
  ])('%s', (_name, selection, expected) => expect(cells(selection)).toBe(expected))

  test.each([
    ['a size by variable', 'residents(first: $n) { nodes { name } }', { n: 5 }, 1 + 5 * 2],
    ['by the default of a variable', 'residents(first: $n) { nodes { name } }', {}, 1 + 2 * 2],
    ['a size that is text', 'residents(first: $n) { nodes { name } }', { n: '5' }, 1 + page * 2],
    ['keys by variable', 'persons(personalIds: $list) { name }', { list: ['a', 'b'] }, 4],
    ['keys by the default of a variable', 'persons(personalIds: $list) { name }', {}, 2],
    ['keys that are none', 'persons(personalIds: $list) { name }', { list: null }, plain * 2],
  ])('%s', (_name, selection, variables, expected) => expect(cells(selection, variables)).toBe(expected))

  test('a fragment, each time that it is spread', () => {
    expect(cells('person { ...f } q: person { ...f }', {}, 'fragment f on Person { name others { name } }')).toBe(
      2 * (2 + plain * 2),
    )
  })
})

test('the last cell that fits passes, and the refusal says the way out in both languages', () => {
  const fits = (count: number) =>
    `query ($k: [ID!]) { persons(personalIds: $k) { name } ${count % 2 ? 'o: __typename' : ''} }`
  const keys = (count: number) => ({ k: Array(Math.floor(count / 2)).fill('x') })
  expect(refusal(fits(limits.cellsPerAnswer), keys(limits.cellsPerAnswer))).toBeNull()
  const error = refusal(fits(limits.cellsPerAnswer + 1), keys(limits.cellsPerAnswer + 1))
  expect(error?.message).toContain('giảm first')
  expect(error?.message).toContain('smaller pages')
})
