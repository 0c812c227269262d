import type { Resolver } from '../_kit/agency.ts'
import { endedMonthTexts } from '../_kit/ended-months.ts'
import type { Row } from '../_kit/row.ts'
import { subjectTotals } from '../_kit/subject-totals.ts'

/** 22 chapters of ICD-10: twelve months of each, and one row of the months that are too small. */
export const encounterTotalRows = 22 * 13

/**
 * The only statistic that leaves the encounters: of the residents of one commune, by month and
 * chapter, with ten persons at least behind each figure. There is no total of the year beside
 * it, from which a month that is left out could be computed.
 */
export const encounterTotals: Resolver = async (parent, args, scope, info) => {
  const months = endedMonthTexts(args.year, scope.caller.today)
  const rows = (await byMonth(parent, { unit: args.unit, months }, scope, info)) as Row[]
  const year = Number(months[0]?.slice(0, 4))
  return rows.map((row) => ({ ...row, year, month: row.month && Number(row.month.slice(5)) }))
}

/** Person, month and chapter are sealed: MongoDB compares texts that it cannot read. */
const byMonth = subjectTotals({
  collection: 'encounters',
  match: ({ unit, months }, _caller, among) => ({ unitId: { $eq: unit }, ...among('month', months) }),
  by: { month: 'month', chapter: 'chapter' },
  join: 'month',
  subject: 'personalId',
  rows: encounterTotalRows,
})
