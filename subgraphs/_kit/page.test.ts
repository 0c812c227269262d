import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { GraphQLError } from 'graphql'
import { limits } from '../../schema/limits.ts'
import { cursorSeal, newCursorKey } from './cursor.ts'
import { readPage } from './fixtures/read-connection.ts'
import { behind, connection, pageSize, startOf } from './page.ts'

const cursors = cursorSeal(newCursorKey())

function refusalOf(act: () => unknown): GraphQLError {
  try {
    act()
  } catch (error) {
    if (error instanceof GraphQLError) return error
  }
  throw new Error('it was not refused')
}

describe('the size of a page', () => {
  test('is what is asked, from 0 to the limit', () => {
    for (let first = 0; first <= limits.pageSizeMax; first += 1) expect(pageSize({ first })).toBe(first)
  })

  test('is the default where nothing is asked', () => {
    for (const args of [{}, { first: null }]) expect(pageSize(args)).toBe(limits.pageSizeDefault)
  })

  test('beyond the bounds is one and the same refusal, whatever number it was', () => {
    const refused = refusalOf(() => pageSize({ first: -1 }))
    expect(refused.extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'first' })
    const outside = fc.oneof(
      fc.integer({ max: -1 }),
      fc.integer({ min: limits.pageSizeMax + 1 }),
      fc.constantFrom(1e9, 2 ** 31, Number.POSITIVE_INFINITY, Number.NaN),
    )
    fc.assert(
      fc.property(outside, (first) => {
        expect(refusalOf(() => pageSize({ first })).message).toBe(refused.message)
      }),
    )
  })
})

describe('the start of a page', () => {
  test('is the first one without a cursor', () => {
    for (const args of [{}, { after: null }]) expect(startOf(args, 'list', cursors)).toBeNull()
  })

  test('is the position that this list sealed', () => {
    const at = { value: 3, id: 'a' }
    expect(startOf({ after: cursors.seal('list', at) }, 'list', cursors)).toEqual(at)
  })

  test('is refused for any other text, without repeating it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constant(cursors.seal('another list', { value: 3, id: 'a' }))), (after) => {
        const refusal = refusalOf(() => startOf({ after }, 'list', cursors))
        expect(refusal.extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'after' })
        expect(refusal.message).toBe(refusalOf(() => startOf({ after: 'x' }, 'list', cursors)).message)
      }),
    )
  })
})

describe('the filter behind a position', () => {
  test('is none on the first page', () => {
    expect(behind(null, { field: 'size', direction: 1 })).toEqual({})
  })

  test('looks at the identifier alone where the list is in its order', () => {
    expect(behind({ value: 'a', id: 'a' }, { field: '_id', direction: 1 })).toEqual({ _id: { $gt: 'a' } })
    expect(behind({ value: 'a', id: 'a' }, { field: '_id', direction: -1 })).toEqual({ _id: { $lt: 'a' } })
  })

  test('gives the value to MongoDB behind an operator only', () => {
    const order = { field: 'name', direction: 1 } as const
    expect(behind({ value: '$where', id: '$ne' }, order)).toEqual({
      $or: [{ name: { $gt: '$where' } }, { name: { $eq: '$where' }, _id: { $gt: '$ne' } }],
    })
  })
})

/** A connection over rows in memory that tells how often it was asked. */
function counted(rows: number, size: number, field = '_id') {
  const asked = { pages: 0, counts: 0 }
  const all = Array.from({ length: rows }, (_, index) => ({ _id: String(index).padStart(3, '0') }))
  const made = connection({
    list: 'list',
    order: { field, direction: 1 },
    size,
    hasPreviousPage: false,
    cursors,
    readPage: async () => {
      asked.pages += 1
      return all.slice(0, size + 1)
    },
    count: async () => {
      asked.counts += 1
      return rows
    },
  })
  return { made, asked }
}

describe('a connection', () => {
  test('reads nothing until a part of it is asked', () => {
    expect(counted(5, 2).asked).toEqual({ pages: 0, counts: 0 })
  })

  test('reads its page once for nodes, edges and page information, and counts nothing', async () => {
    const { made, asked } = counted(5, 2)
    await Promise.all([made.nodes(), made.edges(), made.pageInfo.endCursor(), readPage(made)])
    expect(asked).toEqual({ pages: 1, counts: 0 })
  })

  test('counts without reading a page', async () => {
    const { made, asked } = counted(5, 2)
    expect(await made.totalCount()).toBe(5)
    expect(asked).toEqual({ pages: 0, counts: 1 })
  })

  test('shows at most the size, and a next page exactly where there is one more', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(12), fc.nat(12), async (rows, size) => {
        const page = await readPage(counted(rows, size).made)
        expect(page.ids).toHaveLength(Math.min(rows, size))
        expect(page.hasNextPage).toBe(rows > size)
        expect([page.startCursor, page.endCursor]).toEqual([page.cursors.at(0) ?? null, page.cursors.at(-1) ?? null])
      }),
    )
  })

  test('seals null where a row lacks the field of the order', async () => {
    const page = await readPage(counted(1, 1, 'size').made)
    expect(cursors.open('list', page.endCursor as string)).toEqual({ value: null, id: '000' })
  })

  test('seals a cursor only for the edges whose cursor is asked', async () => {
    let sealed = 0
    const counting = {
      ...cursors,
      seal(list: string, at: Parameters<typeof cursors.seal>[1]) {
        sealed += 1
        return cursors.seal(list, at)
      },
    }
    const rows = [{ _id: 'a' }, { _id: 'b' }]
    const made = connection({
      list: 'list',
      order: { field: '_id', direction: 1 },
      size: 2,
      hasPreviousPage: false,
      cursors: counting,
      readPage: async () => rows,
      count: async () => 2,
    })
    await made.edges()
    await made.nodes()
    expect(sealed).toBe(0)
  })
})
