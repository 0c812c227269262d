import { afterAll, beforeAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { openScratchRows, type ScratchRows } from '../../test/setup/scratch-rows.ts'
import { childListOfMany } from './child-list-of-many.ts'
import type { RequestScope } from './request-scope.ts'
import type { Row } from './row.ts'

const owners = ['a', 'b', 'c', '$$ROOT'] as const
const list = childListOfMany('rows', 'id', 'owners')

let scratch: ScratchRows
beforeAll(async () => {
  scratch = await openScratchRows()
})
afterAll(() => scratch.close())

// biome-ignore lint/suspicious/noExplicitAny: a connection's parts are functions
const open = (scope: RequestScope, id: string | null, args: Row = {}): any => list({ id }, args, scope, {} as never)
const idsOf = (rows: readonly Row[]) => rows.map(({ _id }) => _id)

test('a row is in the list of each of its owners once, page by page, and is counted there', async () => {
  const row = fc.uniqueArray(fc.constantFrom(...owners), { maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 12 }), fc.integer({ min: 1, max: 5 }), async (made, first) => {
      const rows = made.map((of, i) => ({ _id: `r${String(i).padStart(2, '0')}`, owners: of }))
      await scratch.fill(rows)
      for (const owner of owners) {
        const own = rows.filter((each) => each.owners.includes(owner))
        const read: string[] = []
        let after: string | null = null
        do {
          const page = open(scratch.request('2026-06-30'), owner, { first, after })
          read.push(...idsOf(await page.nodes()))
          expect(await page.totalCount()).toBe(own.length)
          after = (await page.pageInfo.hasNextPage()) ? await page.pageInfo.endCursor() : null
        } while (after)
        expect(read).toEqual(idsOf(own))
      }
    }),
    { numRuns: 25 },
  )
})

test('many parents cost one command for their pages and one for their counts', async () => {
  await scratch.fill([{ _id: 'r', owners: ['a', 'b'] }])
  const scope = scratch.request('2026-06-30')
  scratch.aggregates()
  const lists = owners.map((owner) => open(scope, owner))
  await Promise.all(lists.map((page) => Promise.all([page.nodes(), page.totalCount()])))
  expect(scratch.aggregates()).toBe(2)
})

test('a parent without a key has an empty list', async () => {
  const page = open(scratch.request('2026-06-30'), null)
  expect([await page.nodes(), await page.totalCount()]).toEqual([[], 0])
})

test('a cursor of one owner is refused in the list of another', async () => {
  await scratch.fill([{ _id: 'r', owners: ['a', 'b'] }])
  const after = await open(scratch.request('2026-06-30'), 'a').pageInfo.endCursor()
  expect(() => open(scratch.request('2026-06-30'), 'b', { after })).toThrow()
})
