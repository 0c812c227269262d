import { limits } from '../../schema/limits.ts'
import type { Resolver } from './agency.ts'
import { aggregate } from './aggregate.ts'
import { requirePlain } from './at-rest/stored-keys.ts'
import { batched } from './loaders.ts'
import type { RequestScope } from './request-scope.ts'
import type { Row } from './row.ts'

/**
 * Resolver of an open figure on an entity: how many records of this database name it. Null
 * below `limits.totalsMinimum`, so that no figure points at a few persons (the threshold is a
 * design choice). Many parents in one answer cost one command.
 * @param key the parent's field that holds the key; `field` the row's field that names it;
 * `match` which rows count, e.g. those valid on `scope.caller.today`
 */
export function publishedCount(counted: {
  readonly collection: string
  readonly key: string
  readonly field: string
  readonly match: (scope: RequestScope) => Row
}): Resolver {
  const name = `published ${counted.collection}.${counted.field}`
  return async (parent, _args, scope) => {
    const asked = parent[counted.key]
    // A figure counts all rows; where a caller's rows are limited it would tell of the others.
    if (typeof asked !== 'string' || scope.limit) return null
    requirePlain(scope, counted.collection, [counted.field])
    const match = counted.match(scope)
    const counts = scope.keep(`${name} ${JSON.stringify(match)}`, () =>
      batched<number>((keys) => readCounts(scope, counted, keys, match)),
    )
    const count = await counts.load(asked)
    return count >= limits.totalsMinimum ? count : null
  }
}

async function readCounts(
  scope: RequestScope,
  { collection, field }: { readonly collection: string; readonly field: string },
  keys: readonly string[],
  match: Row,
): Promise<number[]> {
  const groups = await aggregate(scope, collection, [
    { $match: { $and: [{ [field]: { $in: [...keys] } }, match] } },
    { $group: { _id: `$${field}`, count: { $sum: 1 } } },
  ])
  const byKey = new Map(groups.map((group) => [String(group._id), Number(group.count)]))
  return keys.map((key) => byKey.get(key) ?? 0)
}
