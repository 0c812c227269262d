import { describe, expect, test } from '@jest/globals'
import { buildSchema } from 'graphql'
import {
  type Asked,
  askingOf,
  granted,
  smallRules,
  smallSupergraph,
} from '../../schema/access/fixtures/small-province.ts'
import { anonymous } from '../../schema/access/viewer.ts'
import { previewAccess } from './preview.ts'

const schema = buildSchema(smallSupergraph, { assumeValid: true, assumeValidSDL: true })
const preview = (text: string, asked: Asked = {}, introspection = true) =>
  previewAccess({ rules: smallRules, schema, introspection, asking: askingOf(asked), text }) as unknown as {
    positions: Record<string, unknown>[]
    problems: string[]
  }
const outcomes = (text: string, asked?: Asked) =>
  preview(text, asked).positions.map(({ path, coordinate, outcome, via }) => [path, coordinate, outcome, via])

describe('a preview', () => {
  test('tells of each position what becomes of it, by what, and what to do about a refusal', () => {
    const units = new Set(['52-001@2025-07-01'])
    const grants = [granted('Query.person', { units }), granted('Person.fullName')]
    const { positions, problems } = preview(
      '{ p: person(personalId: "1") { fullName religion } viewer { identity } }',
      { grants },
    )
    expect(problems).toEqual([])
    expect(positions).toEqual([
      {
        path: 'p',
        coordinate: 'Query.person',
        class: 'SHARED',
        basis: 'B',
        owner: 'register',
        via: null,
        outcome: 'LIMITED',
        ground: 'GRANT',
        scope: 'units: 52-001@2025-07-01',
      },
      {
        path: 'p.fullName',
        coordinate: 'Person.fullName',
        class: 'SHARED',
        basis: 'B',
        owner: 'residence',
        via: null,
        outcome: 'ANSWERED',
        ground: 'GRANT',
      },
      {
        path: 'p.religion',
        coordinate: 'Person.religion',
        class: 'SENSITIVE',
        basis: 'B',
        owner: 'residence',
        via: null,
        outcome: 'REFUSED',
        reason: 'NO_GRANT',
        howTo: expect.stringContaining(' — '),
      },
      {
        path: 'viewer',
        coordinate: 'Query.viewer',
        class: 'OPEN',
        basis: 'B',
        owner: 'hub',
        via: null,
        outcome: 'ANSWERED',
        ground: 'OPEN',
      },
      {
        path: 'viewer.identity',
        coordinate: 'Viewer.identity',
        class: 'OPEN',
        basis: 'B',
        owner: 'hub',
        via: null,
        outcome: 'ANSWERED',
        ground: 'OPEN',
      },
    ])
  })

  test('counts a variable that filters as every field of its type', () => {
    const grants = [granted('Query.persons Person.fullName')]
    const text = 'query ($w: PersonWhere) { persons(where: $w) { totalCount } }'
    expect(outcomes(text, { grants })).toEqual([
      ['persons', 'Query.persons', 'ANSWERED', null],
      ['persons', 'Person.fullName', 'ANSWERED', 'Query.persons(where:)'],
      ['persons', 'Person.religion', 'REFUSED', 'Query.persons(where:)'],
      ['persons', 'Person.household', 'REFUSED', 'Query.persons(where:)'],
      ['persons', 'Household.size', 'REFUSED', 'Query.persons(where:)'],
    ])
  })

  test('tells of every operation of a document', () => {
    expect(
      outcomes('query a { viewer { identity } } query b { parcels { totalCount } }', { viewer: anonymous }),
    ).toEqual([
      ['viewer', 'Query.viewer', 'ANSWERED', null],
      ['viewer.identity', 'Viewer.identity', 'ANSWERED', null],
      ['parcels', 'Query.parcels', 'REFUSED', null],
    ])
  })
})

describe('what cannot be previewed', () => {
  test.each([
    ['is no GraphQL', '{ person(personalId: "052085000001" {'],
    ['is not in the schema', '{ person(personalId: "052085000001") { salary } }'],
    ['is too long', `{ person(personalId: "052085000001") { fullName ${' '.repeat(40_000)} } }`],
    ['nests beyond reason', `${'{ viewer '.repeat(400)} "052085000001" ${'}'.repeat(400)}`],
  ])('%s: the problem is told, without a value, and no position', (_name, text) => {
    const { positions, problems } = preview(text)
    expect(positions).toEqual([])
    expect(problems.length).toBeGreaterThan(0)
    expect(problems.join()).not.toContain('052085000001')
    expect(problems.join()).toMatch(/ — /)
  })

  test('suggests no name where the schema is not public', () => {
    const text = '{ person(personalId: "1") { fullNam } }'
    expect(preview(text).problems.join()).toContain('fullName')
    expect(preview(text, {}, false).problems.join()).not.toMatch(/fullName|Person/)
  })
})
