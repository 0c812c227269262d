import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { limits } from '../../schema/limits.ts'
import { openScratchRows, type ScratchRows } from '../../test/setup/scratch-rows.ts'
import type { Row } from './row.ts'
import { type SubjectTotals, subjectTotals } from './subject-totals.ts'

const byMonth: SubjectTotals = {
  collection: 'rows',
  match: () => ({}),
  by: { kind: 'kind', month: 'month' },
  subject: 'person',
  sums: { paid: 'amount' },
  rows: 100,
}

let scratch: ScratchRows
beforeAll(async () => {
  scratch = await openScratchRows()
})
afterAll(() => scratch.close())

async function read(rows: readonly Row[], totals: SubjectTotals = byMonth, today = '2026-06-30'): Promise<Row[]> {
  await scratch.fill(rows)
  return (await subjectTotals(totals)({}, {}, scratch.request(today), {} as never)) as Row[]
}

const visits = (count: number, row: Row, from = 0): Row[] =>
  Array.from({ length: count }, (_, i) => ({
    _id: `${row.kind}/${row.month}/${row.person ?? from + i}/${i}`,
    person: `p${from + i}`,
    amount: 2,
    ...row,
  }))

describe('open totals of subjects', () => {
  test('publish ten subjects and not nine, and many records of one subject are one subject', async () => {
    const rows = [
      ...visits(10, { kind: 'ten', month: 1 }),
      ...visits(9, { kind: 'nine', month: 1 }),
      ...visits(50, { kind: 'one', month: 1, person: 'p1' }),
    ]
    expect(await read(rows)).toEqual([{ kind: 'ten', month: 1, count: 10, paid: 20 }])
  })

  test('join small months into one row without a month, where together they have ten', async () => {
    const rows = [
      ...visits(12, { kind: 'a', month: 1 }),
      ...visits(6, { kind: 'a', month: 2 }),
      ...visits(6, { kind: 'a', month: 3 }, 6),
      ...visits(6, { kind: 'b', month: 2 }),
      ...visits(6, { kind: 'b', month: 3 }),
    ]
    expect(await read(rows, { ...byMonth, join: 'month' })).toEqual([
      { kind: 'a', month: null, count: 12, paid: 24 },
      { kind: 'a', month: 1, count: 12, paid: 24 },
    ])
  })

  test('count every record once, whatever the rows: no figure can be subtracted from another', async () => {
    const row = fc.record({
      kind: fc.constantFrom('a', 'b'),
      month: fc.integer({ min: 1, max: 4 }),
      person: fc.integer({ min: 1, max: 25 }),
      amount: fc.integer({ min: 0, max: 9 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 150 }), async (made) => {
        const rows = made.map((each, i) => ({ _id: `${i}`, ...each }))
        const told = await read(rows, { ...byMonth, join: 'month' })
        expect(told).toEqual(recounted(rows))
      }),
      { numRuns: 40 },
    )
  })

  test('group by what is computed on the day of the request', async () => {
    const rows = [
      ...visits(10, { kind: 'a', month: 1, validTo: '2026-06-30' }),
      ...visits(11, { kind: 'a', month: 2, validTo: '2026-06-29' }),
    ]
    const derived: SubjectTotals['derived'] = ({ today }) => ({ valid: { $gte: ['$validTo', today] } })
    const totals = { ...byMonth, by: { valid: 'valid' }, sums: {}, derived }
    expect(await read(rows, totals)).toEqual([
      { valid: false, count: 11 },
      { valid: true, count: 10 },
    ])
    expect(await read(rows, totals, '2026-07-01')).toEqual([{ valid: false, count: 21 }])
  })
})

/** The rule in plain words: a month of ten persons by itself, the other months of the kind together. */
function recounted(rows: readonly Row[]): Row[] {
  const persons = (of: readonly Row[]) => new Set(of.map(({ person }) => person)).size
  const figures = (of: readonly Row[]) => ({ count: of.length, paid: of.reduce((sum, { amount }) => sum + amount, 0) })
  return ['a', 'b'].flatMap((kind) => {
    const months = [1, 2, 3, 4].map((month) => rows.filter((row) => row.kind === kind && row.month === month))
    const large = months.filter((of) => persons(of) >= limits.totalsMinimum)
    const rest = months.filter((of) => persons(of) < limits.totalsMinimum).flat()
    return [
      ...(persons(rest) >= limits.totalsMinimum ? [{ kind, month: null, ...figures(rest) }] : []),
      ...large.map((of) => ({ kind, month: of[0]?.month, ...figures(of) })),
    ]
  })
}
