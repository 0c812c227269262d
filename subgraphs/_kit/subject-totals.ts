import type { PipelineStage } from 'mongoose'
import { limits } from '../../schema/limits.ts'
import type { Resolver } from './agency.ts'
import { aggregate } from './aggregate.ts'
import { isSealed, requirePlain, storedKeys } from './at-rest/stored-keys.ts'
import { inOrder, isRotating, openDimensions, regrouped } from './at-rest/totals-of-sealed.ts'
import type { FieldNames } from './filter.ts'
import type { Caller, RequestScope } from './request-scope.ts'
import type { Row } from './row.ts'

export interface SubjectTotals {
  readonly collection: string
  /**
   * Rows that are counted. It may narrow dimensions of `by` and never replace them: a coarser
   * total beside a finer one would give the hidden groups away by subtraction.
   * @param among filter of a field, sealed or not, by its plain values
   */
  // biome-ignore lint/suspicious/noExplicitAny: each field has arguments of its own
  match(args: any, caller: Caller, among: (field: string, values: readonly string[]) => Row): Row
  /** Fields that are computed before grouping, as MongoDB expressions; may be named in `by`. */
  derived?(caller: Caller): Row
  /** GraphQL name → row field of each dimension. */
  readonly by: FieldNames
  /** Row field that names whom a row is about: a person, a household, a vessel. */
  readonly subject: string
  /** GraphQL name → row field that is summed. */
  readonly sums?: FieldNames
  /**
   * A name of `by`. Groups that are too small are joined along it into one, in which it is null;
   * a record still counts in one group only, so no two figures can be subtracted.
   */
  readonly join?: string
  /** The most rows that there can be. */
  readonly rows: number
}

/**
 * Resolver of open totals, computed by the owner, in which every figure stands for at least
 * `limits.totalsMinimum` different subjects: ten visits of one person are one person (the
 * threshold is a design choice; 60/2021 Art. 11.6 asks for figures and not for persons).
 * Dimensions and the subject may be sealed `equal`: MongoDB then counts texts that it cannot read.
 */
export function subjectTotals(totals: SubjectTotals): Resolver {
  const publish = publishedGroups(totals)
  return async (_parent, args, scope) => {
    // Figures count all rows; where a caller's rows are limited they would tell of the others.
    if (scope.limit) return null
    const { collection } = totals
    requirePlain(scope, collection, Object.values(totals.sums ?? {}))
    const among = (field: string, values: readonly string[]) => ({
      [field]: { $in: storedKeys(scope, collection, field, values).values },
    })
    const count: PipelineStage[] = [
      { $match: totals.match(args, scope.caller, among) },
      ...derivedFields(totals, scope.caller),
      ofEachSubject(totals),
    ]
    return rowsOf(scope, totals, await groupsOf(scope, totals, count, publish))
  }
}

/** While keys are rotated one person stands under two texts, and would be counted as two. */
async function groupsOf(
  scope: RequestScope,
  { collection, by, subject }: SubjectTotals,
  count: PipelineStage[],
  publish: PipelineStage[],
): Promise<Row[]> {
  if (!isRotating(scope, collection, [...Object.values(by), subject])) {
    return aggregate(scope, collection, [...count, ...publish])
  }
  const counted = await aggregate(scope, collection, count)
  return regrouped(scope, { collection, by, subject }, counted, publish)
}

function rowsOf(scope: RequestScope, { collection, by }: SubjectTotals, groups: readonly Row[]): Row[] {
  const rows = groups.map(({ _id, ...figures }) => ({ ..._id, ...figures }))
  if (!Object.values(by).some((field) => isSealed(scope, collection, field))) return rows
  return inOrder(openDimensions(scope, collection, by, rows), Object.keys(by))
}

function derivedFields({ derived }: SubjectTotals, caller: Caller): PipelineStage[] {
  return derived === undefined ? [] : [{ $set: derived(caller) }]
}

function ofEachSubject({ by, subject, sums = {} }: SubjectTotals): PipelineStage.Group {
  const dimensions = Object.fromEntries(Object.entries(by).map(([name, field]) => [name, `$${field}`]))
  return {
    $group: {
      _id: { by: dimensions, subject: `$${subject}` },
      count: { $sum: 1 },
      ...Object.fromEntries(Object.entries(sums).map(([name, field]) => [name, { $sum: `$${field}` }])),
    },
  }
}

function publishedGroups({ sums = {}, join, rows }: SubjectTotals): PipelineStage[] {
  const again = Object.fromEntries(['count', ...Object.keys(sums)].map((name) => [name, { $sum: `$${name}` }]))
  const enough = { $gte: [{ $size: '$subjects' }, limits.totalsMinimum] }
  return [
    { $group: { _id: '$_id.by', subjects: { $push: '$_id.subject' }, ...again } },
    ...(join === undefined ? [] : joined(join, enough, again)),
    { $match: { $expr: enough } },
    { $unset: 'subjects' },
    { $sort: { _id: 1 } },
    { $limit: rows },
  ]
}

function joined(name: string, enough: Row, again: Row): PipelineStage[] {
  return [
    { $set: { [`_id.${name}`]: { $cond: [enough, `$_id.${name}`, null] } } },
    { $group: { _id: '$_id', subjects: { $push: '$subjects' }, ...again } },
    {
      $set: {
        subjects: { $reduce: { input: '$subjects', initialValue: [], in: { $setUnion: ['$$value', '$$this'] } } },
      },
    },
  ]
}
