import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { exchangeRecord } from '../../../test/setup/exchange-record.ts'
import { type OwnMongod, ownMongod } from '../../../test/setup/mongod.ts'
import { type TestLog, testLog } from '../../../test/setup/test-log.ts'
import type { CursorPosition } from '../cursor.ts'
import type { ExchangeLog } from './exchange-log.ts'
import { logClient, logCollections } from './log-store.ts'
import type { ExchangeQuery } from './read-exchanges.ts'
import type { Receipt } from './record.ts'

let mongod: OwnMongod
let on: TestLog
let log: ExchangeLog
let last: Receipt
const day = (number: number) => `2026-03-${String(number).padStart(2, '0')}T00:00:00.000Z`
const [lan, minh] = ['1'.repeat(32), '2'.repeat(32)]

/** Thirty exchanges, two of each day; agencies, databases and persons in turn. */
const exchanges = Array.from({ length: 30 }, (_, index) =>
  exchangeRecord({
    at: day(1 + Math.floor(index / 2)),
    requestId: `request-${index}`,
    agency: ['H08.11', 'H08.12', null][index % 3] as string | null,
    databases: index % 2 === 0 ? ['land'] : ['register', 'residence'],
    subjects: index % 5 === 0 ? [{ key: index % 2 ? minh : lan, fields: [0] }] : [],
    exemption: index % 10 === 5 && index > 10 ? 'CRIMINAL_INVESTIGATION' : null,
  }),
)

beforeAll(async () => {
  mongod = await ownMongod()
  on = await testLog(mongod, 'reading')
  log = await on.open()
  for (const record of exchanges) last = await log.append(record)
})
afterAll(async () => {
  await log.close()
  await mongod.remove()
  await on.remove()
})

const read = async (query: ExchangeQuery) => (await log.reader.page(query, null, 100)).map(({ requestId }) => requestId)
const expected = (holds: (record: (typeof exchanges)[0]) => boolean) =>
  exchanges.filter(holds).map(({ requestId }) => requestId)

describe('exchanges are read', () => {
  test('newest first, page by page, none twice and none left out, equal instants included', async () => {
    const seen: string[] = []
    const instants: string[] = []
    for (let position: CursorPosition | null = null; ; ) {
      const page = await log.reader.page({}, position, 7)
      seen.push(...page.map(({ requestId }) => requestId))
      instants.push(...page.map(({ at }) => at))
      const last = page.at(-1)
      if (!last) break
      position = { value: last.at, id: last._id }
    }
    expect(seen.toSorted()).toEqual(expected(() => true).toSorted())
    expect(instants).toEqual(instants.toSorted().reverse())
  })

  test('as they were written, with their place and without the chain', async () => {
    const [row] = await log.reader.page({}, null, 1)
    const { _id, withheld, receipt, ...record } = row ?? {}
    expect(_id).toBe(`${log.writer}.30`)
    expect(receipt).toBe(last.text)
    expect(withheld).toBe(false)
    expect(record).toEqual(exchanges.at(-1))
  })

  const queries: [string, ExchangeQuery, (record: (typeof exchanges)[0]) => boolean][] = [
    ['all', {}, () => true],
    ['from a day, inclusive', { from: day(14) }, ({ at }) => at >= day(14)],
    ['to a day, exclusive', { to: day(3) }, ({ at }) => at < day(3)],
    [
      'asked by an agency, or answered from its databases',
      { parties: [{ agency: 'H08.11', databases: ['land'] }] },
      ({ agency, databases }) => agency === 'H08.11' || databases.includes('land'),
    ],
    [
      'between two agencies',
      {
        parties: [
          { agency: 'H08.12', databases: [] },
          { agency: 'x', databases: ['residence'] },
        ],
      },
      ({ agency, databases }) => agency === 'H08.12' && databases.includes('residence'),
    ],
    ['asked by nobody’s agency', { parties: [{ agency: null, databases: [] }] }, ({ agency }) => agency === null],
    ['about a person', { subjectKeys: [lan] }, ({ subjects }) => subjects[0]?.key === lan],
    ['about a person, by any of the keys', { subjectKeys: [lan, minh] }, ({ subjects }) => subjects.length > 0],
    [
      'about a person, of what they are told',
      { subjectKeys: [lan, minh], told: true },
      ({ subjects, exemption }) => subjects.length > 0 && exemption === null,
    ],
    ['about nobody', { subjectKeys: [] }, () => false],
    [
      'about a person in a time',
      { from: day(2), to: day(10), subjectKeys: [lan] },
      ({ at, subjects }) => at >= day(2) && at < day(10) && subjects[0]?.key === lan,
    ],
  ]
  test.each(queries)('%s; the count agrees', async (_what, query, holds) => {
    const found = expected(holds)
    expect((await read(query)).toSorted()).toEqual(found.toSorted())
    expect(await log.reader.count(query)).toBe(found.length)
  })

  test('by an index, whatever is asked: no page reads the whole log', async () => {
    const client = logClient(on.uri)
    const { records } = logCollections(client, on.uri)
    for (const filter of [
      { 'record.at': { $gte: day(3) } },
      { $or: [{ 'record.agency': 'H08.11' }, { 'record.databases': { $in: ['land'] } }] },
      { 'record.subjects.key': { $in: [lan] } },
      { writer: log.writer, 'record.withheld.index': 3 },
    ]) {
      const plan = JSON.stringify(await records.find(filter).sort({ 'record.at': -1, _id: -1 }).explain('queryPlanner'))
      expect(plan).toContain('IXSCAN')
      expect(plan).not.toContain('COLLSCAN')
    }
    await client.close()
  })
})

test('everybody who ever asked is known, so that a person can be found in all their records', async () => {
  const agencies = await log.reader.askingAgencies()
  expect(new Set(agencies)).toEqual(new Set(['H08.11', 'H08.12', null]))
})

test('an answer that was withheld is told as withheld, and not told to the person whom it would have been about', async () => {
  const late = await testLog(mongod, 'late')
  const slow = await late.open()
  const subjects = [{ key: lan, fields: [0] }]
  await slow.append(exchangeRecord({ requestId: 'given', subjects }))
  mongod.freeze()
  await expect(slow.append(exchangeRecord({ requestId: 'withheld', subjects }))).rejects.toThrow()
  mongod.thaw()
  await slow.close()
  const again = await late.open()
  await again.append(exchangeRecord({ requestId: 'given later', subjects }))
  const rows = await again.reader.page({}, null, 10)
  expect(new Map(rows.map(({ requestId, withheld }) => [requestId, withheld]))).toEqual(
    new Map(Object.entries({ given: false, withheld: true, 'given later': false })),
  )
  expect(await again.reader.count({})).toBe(3)
  const told = { subjectKeys: [lan], told: true }
  const first = await again.reader.page(told, null, 1)
  const place = { value: String(first[0]?.at), id: String(first[0]?._id) }
  const rest = await again.reader.page(told, place, 5)
  expect(new Set([...first, ...rest].map(({ requestId }) => requestId))).toEqual(new Set(['given', 'given later']))
  expect(await again.reader.count(told)).toBe(2)
  await again.close()
  await late.remove()
})
