import type { Resolver } from '../_kit/agency.ts'
import { endedMonths } from '../_kit/ended-months.ts'
import { subjectTotals } from '../_kit/subject-totals.ts'

/** 22 chapters of ICD-10: twelve months of each, and one row of the months that are too small. */
export const encounterTotalRows = 22 * 13

/**
 * The only statistic that leaves the encounters: of the residents of one commune, by month and
 * chapter, with ten persons at least behind each figure. There is no total of the year beside
 * it, from which a month that is left out could be computed.
 */
export const encounterTotals: Resolver = subjectTotals({
  collection: 'encounters',
  match: (args, caller) => ({ unitId: { $eq: args.unit }, ...endedMonths(args.year, caller.today) }),
  by: { year: 'year', month: 'month', chapter: 'chapter' },
  join: 'month',
  subject: 'personalId',
  rows: encounterTotalRows,
})
