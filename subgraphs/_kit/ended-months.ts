import type { Row } from './request-scope.ts'

/**
 * Filter of rows with `year` and `month` (numbers) for totals of one year, by default the last
 * one. Of the running year only ended months count, so that a figure does not grow by single
 * records from day to day.
 * @param today ISO date in the province's time
 */
export function endedMonths(asked: number | null | undefined, today: string): Row {
  const [thisYear, thisMonth] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))]
  const year = asked ?? thisYear - 1
  const month = year < thisYear ? 13 : year === thisYear ? thisMonth : 0
  return { year: { $eq: year }, month: { $lt: month } }
}
