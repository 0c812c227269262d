import { limits } from '../../schema/limits.ts'
import { aggregate } from './aggregate.ts'
import { storedKeys } from './at-rest/stored-keys.ts'
import { batched } from './loaders.ts'
import type { RequestScope } from './request-scope.ts'
import type { Row } from './row.ts'
import { rowsRead } from './rows-read.ts'

interface Latest {
  readonly collection: string
  /** The row's field that names the parent. Rows of one parent follow each other in time by `_id`. */
  readonly field: string
  /** The row's field that holds an ISO instant; it may be sealed to its row. */
  readonly at: string
  /** Rows at or after this text are left out. */
  readonly before: string
  /** The row's field that holds the day of `at`; it may be sealed `equal`. */
  readonly day: string
  /** The days on which rows are expected that are left out. */
  readonly hiddenDays: readonly string[]
}

/**
 * The newest row of a parent before a moment, or null. All parents that one request asks in
 * the same turn go to MongoDB in one command; (field, _id) must be indexed. A sealed instant
 * cannot be compared, so the days that are to be left out are named instead; a row that proves
 * too young after all (a clock that stands before the data) has its day left out in another try.
 */
export function latestRow(scope: RequestScope, latest: Latest, key: string): Promise<Row | null> {
  const { collection, field, at, before, hiddenDays } = latest
  const loader = scope.keep(`latest ${collection}.${field} ${at} ${before}`, () =>
    batched<Row | null>(async (keys) => {
      const hidden = new Set(hiddenDays)
      for (let tries = 0; tries < limits.latestRowTries; tries += 1) {
        const newest = await newestWithout(scope, latest, keys, [...hidden])
        const tooYoung = [...newest.values()].filter((row) => row[at] >= before)
        if (tooYoung.length === 0) return keys.map((wanted) => newest.get(wanted) ?? null)
        for (const row of tooYoung) hidden.add(row[latest.day])
      }
      return keys.map(() => null)
    }),
  )
  return loader.load(key)
}

async function newestWithout(
  scope: RequestScope,
  { collection, field, day }: Latest,
  keys: readonly string[],
  hidden: readonly string[],
): Promise<Map<string, Row>> {
  const parents = storedKeys(scope, collection, field, keys)
  const days = storedKeys(scope, collection, day, hidden)
  const groups = await aggregate(scope, collection, [
    { $match: { [field]: { $in: parents.values }, [day]: { $nin: days.values } } },
    { $sort: { [field]: 1, _id: 1 } },
    { $group: { _id: parents.group, row: { $last: '$$ROOT' } } },
  ])
  rowsRead(
    scope,
    collection,
    groups.map((group) => group.row),
  )
  return new Map(groups.map((group) => [parents.keyOf(group._id), group.row]))
}
