import type { Row } from './row.ts'

/**
 * Filter of rows with `year` and `month` (numbers) for totals of one year, by default the last
 * one. Of the running year only ended months count, so that a figure does not grow by single
 * records from day to day.
 * @param today ISO date in the province's time
 */
export function endedMonths(asked: number | null | undefined, today: string): Row {
  const { year, months } = endedMonthsOf(asked, today)
  return { year: { $eq: year }, month: { $lte: months } }
}

/** The same months as texts `YYYY-MM`, for rows whose month is sealed and can only be compared whole. */
export function endedMonthTexts(asked: number | null | undefined, today: string): string[] {
  const { year, months } = endedMonthsOf(asked, today)
  return Array.from({ length: months }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`)
}

function endedMonthsOf(asked: number | null | undefined, today: string): { year: number; months: number } {
  const [thisYear, thisMonth] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))]
  const year = asked ?? thisYear - 1
  return { year, months: year < thisYear ? 12 : year === thisYear ? thisMonth - 1 : 0 }
}
