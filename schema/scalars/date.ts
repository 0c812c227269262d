import { canonicalText } from './canonical-text.ts'
import { identifierScalar } from './identifier-scalar.ts'
import { refuse } from './refuse.ts'

const firstYear = 1800
const lastYear = 2200

const shape = {
  vi: `ngày có thật dạng YYYY-MM-DD, từ năm ${firstYear} đến năm ${lastYear}`,
  en: `a real calendar date YYYY-MM-DD, from the year ${firstYear} to ${lastYear}`,
  example: '2199-12-31',
}

/**
 * A day of the Gregorian calendar as `YYYY-MM-DD`, a text and never an instant: no time
 * zone can move it. The years are a design choice; they hold every date in the registers.
 * Throws `refuse`'s error.
 */
export function parseDate(text: unknown): string {
  const date = canonicalText(text, 10, /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/)
  if (date === null || !isRealDay(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8)))) {
    throw refuse('Date', shape)
  }
  return date
}

function isRealDay(year: number, month: number, day: number): boolean {
  if (year < firstYear || year > lastYear || month < 1 || month > 12) return false
  return day >= 1 && day <= daysInMonth(year, month)
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

export const dateScalar = identifierScalar({
  name: 'Date',
  description: 'Ngày theo lịch dương, YYYY-MM-DD — A calendar date, YYYY-MM-DD',
  parse: parseDate,
})
