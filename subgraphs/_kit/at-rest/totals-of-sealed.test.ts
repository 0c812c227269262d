import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { limits } from '../../../schema/limits.ts'
import { changingKeys, clinicAgency, rings } from '../fixtures/clinic-agency.ts'
import { type OwnDatabase, ownDatabase } from '../fixtures/own-database.ts'
import type { Row } from '../row.ts'
import { type SubjectTotals, subjectTotals } from '../subject-totals.ts'
import { unitTotals } from '../totals.ts'
import { sealRow } from './at-rest.ts'
import { inOrder } from './totals-of-sealed.ts'

const byMonth: SubjectTotals = {
  collection: 'visits',
  match: ({ months }, _caller, among) => among('month', months),
  by: { ward: 'ward', month: 'month' },
  join: 'month',
  subject: 'personId',
  rows: 100,
}
const months = ['2026-01', '2026-02', '2026-03']

const keys = changingKeys()
let own: OwnDatabase
beforeAll(async () => {
  own = await ownDatabase(clinicAgency(), 'totals_of_sealed', keys)
})
afterAll(() => own.end())

async function fill(rows: readonly Row[]): Promise<void> {
  const sealed = rows.map((row) => {
    keys.use(row.old ? rings.before : rings.after)
    return sealRow(own.database.atRest, 'visits', row)
  })
  await own.fill('visits', sealed)
  keys.use(rings.during)
}

const read = async () => (await subjectTotals(byMonth)({}, { months }, own.scope(), {} as never)) as Row[]

const row = fc.record({
  ward: fc.constantFrom('w1', 'w2'),
  month: fc.constantFrom(...months, '2026-04'),
  personId: fc.integer({ min: 1, max: 14 }).map((n) => `p${n}`),
  old: fc.boolean(),
})

describe('totals whose month and person are sealed', () => {
  test('are a recount of the plain rows, before, during and after a rotation', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 40, maxLength: 160 }), async (made) => {
        const rows = made.map((each, i) => ({ _id: `${i}`, ...each }))
        for (const state of ['before', 'during', 'after'] as const) {
          await fill(rows.map((each) => ({ ...each, old: state === 'during' ? each.old : state === 'before' })))
          keys.use(rings[state])
          expect(await read()).toEqual(recounted(rows))
        }
      }),
      { numRuns: 15 },
    )
  })

  test('count one person under two keys once: nine persons stay hidden', async () => {
    const visit = (i: number, old: boolean) => ({
      _id: `${i}${old}`,
      ward: 'w1',
      month: '2026-01',
      personId: `p${i}`,
      old,
    })
    const nine = Array.from({ length: 9 }, (_, i) => [visit(i, true), visit(i, false)]).flat()
    await fill(nine)
    expect(await read()).toEqual([])
    await fill([...nine, visit(10, true)])
    expect(await read()).toEqual([{ ward: 'w1', month: '2026-01', count: 19 }])
  })

  test('send no plain month or person to MongoDB', async () => {
    await fill([{ _id: '1', ward: 'w1', month: '2026-01', personId: 'p1', old: true }])
    const sent: string[] = []
    const note = ({ command }: { command: object }) => sent.push(JSON.stringify(command))
    const client = own.database.connection.getClient()
    client.on('commandStarted', note as never)
    await read()
    client.off('commandStarted', note as never)
    expect(sent.join()).toContain('$documents')
    expect(sent.join()).not.toMatch(/"2026-0|"p1"/)
  })
})

test('a sum or a group over what MongoDB cannot read is our error and never a figure', async () => {
  const summed = subjectTotals({ ...byMonth, sums: { illness: 'illness' } })
  await expect(summed({}, { months }, own.scope(), {} as never)).rejects.toThrow('visits.illness is sealed')
  const grouped = unitTotals({ collection: 'visits', unit: 'ward', by: { month: 'month' } })
  await expect(grouped({}, { unit: 'w1' }, own.scope(), {} as never)).rejects.toThrow('visits.month is sealed')
})

test('opened dimensions are in the order that MongoDB gives plain ones', () => {
  const rows = [
    { a: 'b', n: 10 },
    { a: 'b', n: 9 },
    { a: null, n: 11 },
    { a: 'a', n: null },
    { a: 'a', n: 1 },
    { a: 'a', n: null },
  ]
  expect(inOrder(rows, ['a', 'n']).map(({ a, n }) => [a, n])).toEqual([
    [null, 11],
    ['a', null],
    ['a', null],
    ['a', 1],
    ['b', 9],
    ['b', 10],
  ])
})

/** The rule in plain words: a month of ten persons by itself, the other months of the ward together. */
function recounted(rows: readonly Row[]): Row[] {
  const persons = (of: readonly Row[]) => new Set(of.map(({ personId }) => personId)).size
  return ['w1', 'w2'].flatMap((ward) => {
    const ofMonths = months.map((month) => rows.filter((each) => each.ward === ward && each.month === month))
    const rest = ofMonths.filter((of) => persons(of) < limits.totalsMinimum).flat()
    const large = ofMonths.filter((of) => persons(of) >= limits.totalsMinimum)
    return [
      ...(persons(rest) >= limits.totalsMinimum ? [{ ward, month: null, count: rest.length }] : []),
      ...large.map((of) => ({ ward, month: of[0]?.month, count: of.length })),
    ]
  })
}
