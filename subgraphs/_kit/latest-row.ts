import { aggregate } from './aggregate.ts'
import { batched } from './loaders.ts'
import type { RequestScope, Row } from './request-scope.ts'

interface Latest {
  readonly collection: string
  /** The row's field that names the parent. */
  readonly field: string
  /** The row's field that holds an ISO instant or date; the greatest one wins. */
  readonly at: string
  /** Rows at or after this text are left out. */
  readonly before: string
}

/**
 * The newest row of a parent before a moment, or null. All parents that one request asks in
 * the same turn go to MongoDB in one command; (field, at) must be indexed.
 */
export function latestRow(scope: RequestScope, latest: Latest, key: string): Promise<Row | null> {
  const { collection, field, at, before } = latest
  const loader = scope.keep(`latest ${collection}.${field} ${at} ${before}`, () =>
    batched<Row | null>(async (keys) => {
      const groups = await aggregate(scope, collection, [
        { $match: { [field]: { $in: [...keys] }, [at]: { $lt: before } } },
        { $sort: { [field]: 1, [at]: -1, _id: 1 } },
        { $group: { _id: `$${field}`, row: { $first: '$$ROOT' } } },
      ])
      const byKey = new Map<string, Row>(groups.map((group) => [String(group._id), group.row]))
      return keys.map((wanted) => byKey.get(wanted) ?? null)
    }),
  )
  return loader.load(key)
}
