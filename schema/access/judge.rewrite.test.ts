import { describe, expect, test } from '@jest/globals'
import { type OperationDefinitionNode, parse, print, type SelectionNode } from 'graphql'
import { type Asked, granted, judged } from './fixtures/small-province.ts'
import type { Case } from './judge.ts'

const grants = [granted('Query.person Query.persons Person.fullName Person.household Household.size')]
const made = (text: string, changes: Partial<Case> = {}, asked: Asked = { grants }) => judged(text, asked, changes)
const rewritten = (text: string, changes: Partial<Case> = {}) =>
  print(made(text, changes).document).replace(/\s+/g, ' ')

describe('a rewritten document', () => {
  test('keeps the types and the conditions of its fragments', () => {
    const text = `query ($x: Boolean!) {
      person(personalId: "1") { ...f @include(if: $x) ... on Person @skip(if: $x) { fullName religion } }
    } fragment f on Person { household { size } religion }`
    expect(rewritten(text)).toBe(
      'query ($x: Boolean!) { person(personalId: "1") { ' +
        '... on Person @include(if: $x) { household { size } __refused_religion: __typename } ' +
        '... on Person @skip(if: $x) { fullName __refused_religion: __typename } } }',
    )
  })

  test('keeps fragments without a type, and drops one of which nothing is left', () => {
    expect(rewritten('{ ... { person(personalId: "1") { ... { religion } } } ... { parcels { totalCount } } }')).toBe(
      '{ ... { person(personalId: "1") { ... { __refused_religion: __typename } } } }',
    )
  })

  test('shares what was not changed with the caller’s own, node for node', () => {
    const document = parse(
      '{ a: person(personalId: "1") { household { size } } b: person(personalId: "1") { religion } }',
    )
    const operation = document.definitions[0] as OperationDefinitionNode
    const [a, b] = rootsOf(made('{ __typename }', { document, operation }).document)
    expect(a).toBe(rootsOf(document)[0])
    expect(b).not.toBe(rootsOf(document)[1])
  })

  test('is told by what was cut and where: type, then response keys', () => {
    const text =
      '{ p: person(personalId: "1") { r: religion household { members { fullName } } } parcels { totalCount } }'
    expect(made(text).cuts).toEqual(['Person p.r', 'Household p.household.members', 'Query parcels'])
  })
})

function rootsOf(document: Case['document']): readonly SelectionNode[] {
  return (document.definitions[0] as OperationDefinitionNode).selectionSet.selections
}

describe('a variable that is absent', () => {
  const text = 'query ($w: PersonWhere) { persons(where: $w) { totalCount } }'
  test('reads nothing when the operation is carried out, and every field in a preview', () => {
    expect(made(text).refusals).toEqual([])
    expect(made(text, { assumeAll: false }).refusals).toEqual([])
    expect(made(text, { assumeAll: true }).refusals.map(({ coordinate }) => coordinate)).toEqual(['Person.religion'])
  })
})

describe('a subgraph', () => {
  test.each(['hop', 'foreign'] as const)('tells its own schema to whom its door lets in (%s)', (layer) => {
    const service = made('{ _service { sdl } }', { layer })
    expect(service).toMatchObject({ refusals: [], asked: [], changed: false, empty: false })
  })

  test('carries a refused key to the hub with a seal, and tells the answer stage of it', () => {
    const text = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Person { personalId } } }'
    const { changed, document, holes } = made(text, { layer: 'hop' }, {})
    expect(changed).toBe(true)
    expect(print(document)).toContain('personalId')
    expect(holes.get('_entities')).toEqual(new Map([['personalId', 'Person.personalId']]))
  })

  test('has no place for a null where nothing was refused', () => {
    const text = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Person { household { size } } } }'
    const { holes, changed } = made(text, { layer: 'hop' })
    expect([holes.size, changed]).toEqual([0, false])
  })
})

test('nothing above OPEN is answered where nothing is asked, and the class says so', () => {
  expect(made('{ viewer { identity } }').strictest).toBe('OPEN')
  expect(made('{ __typename }').strictest).toBe('OPEN')
  expect(made('{ person(personalId: "1") { household { size } } }').holes.size).toBe(0)
})

test('the grants that opened an operation are told in one order, whichever was met first', () => {
  const asked = { grants: [granted('Query.person', { id: 'z' }), granted('Person.fullName', { id: 'a' })] }
  expect(made('{ person(personalId: "1") { fullName } }', {}, asked).grants).toEqual(['a/1', 'z/1'])
})
