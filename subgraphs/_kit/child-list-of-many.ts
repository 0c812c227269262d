import type { AccumulatorOperator } from 'mongoose'
import type { Resolver } from './agency.ts'
import { aggregate } from './aggregate.ts'
import { batched } from './loaders.ts'
import { behind, connection, type Order, pageSize, startOf } from './page.ts'
import type { RequestScope, Row } from './request-scope.ts'

const order: Order = { field: '_id', direction: 1 }

/**
 * `childList` for a row that hangs on several records at once: `field` is an array of keys, and
 * the row is in the list of each of them. Many parents in one answer still cost one command for
 * their pages and one for their counts.
 * @param key the parent's field that holds the key; @param field the row's array of keys
 */
export function childListOfMany(collection: string, key: string, field: string): Resolver {
  return (parent, args, scope) => {
    const asked = parent[key]
    const size = pageSize(args)
    const list = JSON.stringify([collection, field, 'of many', asked ?? null])
    const start = startOf(args, list, scope.cursors)
    const pages = scope.keep(`page ${collection}.${field} of many ${JSON.stringify([size, start])}`, () =>
      batched<Row[]>((keys) => {
        return perKey(scope, { collection, field, keys, filter: behind(start, order) }, [], {
          $firstN: { input: '$row', n: size + 1 },
        })
      }),
    )
    const counts = scope.keep(`count ${collection}.${field} of many`, () =>
      batched<number>((keys) => perKey(scope, { collection, field, keys, filter: {} }, 0, { $sum: 1 })),
    )
    return connection({
      list,
      order,
      size,
      hasPreviousPage: start !== null,
      cursors: scope.cursors,
      readPage: async () => (asked ? pages.load(asked) : []),
      count: async () => (asked ? counts.load(asked) : 0),
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
