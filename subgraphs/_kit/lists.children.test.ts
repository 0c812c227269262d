import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import mongoose from 'mongoose'
import type { Resolver } from './agency.ts'
import { fixtureAgency } from './fixtures/fixture-agency.ts'
import { type OwnDatabase, ownDatabase } from './fixtures/own-database.ts'
import { readPage, readPages } from './fixtures/read-connection.ts'
import { childList } from './lists.ts'
import type { RequestScope } from './request-scope.ts'
import type { Row } from './row.ts'

const schema = new mongoose.Schema({
  _id: String,
  ownerId: { type: String, index: true },
  kind: String,
})

let own: OwnDatabase
beforeAll(async () => {
  own = await ownDatabase(fixtureAgency('children', { collections: { rows: { schema } } }), 'kit_children')
})
afterAll(() => own.end())

const open = (list: Resolver, parent: Row, args: Row, scope: RequestScope) =>
  list(parent, args, scope, {} as never) as Row

const owners = ['p', 'q', 'r', 's']
const rowOf = (ownerId: string | null, index: number): Row => ({
  _id: `r${String((index * 5) % 16).padStart(2, '0')}`,
  ownerId,
  kind: index % 3 === 0 ? 'CAR' : 'LORRY',
})
const rows = fc
  .array(fc.constantFrom('p', 'q', 'r', null), { maxLength: 16 })
  .map((all) => all.map((ownerId, index) => rowOf(ownerId, index)))

const list = childList('rows', 'key', 'ownerId')

const expected = (all: readonly Row[], belongs: (row: Row) => boolean) =>
  all
    .filter(belongs)
    .map(({ _id }) => _id)
    .sort()

describe('childList', () => {
  test('gives each parent exactly its own rows, page by page and in one order', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 5 }), async (all, first) => {
        await own.fill('rows', all)
        const scope = own.scope()
        for (const key of owners) {
          const pages = await readPages((after) => open(list, { key }, { first, after }, scope))
          expect(pages.flatMap(({ ids }) => ids)).toEqual(expected(all, (row) => row.ownerId === key))
          expect(await open(list, { key }, { first }, scope).totalCount()).toBe(pages.flatMap(({ ids }) => ids).length)
        }
      }),
      { numRuns: 25 },
    )
  })

  test('costs one command for the pages and one for the counts of many parents', async () => {
    const all = Array.from({ length: 16 }, (_, index) => rowOf(owners[index % 3] as string, index))
    await own.fill('rows', all)
    const parents = [...owners, 'p', 'nobody'].map((key) => ({ key }))
    const pages: string[][] = []
    const counts: number[] = []
    const scope = own.scope()
    const commands = await own.commandsOf(async () => {
      const lists = parents.map((parent) => open(list, parent, { first: 2 }, scope))
      await Promise.all(
        lists.map(async (each, index) => {
          pages[index] = (await readPage(each)).ids as string[]
          counts[index] = await each.totalCount()
        }),
      )
    })
    expect(commands).toEqual(['aggregate', 'aggregate'])
    expect(pages).toEqual(parents.map(({ key }) => expected(all, (row) => row.ownerId === key).slice(0, 2)))
    expect(counts).toEqual(parents.map(({ key }) => expected(all, (row) => row.ownerId === key).length))
  })

  test('the pages alone cost no count, and the counts alone no page', async () => {
    const scope = own.scope()
    const lists = owners.map((key) => open(list, { key }, {}, scope))
    expect(await own.commandsOf(() => Promise.all(lists.map(readPage)))).toEqual(['aggregate'])
    expect(await own.commandsOf(() => Promise.all(lists.map((each) => each.totalCount())))).toEqual(['aggregate'])
  })

  test('is an empty page for a key without rows and for a parent without the key, which costs nothing', async () => {
    await own.fill('rows', [rowOf('p', 0)])
    const empty = {
      ids: [],
      cursors: [],
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    }
    expect(await readPage(open(list, { key: 'nobody' }, {}, own.scope()))).toEqual(empty)
    const commands = await own.commandsOf(async () => {
      for (const key of [null, undefined, '']) {
        const absent = open(list, { key }, {}, own.scope())
        expect(await readPage(absent)).toEqual(empty)
        expect(await absent.totalCount()).toBe(0)
      }
    })
    expect(commands).toEqual([])
  })

  test('refuses the cursor of another parent', async () => {
    await own.fill('rows', [rowOf('p', 0), rowOf('q', 1)])
    const scope = own.scope()
    const { endCursor: after } = await readPage(open(list, { key: 'p' }, {}, scope))
    expect((await readPage(open(list, { key: 'p' }, { after }, scope))).ids).toEqual([])
    for (const key of ['q', null]) expect(() => open(list, { key }, { after }, scope)).toThrow('after: ')
  })

  test('reads different page sizes and starts apart in one request', async () => {
    const all = Array.from({ length: 6 }, (_, index) => rowOf('p', index))
    await own.fill('rows', all)
    const ids = expected(all, () => true)
    const scope = own.scope()
    const { endCursor: after } = await readPage(open(list, { key: 'p' }, { first: 2 }, scope))
    const asked = [{ first: 1 }, { first: 3 }, { first: 1, after }, { first: 0 }]
    const pages = await Promise.all(asked.map((args) => readPage(open(list, { key: 'p' }, args, scope))))
    expect(pages.map((page) => page.ids)).toEqual([ids.slice(0, 1), ids.slice(0, 3), ids.slice(2, 3), []])
  })
})

test('childList with a match reads and counts only what matches, apart from the same list without it', async () => {
  const cars = childList('rows', 'key', 'ownerId', { kind: { $eq: 'CAR' } })
  const every = childList('rows', 'key', 'ownerId')
  const all = Array.from({ length: 9 }, (_, index) => rowOf('p', index))
  await own.fill('rows', all)
  const scope = own.scope()
  const [some, whole] = [open(cars, { key: 'p' }, {}, scope), open(every, { key: 'p' }, {}, scope)]
  expect(await Promise.all([some.totalCount(), whole.totalCount()])).toEqual([3, 9])
  expect((await readPage(some)).ids).toEqual(expected(all, (row) => row.kind === 'CAR'))
  const { endCursor: after } = await readPage(some)
  expect(() => open(every, { key: 'p' }, { after }, scope)).toThrow('after: ')
})
