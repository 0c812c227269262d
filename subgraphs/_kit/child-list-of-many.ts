import type { AccumulatorOperator } from 'mongoose'
import type { Resolver } from './agency.ts'
import { aggregate } from './aggregate.ts'
import { readBelowKey } from './below-key.ts'
import { batched } from './loaders.ts'
import { behind, connection, listName, type Order, pageSize, startOf } from './page.ts'
import type { RequestScope } from './request-scope.ts'
import type { Row } from './row.ts'
import { rowsRead } from './rows-read.ts'

const order: Order = { field: '_id', direction: 1 }

/**
 * `childList` for a row that hangs on several records at once: `field` is an array of keys, and
 * the row is in the list of each of them. Many parents in one answer still cost one command for
 * their pages and one for their counts.
 * @param key the parent's field that holds the key; @param field the row's array of keys
 */
export function childListOfMany(collection: string, key: string, field: string): Resolver {
  return (parent, args, scope) => {
    const { limit } = scope
    const size = pageSize(args)
    const list = listName([collection, field, 'of many', parent[key] ?? null], limit)
    const start = startOf(args, list, scope.cursors)
    const below = { collection, field, key: parent[key] }
    return connection({
      list,
      order,
      size,
      hasPreviousPage: start !== null,
      cursors: scope.cursors,
      limit,
      readPage: () =>
        readBelowKey(scope, below, [], (asked, inScope, extent) => {
          const filter = { $and: [inScope, behind(start, order)] }
          const pages = scope.keep(
            `page ${collection}.${field} of many ${JSON.stringify([size, start])} ${extent}`,
            () =>
              batched<Row[]>(async (keys) => {
                const found = await perKey<Row[]>(scope, { collection, field, keys, filter }, [], {
                  $firstN: { input: '$row', n: size + 1 },
                })
                return found.map((rows) => rowsRead(scope, collection, rows))
              }),
          )
          return pages.load(asked)
        }),
      count: () =>
        readBelowKey(scope, below, 0, (asked, filter, extent) => {
          const counts = scope.keep(`count ${collection}.${field} of many ${extent}`, () =>
            batched<number>((keys) => perKey(scope, { collection, field, keys, filter }, 0, { $sum: 1 })),
          )
          return counts.load(asked)
        }),
    })
  }
}

interface Read {
  readonly collection: string
  readonly field: string
  readonly keys: readonly string[]
  readonly filter: Row
}

/** One figure for each key, in their order. A row with two of the keys counts once for each. */
async function perKey<T>(scope: RequestScope, read: Read, none: T, gather: AccumulatorOperator): Promise<T[]> {
  const keys = [...read.keys]
  const groups = await aggregate(scope, read.collection, [
    { $match: { $and: [{ [read.field]: { $in: keys } }, read.filter] } },
    { $sort: { _id: 1 } },
    { $project: { row: '$$ROOT', key: { $setIntersection: [`$${read.field}`, { $literal: keys }] } } },
    { $unwind: '$key' },
    { $group: { _id: '$key', gathered: gather } },
  ])
  const byKey = new Map<string, T>(groups.map((group) => [String(group._id), group.gathered]))
  return read.keys.map((key) => byKey.get(key) ?? none)
}
