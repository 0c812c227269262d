import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import mongoose from 'mongoose'
import { limits } from '../../schema/limits.ts'
import { fixtureAgency } from './fixtures/fixture-agency.ts'
import { type OwnDatabase, ownDatabase } from './fixtures/own-database.ts'
import type { Row } from './row.ts'
import { unitTotals } from './totals.ts'

const schema = new mongoose.Schema({
  _id: String,
  unitId: { type: String, index: true },
  kind: String,
  year: Number,
  area: Number,
})
const totals = unitTotals({
  collection: 'rows',
  unit: 'unitId',
  by: { landUse: 'kind' },
  where: { year: 'year' },
  sums: { areaM2: 'area' },
})

let own: OwnDatabase
beforeAll(async () => {
  own = await ownDatabase(fixtureAgency('totals', { collections: { rows: { schema } } }), 'kit_totals')
})
afterAll(() => own.end())

const read = async (args: Row) => (await totals(null, args, own.scope(), {} as never)) as Row[]
const numbered = (rows: readonly Row[]) => rows.map((row, index) => ({ _id: String(index), ...row }))

describe('totals of a commune', () => {
  test('count what is there, and no group of fewer than ten records', async () => {
    const row = fc.record({
      unitId: fc.constantFrom('u1', 'u2'),
      kind: fc.constantFrom('ONT', 'CLN', 'LUC'),
      year: fc.constantFrom(2024, 2025),
      area: fc.integer({ min: 0, max: 99 }),
    })
    const year = fc.constantFrom(undefined, null, 2024)
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 90 }), year, async (rows, asked) => {
        await own.fill('rows', numbered(rows))
        const counted = await read({ unit: 'u1', year: asked })
        const inReach = rows.filter((one) => one.unitId === 'u1' && (asked == null || one.year === asked))
        const expected = ['CLN', 'LUC', 'ONT'].flatMap((landUse) => {
          const group = inReach.filter((one) => one.kind === landUse)
          const areaM2 = group.reduce((sum, one) => sum + one.area, 0)
          return group.length >= limits.totalsMinimum ? [{ landUse, count: group.length, areaM2 }] : []
        })
        expect(counted).toEqual(expected)
      }),
      { numRuns: 40 },
    )
  })

  test('publish ten and hide nine', async () => {
    const of = (kind: string, count: number) => Array.from({ length: count }, () => ({ unitId: 'u1', kind, area: 1 }))
    await own.fill('rows', numbered([...of('TEN', limits.totalsMinimum), ...of('NINE', limits.totalsMinimum - 1)]))
    expect(await read({ unit: 'u1' })).toEqual([
      { landUse: 'TEN', count: limits.totalsMinimum, areaM2: limits.totalsMinimum },
    ])
  })

  test('are a bounded number of rows, read by one command', async () => {
    const rows = Array.from({ length: (limits.totalsRows + 1) * limits.totalsMinimum }, (_, index) => ({
      unitId: 'u1',
      kind: `k${index % (limits.totalsRows + 1)}`,
    }))
    await own.fill('rows', numbered(rows))
    let counted: Row[] = []
    const commands = await own.commandsOf(async () => {
      counted = await read({ unit: 'u1' })
    })
    expect(counted).toHaveLength(limits.totalsRows)
    expect(commands).toEqual(['aggregate'])
  })

  test('an operator in the place of the unit or of an argument finds nothing', async () => {
    await own.fill('rows', numbered(Array.from({ length: 20 }, () => ({ unitId: 'u1', kind: 'ONT', year: 2024 }))))
    expect(await read({ unit: { $ne: 'x' } })).toEqual([])
    expect(await read({ unit: 'u1', year: { $gt: 0 } })).toEqual([])
  })
})
