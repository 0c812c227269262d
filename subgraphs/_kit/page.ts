import { badInput } from '../../schema/errors/bad-input.ts'
import { limits } from '../../schema/limits.ts'
import type { CursorPosition, CursorSeal } from './cursor.ts'
import type { RowsInScope } from './reachable-rows.ts'
import type { Row } from './row.ts'

export interface PageArguments {
  readonly first?: number | null
  readonly after?: string | null
}

export interface Order {
  /** Field of the row. */
  readonly field: string
  readonly direction: 1 | -1
  /** No two rows share a value, so no tie has to be broken and a unique index serves the order. */
  readonly unique?: boolean
}

/** The page size asked for. @throws BAD_USER_INPUT outside 0..limits.pageSizeMax */
export function pageSize(args: PageArguments): number {
  const first = args.first ?? limits.pageSizeDefault
  if (first >= 0 && first <= limits.pageSizeMax) return first
  throw badInput('first', `Phải từ 0 đến ${limits.pageSizeMax}`, `Must be from 0 to ${limits.pageSizeMax}`)
}

/** The position that `after` names, or null for the first page. @throws BAD_USER_INPUT for a foreign cursor */
export function startOf(args: PageArguments, list: string, cursors: CursorSeal): CursorPosition | null {
  if (args.after == null) return null
  const position = cursors.open(list, args.after)
  if (position) return position
  throw badInput(
    'after',
    'Con trỏ không thuộc danh sách này',
    'The cursor does not belong to this list, filter and order',
  )
}

/** The filter for rows behind a position; MongoDB sorts null before every value. */
export function behind(position: CursorPosition | null, order: Order): Row {
  if (!position) return {}
  const { field, direction } = order
  const step = direction === 1 ? '$gt' : '$lt'
  const tie = { [field]: { $eq: position.value }, _id: { [step]: position.id } }
  if (field === '_id') return { _id: { [step]: position.id } }
  if (order.unique) return { [field]: { [step]: position.value } }
  if (position.value === null) return direction === 1 ? { $or: [{ [field]: { $ne: null } }, tie] } : tie
  const further = { [field]: { [step]: position.value } }
  return direction === 1 ? { $or: [further, tie] } : { $or: [further, { [field]: { $eq: null } }, tie] }
}

/** The name to which the cursors of a list are bound: what it reads, and how far its scope reaches. */
export function listName(parts: readonly unknown[], limit: RowsInScope | null): string {
  return JSON.stringify(limit ? [...parts, limit.name] : parts)
}

const listed = Symbol('rows listed')

/** The scope whose rows a connection holds; undefined for anything that lists rows outside every scope. */
export function rowsListed(answer: unknown): RowsInScope | null | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined
  return (answer as { [listed]?: RowsInScope | null })[listed]
}

/**
 * A Relay connection whose parts are read when they are asked: a page without
 * `totalCount` costs no count, and a count alone costs no page.
 * @param readPage rows of the page and one more, which tells whether a next page exists
 */
export function connection(shape: {
  readonly list: string
  readonly order: Order
  readonly size: number
  readonly hasPreviousPage: boolean
  readonly cursors: CursorSeal
  /** What `readPage` and `count` keep to; without one they read all rows. */
  readonly limit?: RowsInScope | null
  readPage(): Promise<Row[]>
  count(): Promise<number>
}): Row {
  let reading: Promise<Row[]> | undefined
  const rows = async () => {
    reading ??= shape.readPage()
    return reading
  }
  const cursorOf = (row: Row) =>
    shape.cursors.seal(shape.list, { value: row[shape.order.field] ?? null, id: String(row._id) })
  const page = async () => (await rows()).slice(0, shape.size)
  return {
    [listed]: shape.limit ?? null,
    totalCount: () => shape.count(),
    nodes: page,
    edges: async () => (await page()).map((row) => ({ node: row, cursor: () => cursorOf(row) })),
    pageInfo: {
      hasNextPage: async () => (await rows()).length > shape.size,
      hasPreviousPage: shape.hasPreviousPage,
      startCursor: async () => nullable((await page()).at(0), cursorOf),
      endCursor: async () => nullable((await page()).at(-1), cursorOf),
    },
  }
}

function nullable<T, R>(value: T | undefined, read: (value: T) => R): R | null {
  return value === undefined ? null : read(value)
}
