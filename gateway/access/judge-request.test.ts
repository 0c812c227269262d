import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { getOperationAST, type OperationDefinitionNode, parse, print } from 'graphql'
import { type Asked, askingOf, granted, smallRules } from '../../schema/access/fixtures/small-province.ts'
import { judgeRequests } from './judge-request.ts'

const documents = [
  '{ person(personalId: "1") { fullName religion } }',
  'query a { person(personalId: "1") { fullName } } query b { person(personalId: "1") { religion } }',
  'query ($w: PersonWhere) { persons(where: $w) { totalCount nodes { fullName } } }',
  'query ($o: [PersonOrderBy!]) { persons(orderBy: $o) { nodes { religion } } viewer { identity } }',
].map((text) => ({ text, document: parse(text) }))

function request(
  text: string,
  asked: Asked,
  changes: { name?: string | null; variables?: Record<string, unknown> } = {},
) {
  const document = documents.find((one) => one.text === text)?.document ?? parse(text)
  const operationName = changes.name ?? null
  const operation = getOperationAST(document, operationName) as OperationDefinitionNode
  return {
    document,
    operation,
    queryHash: text,
    operationName,
    variables: changes.variables ?? {},
    asking: askingOf(asked),
  }
}
const [plain, named, filtered] = documents.map(({ text }) => text) as [string, string, string]
const names: Asked = { grants: [granted('Query.person Query.persons Person.fullName')] }
const all: Asked = { grants: [granted('Query.person Query.persons Person.fullName Person.religion', { id: 'all' })] }

describe('the first judgement', () => {
  test('keeps the hash of a document that is carried out whole, and gives a rewritten one its own', () => {
    const judge = judgeRequests(smallRules)
    expect(judge(request(plain, all)).queryHash).toBe(plain)
    expect(judge(request(plain, names)).queryHash).toMatch(/^[0-9a-f]{64}$/)
  })

  // A plan is kept under this hash: one that is equal for two documents answers one with the other.
  test('gives two documents that differ two hashes, whoever asks and in whatever order', () => {
    const anybody = fc.record({
      viewer: fc.record({ databases: fc.subarray(['residence', 'register', 'land']) }),
      purpose: fc.constantFrom('LAND_ADMINISTRATION', null),
      grants: fc
        .subarray(['Query.person', 'Query.persons', 'Person.fullName', 'Person.religion'])
        .map((some) => [granted(some.join(' '))]),
    })
    const field = fc.constantFrom('fullName', 'religion', 'household')
    const variables = fc.record({ w: fc.option(field.map((name) => ({ [name]: 'x' }))), o: fc.option(fc.array(field)) })
    const which = fc.constantFrom(
      ...documents.flatMap(({ text }) =>
        text === named
          ? [
              [text, 'a'],
              [text, 'b'],
            ]
          : [[text, null]],
      ),
    )
    const asked = fc
      .tuple(which, anybody, variables)
      .map(([[text, name], who, given]) => request(String(text), who, { name: name ?? null, variables: given }))
    fc.assert(
      fc.property(fc.array(asked, { minLength: 2, maxLength: 12 }), (requests) => {
        const judge = judgeRequests(smallRules)
        const byHash = new Map<string, string>()
        for (const one of requests) {
          const { judged, queryHash } = judge(one)
          const carriedOut = judged.changed ? print(judged.document) : `${one.queryHash} whole`
          const known = byHash.get(`${queryHash} ${judged.changed ? one.operationName : ''}`) ?? carriedOut
          expect(carriedOut).toBe(known)
          byHash.set(`${queryHash} ${judged.changed ? one.operationName : ''}`, carriedOut)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('is kept for the same document and decisions, and made anew where either differs', () => {
    const judge = judgeRequests(smallRules)
    const first = judge(request(plain, names))
    expect(judge(request(plain, { ...names, viewer: { identity: 'another' } }))).toBe(first)
    const others = [
      judge(request(plain, all)),
      judge(request(plain, { ...names, purpose: null })),
      judge(request(plain, { ...names, viewer: { agency: 'GLI-SYT' } })),
      judge(request(plain, { grants: null })),
    ]
    for (const other of others) expect(other.judged.refusals).not.toEqual(first.judged.refusals)
  })

  test('knows the operations of one document apart', () => {
    const judge = judgeRequests(smallRules)
    const refusals = ['a', 'b'].map((name) => judge(request(named, names, { name })).judged.refusals.length)
    expect(refusals).toEqual([0, 1])
  })

  test('follows what variables filter by, and is the same for all values of it', () => {
    const judge = judgeRequests(smallRules)
    const by = (variables: Record<string, unknown>) => judge(request(filtered, names, { variables }))
    expect(by({ w: { fullName: 'An' } })).toBe(by({ w: { fullName: 'Ba' } }))
    expect(by({ w: { fullName: 'An' } }).judged.refusals).toEqual([])
    expect(by({ w: { religion: null } }).judged.refusals).toMatchObject([{ coordinate: 'Person.religion' }])
    expect(by({}).judged.refusals).toEqual([])
  })
})
