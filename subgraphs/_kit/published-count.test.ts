import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { GraphQLResolveInfo } from 'graphql'
import { limits } from '../../schema/limits.ts'
import { openScratchRows, type ScratchRows } from '../../test/setup/scratch-rows.ts'
import { publishedCount } from './published-count.ts'
import type { RowsInScope } from './reachable-rows.ts'

const enough = limits.totalsMinimum
const rowsOf = (facility: string, count: number, validTo: string) =>
  Array.from({ length: count }, (_, i) => ({ _id: `${facility} ${validTo} ${i}`, facility, validTo }))

const counted = publishedCount({
  collection: 'rows',
  key: 'code',
  field: 'facility',
  match: ({ caller: { today } }) => ({ validTo: { $gte: today } }),
})

let scratch: ScratchRows
beforeAll(async () => {
  scratch = await openScratchRows()
  await scratch.fill([
    ...rowsOf('enough', enough, '2026-12-31'),
    ...rowsOf('few', enough - 1, '2026-12-31'),
    ...rowsOf('few', enough, '2026-01-31'),
  ])
})
afterAll(() => scratch.close())

async function countsOn(today: string, codes: readonly unknown[]): Promise<unknown[]> {
  const scope = scratch.request(today)
  return Promise.all(codes.map((code) => counted({ code }, {}, scope, {} as GraphQLResolveInfo)))
}

test('a count is shown from the threshold on, of rows that match in this request, in one command', async () => {
  scratch.aggregates()
  expect(await countsOn('2026-06-30', ['enough', 'few', 'nobody', null])).toEqual([enough, null, null, null])
  expect(scratch.aggregates()).toBe(1)
  expect(await countsOn('2026-01-31', ['enough', 'few'])).toEqual([enough, 2 * enough - 1])
  expect(await countsOn('2027-01-01', ['enough', 'few'])).toEqual([null, null])
  scratch.aggregates()
})

test('a caller whose rows are limited gets no figure, since it counts the others too', async () => {
  const limit: RowsInScope = {
    name: 'limited',
    filter: async () => ({}),
    filterBelow: async () => ({}),
    admits: async () => true,
  }
  const scope = { ...scratch.request('2026-06-30'), limit }
  expect(await counted({ code: 'enough' }, {}, scope, {} as GraphQLResolveInfo)).toBeNull()
  expect(scratch.aggregates()).toBe(0)
})
