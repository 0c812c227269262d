import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import mongoose from 'mongoose'
import { limits } from '../../schema/limits.ts'
import { fixtureAgency } from './fixtures/fixture-agency.ts'
import { type OwnDatabase, ownDatabase } from './fixtures/own-database.ts'
import { readPage, readPages } from './fixtures/read-connection.ts'
import { openList, rootList } from './lists.ts'
import type { RequestScope } from './request-scope.ts'
import type { Row } from './row.ts'

const schema = new mongoose.Schema({
  _id: String,
  name: { type: String, index: true },
  size: { type: Number, index: true },
  flag: { type: Boolean, index: true },
})
const list = rootList({
  collection: 'rows',
  where: { name: 'name', size: 'size' },
  orderBy: { name: 'name', size: 'size', flag: 'flag' },
})
const open = (scope: RequestScope, args: Row) => list(null, args, scope, {} as never) as Row

let own: OwnDatabase
beforeAll(async () => {
  own = await ownDatabase(fixtureAgency('rows', { collections: { rows: { schema } } }), 'kit_lists')
})
afterAll(() => own.end())

const text = fc.constantFrom('a', 'b', 'ă', 'ệ', 'A', '', 'a b', 'Nguyễn')
const row = fc.record(
  { name: fc.option(text), size: fc.option(fc.constantFrom(-1, 0, 0.5, 7)), flag: fc.option(fc.boolean()) },
  { requiredKeys: [] },
)
const rows = fc
  .array(row, { maxLength: 12 })
  .map((made) => made.map((one, index) => ({ _id: `r${(index * 7) % 12}${'x'.repeat(index % 3)}`, ...one }) as Row))

/** MongoDB's order of what the rows hold: null and absent first, then numbers, texts by bytes, booleans. */
function compare(a: unknown, b: unknown): number {
  if (a == null || b == null) return Number(a != null) - Number(b != null)
  if (typeof a === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(String(b)))
  return Number(a) - Number(b)
}

function sorted(all: readonly Row[], field: string, direction: string): string[] {
  const sign = direction === 'ASC' ? 1 : -1
  return [...all].sort((a, b) => sign * (compare(a[field], b[field]) || compare(a._id, b._id))).map(({ _id }) => _id)
}

describe('a list that is read page by page', () => {
  const asked = fc.record({
    orderBy: fc.constantFrom(null, 'name', 'size', 'flag'),
    direction: fc.constantFrom('ASC', 'DESC'),
    first: fc.integer({ min: 1, max: 6 }),
  })

  test('gives every row exactly once and in order, ties and nulls included', async () => {
    await fc.assert(
      fc.asyncProperty(rows, asked, async (all, args) => {
        await own.fill('rows', all)
        const pages = await readPages((after) => open(own.scope(), { ...args, after }))
        expect(pages.flatMap(({ ids }) => ids)).toEqual(sorted(all, args.orderBy ?? '_id', args.direction))
        expect(pages.slice(0, -1).every(({ ids }) => ids.length === args.first)).toBe(true)
        expect(pages.map(({ hasPreviousPage }) => hasPreviousPage)).toEqual(pages.map((_page, index) => index > 0))
      }),
      { numRuns: 50 },
    )
  })

  test('goes on behind every cursor that it gave, not only the last', async () => {
    await fc.assert(
      fc.asyncProperty(rows, asked, async (all, args) => {
        await own.fill('rows', all)
        const whole = await readPage(open(own.scope(), { ...args, first: 100 }))
        for (const [index, after] of whole.cursors.entries()) {
          const rest = await readPage(open(own.scope(), { ...args, first: 100, after }))
          expect(rest.ids).toEqual(whole.ids.slice(index + 1))
        }
      }),
      { numRuns: 15 },
    )
  })

  test('leaves out no row and repeats none when rows before the cursor come and go', async () => {
    await own.fill(
      'rows',
      ['b', 'd', 'f', 'h'].map((name) => ({ _id: name, name })),
    )
    const first = await readPage(open(own.scope(), { orderBy: 'name', first: 2 }))
    await own.fill(
      'rows',
      ['a', 'c', 'd', 'f', 'h'].map((name) => ({ _id: name, name })),
    )
    const second = await readPage(open(own.scope(), { orderBy: 'name', first: 2, after: first.endCursor }))
    expect([first.ids, second.ids]).toEqual([
      ['b', 'd'],
      ['f', 'h'],
    ])
  })

  test('goes on where the row of the cursor is gone', async () => {
    await own.fill(
      'rows',
      ['a', 'b', 'c'].map((name) => ({ _id: name, name })),
    )
    const first = await readPage(open(own.scope(), { orderBy: 'name', first: 1 }))
    await own.fill(
      'rows',
      ['b', 'c'].map((name) => ({ _id: name, name })),
    )
    expect((await readPage(open(own.scope(), { orderBy: 'name', after: first.endCursor }))).ids).toEqual(['b', 'c'])
  })
})

describe('a filtered list', () => {
  test('holds and counts what the filter names, whatever the page', async () => {
    await own.fill(
      'rows',
      ['An', 'An', 'Anh', 'Ba', null].map((name, index) => ({ _id: `${index}`, name, size: index })),
    )
    const where = { name: { startsWith: 'An' }, size: { from: 1 } }
    const pages = await readPages((after) => open(own.scope(), { where, first: 1, after }))
    expect(pages.flatMap(({ ids }) => ids)).toEqual(['1', '2'])
    expect(await open(own.scope(), { where, first: 1 }).totalCount()).toBe(2)
  })

  test('refuses a cursor of another filter, order, direction or collection', async () => {
    await own.fill('rows', [{ _id: 'a', name: 'An' }])
    const scope = own.scope()
    const mine = { where: { name: { equals: 'An' } }, orderBy: 'name', direction: 'ASC' }
    const { endCursor: after } = await readPage(open(scope, mine))
    expect((await readPage(open(scope, { ...mine, first: 5, after }))).ids).toEqual([])
    const others = [
      { where: null },
      { where: { name: { equals: 'Ba' } } },
      { where: { name: { startsWith: 'An' } } },
      { orderBy: 'size' },
      { direction: 'DESC' },
    ]
    for (const other of others) {
      expect(() => open(scope, { ...mine, ...other, after })).toThrow('after: ')
    }
    const elsewhere = {
      collection: 'others',
      filter: {},
      order: { field: '_id', direction: 1 } as const,
      args: { after },
    }
    expect(() => openList(scope, elsewhere)).toThrow('after: ')
  })

  test('refuses a cursor that another hub sealed', async () => {
    await own.fill('rows', [{ _id: 'a' }])
    const stranger = await ownDatabase(fixtureAgency('rows', { collections: { rows: { schema } } }), 'kit_lists')
    const { endCursor: after } = await readPage(open(stranger.scope(), {}))
    expect(() => open(own.scope(), { after })).toThrow('after: ')
    await stranger.database.close()
  })
})

describe('the cost of a list', () => {
  test('a page without totalCount is one command', async () => {
    expect(await own.commandsOf(() => readPage(open(own.scope(), { orderBy: 'name' })))).toEqual(['find'])
  })

  test('totalCount without a page is one command', async () => {
    expect(await own.commandsOf(() => open(own.scope(), {}).totalCount())).toEqual(['aggregate'])
  })

  test('a page that is too large is refused before the database is asked', async () => {
    const commands = await own.commandsOf(async () => {
      for (const first of [-1, limits.pageSizeMax + 1]) expect(() => open(own.scope(), { first })).toThrow('first: ')
    })
    expect(commands).toEqual([])
  })
})

describe('openList', () => {
  test('applies `each` to every row that it reads, and cursors still lead on', async () => {
    await own.fill(
      'rows',
      ['a', 'b', 'c'].map((name) => ({ _id: name, name })),
    )
    const order = { field: '_id', direction: 1 } as const
    const each = (one: Row) => ({ ...one, told: one.name.toUpperCase() })
    const reading = (args: Row) => openList(own.scope(), { collection: 'rows', filter: {}, order, args, each })
    const nodes: Row[] = await reading({ first: 2 }).nodes()
    expect(nodes.map(({ told }) => told)).toEqual(['A', 'B'])
    const { endCursor } = await readPage(reading({ first: 2 }))
    expect((await readPage(reading({ after: endCursor }))).ids).toEqual(['c'])
  })

  test('an order that the agency did not list falls back to the identifier', async () => {
    await own.fill('rows', [
      { _id: 'b', name: 'a' },
      { _id: 'a', name: 'b' },
    ])
    for (const orderBy of [undefined, null, '__proto__', 'constructor', '$where']) {
      expect((await readPage(open(own.scope(), { orderBy }))).ids).toEqual(['a', 'b'])
    }
  })
})
