import { describe, expect, test } from '@jest/globals'
import { parse, print } from 'graphql'
import { type Asked, askingOf, granted, smallRules } from '../../schema/access/fixtures/small-province.ts'
import { judging } from './judging.ts'
import type { Caller } from './request-scope.ts'

const callerOf = (asked: Asked | null): Caller => ({
  requestId: 'r-1',
  today: '2026-03-02',
  ...(asked ? { asking: askingOf(asked) } : {}),
})
const entities = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Person { fullName religion } } }'
const officer: Asked = { grants: [granted('Query.person Person.fullName')] }

function judgeBy(judgeFetch: ReturnType<typeof judging>) {
  return (query: string, asked: Asked | null, changes: object = {}) =>
    judgeFetch({ query, document: parse(query), variables: {}, caller: callerOf(asked), route: 'ANY', ...changes })
}
const refusedOf = (judged: ReturnType<ReturnType<typeof judging>>) =>
  judged?.refusals.map(({ coordinate }) => coordinate)

describe('a subgraph', () => {
  test('judges a fetch by itself, by who asks, whatever the gateway may have let through', () => {
    const judge = judgeBy(judging(smallRules, 'hop'))
    expect(refusedOf(judge(entities, officer))).toEqual(['Person.religion'])
    expect(refusedOf(judge(entities, { grants: [] }))).toEqual(['Person.fullName', 'Person.religion'])
  })

  test('takes a fetch that does not say who asks for a stranger’s, without a grant', () => {
    const judge = judgeBy(judging(smallRules, 'hop'))
    const judged = judge(entities, null, { route: 'SUBJECT' })
    expect(judged?.refusals.map(({ coordinate, reason }) => [coordinate, reason])).toEqual([
      ['Person.fullName', 'NO_TOKEN'],
      ['Person.religion', 'NO_TOKEN'],
    ])
  })

  test('knows no operation of another name', () => {
    const judge = judgeBy(judging(smallRules, 'hop'))
    expect(judge('query a { viewer { identity } }', officer, { operationName: 'b' })).toBeNull()
    expect(judge('query a { viewer { identity } } query b { viewer { identity } }', officer)).toBeNull()
    expect(judge('fragment f on Person { fullName }', officer)).toBeNull()
  })
})

describe('a judgement is kept', () => {
  const both = 'query a { person(personalId: "1") { fullName } } query b { person(personalId: "1") { religion } }'
  const filtered = 'query ($w: PersonWhere) { persons(where: $w) { totalCount } }'
  const list: Asked = { grants: [granted('Query.persons Person.fullName')] }
  const judge = judgeBy(judging(smallRules, 'hop'))

  test('for the same document, caller and route', () => {
    expect(judge(entities, officer)).toBe(judge(entities, { ...officer, viewer: { identity: 'another' } }))
  })

  test.each([
    ['the route', () => [judge(entities, officer), judge(entities, officer, { route: 'SUBJECT' })]],
    ['the caller', () => [judge(entities, officer), judge(entities, { grants: [] })]],
    ['the purpose', () => [judge(entities, officer), judge(entities, { ...officer, purpose: null })]],
    [
      'the operation',
      () => [judge(both, officer, { operationName: 'a' }), judge(both, officer, { operationName: 'b' })],
    ],
    [
      'what a variable filters by',
      () => [
        judge(filtered, list, { variables: { w: { fullName: 'x' } } }),
        judge(filtered, list, { variables: { w: { religion: 'x' } } }),
      ],
    ],
  ] as const)('and another made where %s differs', (_name, make) => {
    const [one, other] = make()
    expect(refusedOf(one ?? null)).not.toEqual(refusedOf(other ?? null))
  })

  test('and not for the value of a filter', () => {
    const of = (fullName: string) => judge(filtered, list, { variables: { w: { fullName } } })
    expect(of('Nguyễn')).toBe(of('Trần'))
  })
})

test('behind a foreign router a refused key is cut, behind the hub’s gateway it stays to be sealed', () => {
  const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Person { personalId } } }'
  const [hop, foreign] = (['hop', 'foreign'] as const).map((layer) =>
    judgeBy(judging(smallRules, layer))(query, officer),
  )
  expect(hop && print(hop.document)).toContain('personalId\n')
  expect(foreign && print(foreign.document)).toContain('__refused_personalId: __typename')
})
