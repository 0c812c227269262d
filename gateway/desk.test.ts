import { beforeEach, describe, expect, test } from '@jest/globals'
import { buildSchema } from 'graphql'
import {
  type Asked,
  askingOf,
  granted,
  now,
  smallRules,
  smallSupergraph,
} from '../schema/access/fixtures/small-province.ts'
import { anonymous } from '../schema/access/viewer.ts'
import { limits } from '../schema/limits.ts'
import type { ExchangeQuery, ExchangeReader, ExchangeRow } from '../subgraphs/_kit/exchange-log/read-exchanges.ts'
import { exchangeRecord } from '../test/setup/exchange-record.ts'
import { type DeskParts, deskOf } from './desk.ts'
import type { Graph } from './graph.ts'

let asked: { query: ExchangeQuery; position: unknown; size: number }[]
let rows: ExchangeRow[]
let agenciesAsked: number
const reader: ExchangeReader = {
  page: async (query, position, size) => {
    asked.push({ query, position, size })
    return rows
  },
  count: async (query) => {
    asked.push({ query, position: null, size: 0 })
    return 42
  },
  askingAgencies: async () => {
    agenciesAsked++
    return ['GLI-ST', null]
  },
}
const parts: DeskParts = {
  rules: smallRules,
  introspection: true,
  reader,
  subjectKeys: (personalId, agencies) => agencies.map((agency) => `${agency}#${personalId.slice(-1)}`),
  databasesOf: (agency) => (agency === 'GLI-ST' ? ['land', 'fisheries'] : []),
  holderOf: (database) => (database === 'land' ? 'GLI-ST' : null),
}
const graph = { schema: () => buildSchema(smallSupergraph, { assumeValid: true, assumeValidSDL: true }) } as Graph
const deskFor = (one: Asked = {}) => deskOf(askingOf(one), parts, graph)
const rowOf = (changes: Partial<ExchangeRow> = {}): ExchangeRow => ({
  ...exchangeRecord({ agency: 'GLI-SYT', databases: ['land', 'register'] }),
  _id: 'w.1',
  receipt: 'w.1.h',
  withheld: false,
  ...changes,
})
beforeEach(() => {
  asked = []
  rows = [rowOf()]
  agenciesAsked = 0
})

describe('the viewer', () => {
  const iso = (afterMs: number) => new Date(now.getTime() + afterMs).toISOString()
  test('is who the token says, and anonymous without one', () => {
    expect(deskFor({ viewer: { databases: ['land'], personalId: '1' } }).viewer()).toMatchObject({
      ...{
        identity: 'officer',
        agency: 'GLI-ST',
        databases: ['land'],
        personalId: '1',
        purpose: 'LAND_ADMINISTRATION',
      },
    })
    const stranger = { identity: 'anonymous', agency: null, purpose: null, grants: [] }
    expect(deskFor({ viewer: anonymous, purpose: null, grants: [granted('Person.fullName')] }).viewer()).toMatchObject(
      stranger,
    )
  })

  test.each([
    ['in force', {}, true],
    ['at the instant at which it begins', { validFrom: iso(0) }, true],
    ['that is to begin', { validFrom: iso(1) }, false],
    ['at the instant at which it ends', { validTo: iso(0) }, false],
    ['suspended', { state: 'SUSPENDED' }, false],
    ['ended', { state: 'ENDED' }, false],
    ['of the application', { app: 'app' }, true],
    ['of another application', { app: 'other' }, false],
    ['of another agency', { agency: 'GLI-SYT' }, false],
    ['for another purpose, which may be stated next time', { purpose: 'HEALTH_CARE' }, true],
  ] as const)('has a grant %s: %#', (_name, changes, has) => {
    const { grants } = deskFor({ viewer: { app: 'app' }, grants: [granted('Person.fullName', changes)] }).viewer()
    expect(grants).toHaveLength(has ? 1 : 0)
  })

  test('has none without a lease, and is told whether one needs consent and not whose', () => {
    expect(deskFor({ grants: null }).viewer().grants).toEqual([])
    const { grants } = deskFor({ grants: [granted('Person.fullName', { subjects: [] })] }).viewer()
    expect(grants).toMatchObject([{ needsConsent: true }])
  })
})

test('a preview is made for the caller who asks', () => {
  const text = '{ person(personalId: "1") { fullName } }'
  const outcome = (one: Asked) =>
    (deskFor(one).preview(text) as { positions: { outcome: string }[] }).positions.map((position) => position.outcome)
  expect(outcome({ grants: [granted('Query.person Person.fullName')] })).toEqual(['ANSWERED', 'ANSWERED'])
  expect(outcome({})).toEqual(['REFUSED'])
})

test('previews beyond the bound of a request are not made, and say so', () => {
  const desk = deskFor()
  const made = Array.from({ length: limits.previewsPerRequest + 1 }, () => desk.preview('{ viewer { identity } }'))
  expect(made.map(({ problems }) => (problems as string[]).length)).toEqual([...made.slice(1).map(() => 0), 1])
  expect(made.at(-1)?.positions).toEqual([])
})

describe('the exchanges', () => {
  const filter = { from: null, to: null, agency: null, agencies: [] }
  test('between two dates are those of whole days in the province’s time', async () => {
    await deskFor()
      .exchanges({ ...filter, from: '2026-03-01', to: '2026-03-01' })
      .count()
    expect(asked[0]?.query).toEqual({ from: '2026-02-28T17:00:00.000Z', to: '2026-03-01T17:00:00.000Z', parties: [] })
  })

  test('of an agency are those that it asked or whose data it holds, and every limit holds beside it', async () => {
    await deskFor()
      .exchanges({ ...filter, agency: 'GLI-SYT', agencies: [['GLI-ST'], []] })
      .page(null, 5)
    expect(asked[0]).toEqual({
      query: {
        parties: [
          { agency: 'GLI-SYT', databases: [] },
          { agency: 'GLI-ST', databases: ['land', 'fisheries'] },
          // A limit without an agency reaches nothing.
          { agency: '', databases: [] },
        ],
      },
      position: null,
      size: 5,
    })
  })

  test('are read on from a position', async () => {
    await deskFor().exchanges(filter).page({ at: '2026-03-01T00:00:00.000Z', id: 'w.9' }, 5)
    expect(asked[0]?.position).toEqual({ value: '2026-03-01T00:00:00.000Z', id: 'w.9' })
  })

  test('tell how many persons they were about, by no key, and whose exchanges they are', async () => {
    const [row] = await deskFor().exchanges(filter).page(null, 5)
    expect(row).toMatchObject({
      subjects: 5,
      operationName: 'dossier',
      operationHash: 'a'.repeat(64),
      parties: ['GLI-SYT', 'GLI-ST'],
    })
  })

  test('claim no answer that never left', async () => {
    rows = [rowOf({ withheld: true })]
    const [row] = await deskFor().exchanges(filter).page(null, 5)
    expect(row).toMatchObject({ status: 'REFUSED', code: 'LOG_UNAVAILABLE', httpStatus: 503, answered: [] })
  })
})

describe('the reads of a person', () => {
  const record = exchangeRecord({
    answered: ['Query.person', 'Person.fullName', 'Person.sex'],
    subjects: [
      { key: 'GLI-ST#1', fields: [1] },
      { key: 'null#1', fields: [2, 9] },
      { key: 'GLI-ST#2', fields: [0] },
    ],
  })
  test('are found by every key that anybody who ever asked has for the person, and only those that are told', async () => {
    await deskFor().readsOf('052085000001').count()
    expect(asked[0]?.query).toEqual({ subjectKeys: ['GLI-ST#1', 'null#1'], told: true })
  })

  test('name the fields that were read of that person and of nobody else', async () => {
    rows = [rowOf({ ...record })]
    const [row] = await deskFor().readsOf('052085000001').page(null, 5)
    expect(row?.fields).toEqual(['Person.fullName', 'Person.sex', ''])
    expect(JSON.stringify(row)).not.toContain('052085000001')
  })

  test('ask once who has ever asked, for count and pages together', async () => {
    const reads = deskFor().readsOf('052085000001')
    await Promise.all([reads.count(), reads.page(null, 5), reads.page(null, 5)])
    expect(agenciesAsked).toBe(1)
  })
})
