import { limits } from '../../schema/limits.ts'
import type { Resolver } from './agency.ts'
import { aggregate } from './aggregate.ts'
import { requirePlain, storedKeys } from './at-rest/stored-keys.ts'
import { readBelowKey } from './below-key.ts'
import { type FieldNames, filterFrom } from './filter.ts'
import { batched, primeOne } from './loaders.ts'
import { behind, connection, listName, type Order, type PageArguments, pageSize, startOf } from './page.ts'
import type { RequestScope } from './request-scope.ts'
import type { Row } from './row.ts'
import { rowsRead } from './rows-read.ts'

interface RootList {
  readonly collection: string
  /** Input field → row field. */
  readonly where: FieldNames
  /** Value of the order enum → row field; `_id` is the default order. */
  readonly orderBy: FieldNames
  /** The row's field by which `fromRow` and references look it up: rows of the page are not read again. */
  readonly key?: string
}

/**
 * Resolver of a root list `things(where, orderBy, direction, first, after)`: a Relay
 * connection in a stable order (ties by `_id`), read by position and never by offset.
 */
export function rootList(list: RootList): Resolver {
  return (_parent, args, scope) => {
    requirePlain(scope, list.collection, [...Object.values(list.where), ...Object.values(list.orderBy)])
    const filter = filterFrom(args.where, list.where)
    const order: Order = {
      field: (Object.hasOwn(list.orderBy, args.orderBy ?? '') && list.orderBy[args.orderBy]) || '_id',
      direction: args.direction === 'DESC' ? -1 : 1,
    }
    const each = (row: Row) => {
      if (list.key) primeOne(scope, list.collection, list.key, row)
      return row
    }
    return openList(scope, { collection: list.collection, filter, order, args, each })
  }
}

/**
 * A Relay connection over `filter`; for root lists whose filter the agency builds itself.
 * `each` is applied to every row that is read.
 */
export function openList(
  scope: RequestScope,
  list: { collection: string; filter: Row; order: Order; args: PageArguments; each?: (row: Row) => Row },
): Row {
  const { limit } = scope
  const name = listName([list.collection, list.filter, list.order], limit)
  const size = pageSize(list.args)
  const start = startOf(list.args, name, scope.cursors)
  const order = { ...list.order, unique: isUnique(scope, list.collection, list.order.field) }
  const tie: Row = order.unique ? {} : { _id: order.direction }
  return connection({
    list: name,
    order: list.order,
    size,
    hasPreviousPage: start !== null,
    cursors: scope.cursors,
    limit,
    async readPage() {
      const inScope = limit ? await limit.filter(list.collection) : {}
      if (!inScope) return []
      const found = await scope
        .collection(list.collection)
        .find({ $and: [list.filter, inScope, behind(start, order)] })
        .sort({ [order.field]: order.direction, ...tie })
        .limit(size + 1)
        .maxTimeMS(limits.databaseCommandMs)
        .lean<Row[]>()
      const rows = rowsRead(scope, list.collection, found)
      return list.each ? rows.map(list.each) : rows
    },
    async count() {
      const inScope = limit ? await limit.filter(list.collection) : {}
      if (!inScope) return 0
      const filter = limit ? { $and: [list.filter, inScope] } : list.filter
      const counted = scope.collection(list.collection).countDocuments(filter)
      return counted.maxTimeMS(limits.databaseCommandMs).exec()
    },
  })
}

/** A unique field needs nothing to break ties, and its own index then serves the order. */
function isUnique(scope: RequestScope, collection: string, field: string): boolean {
  const options = scope.collection(collection).schema.path(field)?.options
  return field === '_id' || (options?.unique === true && options.required === true)
}

/**
 * Resolver of a list that hangs on a record: `Person.parcels(first, after)`. Many parents in
 * one answer cost one command for their pages and one for their counts.
 * @param key the parent's field that holds the key; @param field the row's field that names it
 */
export function childList(collection: string, key: string, field: string, match: Row = {}): Resolver {
  return (parent, args, scope) => {
    const { limit } = scope
    const size = pageSize(args)
    const order: Order = { field: '_id', direction: 1 }
    const name = listName([collection, field, match, parent[key] ?? null], limit)
    const start = startOf(args, name, scope.cursors)
    const below = { collection, field, key: parent[key] }
    return connection({
      list: name,
      order,
      size,
      hasPreviousPage: start !== null,
      cursors: scope.cursors,
      limit,
      readPage: () =>
        readBelowKey(scope, below, [], (asked, inScope, extent) => {
          const filter = { $and: [match, inScope, behind(start, order)] }
          const pages = scope.keep(
            `page ${collection}.${field} ${JSON.stringify([match, size, start])} ${extent}`,
            () => batched<Row[]>((keys) => readPages(scope, { collection, field, keys, filter, size })),
          )
          return pages.load(asked)
        }),
      count: () =>
        readBelowKey(scope, below, 0, (asked, inScope, extent) => {
          const filter = { $and: [match, inScope] }
          const counts = scope.keep(`count ${collection}.${field} ${JSON.stringify(match)} ${extent}`, () =>
            batched<number>((keys) => readCounts(scope, { collection, field, keys, filter })),
          )
          return counts.load(asked)
        }),
    })
  }
}

interface Grouped {
  readonly collection: string
  readonly field: string
  readonly keys: readonly string[]
  readonly filter: Row
}

async function readPages(scope: RequestScope, read: Grouped & { size: number }): Promise<Row[][]> {
  const stored = storedKeys(scope, read.collection, read.field, read.keys)
  const groups = await aggregate(scope, read.collection, [
    { $match: { $and: [{ [read.field]: { $in: stored.values } }, read.filter] } },
    { $sort: { _id: 1 } },
    { $group: { _id: stored.group, rows: { $firstN: { input: '$$ROOT', n: read.size + 1 } } } },
  ])
  const byKey = new Map(groups.map((group) => [stored.keyOf(group._id), rowsRead(scope, read.collection, group.rows)]))
  return read.keys.map((key) => byKey.get(key) ?? [])
}

async function readCounts(scope: RequestScope, read: Grouped): Promise<number[]> {
  const stored = storedKeys(scope, read.collection, read.field, read.keys)
  const groups = await aggregate(scope, read.collection, [
    { $match: { $and: [{ [read.field]: { $in: stored.values } }, read.filter] } },
    { $group: { _id: stored.group, count: { $sum: 1 } } },
  ])
  const byKey = new Map(groups.map((group) => [stored.keyOf(group._id), group.count]))
  return read.keys.map((key) => byKey.get(key) ?? 0)
}
