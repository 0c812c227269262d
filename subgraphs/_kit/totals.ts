import { limits } from '../../schema/limits.ts'
import type { Resolver } from './agency.ts'
import { aggregate } from './aggregate.ts'
import { requirePlain } from './at-rest/stored-keys.ts'
import type { Row } from './row.ts'

/**
 * Resolver of open totals of one commune, counted by the owner. A group of fewer than
 * `limits.totalsMinimum` records is left out, so that no figure points at a few persons
 * (the threshold is a design choice).
 * @param by GraphQL name → row field of each dimension; `where` GraphQL argument → row field
 */
export function unitTotals(totals: {
  readonly collection: string
  readonly unit: string
  readonly by: Readonly<Record<string, string>>
  readonly where?: Readonly<Record<string, string>>
  readonly sums?: Readonly<Record<string, string>>
}): Resolver {
  const read = [totals.unit, ...[totals.by, totals.where, totals.sums].flatMap((names) => Object.values(names ?? {}))]
  return async (_parent, args, scope) => {
    requirePlain(scope, totals.collection, read)
    // Figures count all rows; where a caller's rows are limited they would tell of the others.
    if (scope.limit) return null
    const match: Row = { [totals.unit]: { $eq: args.unit } }
    for (const [argument, field] of Object.entries(totals.where ?? {})) {
      if (args[argument] != null) match[field] = { $eq: args[argument] }
    }
    const sums = Object.entries(totals.sums ?? {}).map(([name, field]) => [name, { $sum: `$${field}` }])
    const groups = await aggregate(scope, totals.collection, [
      { $match: match },
      {
        $group: {
          _id: Object.fromEntries(Object.entries(totals.by).map(([name, field]) => [name, `$${field}`])),
          count: { $sum: 1 },
          ...Object.fromEntries(sums),
        },
      },
      { $match: { count: { $gte: limits.totalsMinimum } } },
      { $sort: { _id: 1 } },
      { $limit: limits.totalsRows },
    ])
    return groups.map(({ _id, ...figures }) => ({ ..._id, ...figures }))
  }
}
