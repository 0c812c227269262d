import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { openScratchRows, type ScratchRows } from '../../test/setup/scratch-rows.ts'
import { latestRow } from './latest-row.ts'

const rows = [
  { _id: '1', vessel: 'a', at: '2026-06-01T00:00:00Z' },
  { _id: '2', vessel: 'a', at: '2026-06-03T00:00:00Z' },
  { _id: '3', vessel: 'a', at: '2026-06-04T00:00:00Z' },
  { _id: '4', vessel: 'b', at: '2026-06-02T00:00:00Z' },
  { _id: '5', vessel: 'c', at: '2026-06-09T00:00:00Z' },
]

let scratch: ScratchRows
beforeAll(async () => {
  scratch = await openScratchRows()
  await scratch.fill(rows)
})
afterAll(() => scratch.close())

test('the newest row before a moment is found for each parent, in one command; a younger one never', async () => {
  const scope = scratch.request('2026-06-30')
  const latest = { collection: 'rows', field: 'vessel', at: 'at', before: '2026-06-04T00:00:00Z' }
  scratch.aggregates()
  const found = await Promise.all(['a', 'b', 'c', 'nobody'].map((vessel) => latestRow(scope, latest, vessel)))
  expect(found.map((row) => row?._id ?? null)).toEqual(['2', '4', null, null])
  expect(scratch.aggregates()).toBe(1)
})

test('two moments of one request do not share an answer', async () => {
  const scope = scratch.request('2026-06-30')
  const at = (before: string) => latestRow(scope, { collection: 'rows', field: 'vessel', at: 'at', before }, 'a')
  const found = await Promise.all([at('2026-06-02'), at('2026-07-01')])
  expect(found.map((row) => row?._id)).toEqual(['1', '3'])
})
