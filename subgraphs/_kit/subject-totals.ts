import type { PipelineStage } from 'mongoose'
import { limits } from '../../schema/limits.ts'
import type { Resolver } from './agency.ts'
import { aggregate } from './aggregate.ts'
import type { FieldNames } from './filter.ts'
import type { Caller, Row } from './request-scope.ts'

export interface SubjectTotals {
  readonly collection: string
  /**
   * Rows that are counted. It may narrow dimensions of `by` and never replace them: a coarser
   * total beside a finer one would give the hidden groups away by subtraction.
   */
  // biome-ignore lint/suspicious/noExplicitAny: each field has arguments of its own
  match(args: any, caller: Caller): Row
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
 */
export function subjectTotals(totals: SubjectTotals): Resolver {
  const pipeline = groupsOf(totals)
  return async (_parent, args, scope) => {
    const groups = await aggregate(scope, totals.collection, [
      { $match: totals.match(args, scope.caller) },
      ...derivedFields(totals, scope.caller),
      ...pipeline,
    ])
    return groups.map(({ _id, ...figures }) => ({ ..._id, ...figures }))
  }
}

function derivedFields({ derived }: SubjectTotals, caller: Caller): PipelineStage[] {
  return derived === undefined ? [] : [{ $set: derived(caller) }]
}

function groupsOf({ by, subject, sums = {}, join, rows }: SubjectTotals): PipelineStage[] {
  const added = ['count', ...Object.keys(sums)]
  const again = Object.fromEntries(added.map((name) => [name, { $sum: `$${name}` }]))
  const dimensions = Object.fromEntries(Object.entries(by).map(([name, field]) => [name, `$${field}`]))
  const enough = { $gte: [{ $size: '$subjects' }, limits.totalsMinimum] }
  return [
    {
      $group: {
        _id: { by: dimensions, subject: `$${subject}` },
        count: { $sum: 1 },
        ...Object.fromEntries(Object.entries(sums).map(([name, field]) => [name, { $sum: `$${field}` }])),
      },
    },
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
