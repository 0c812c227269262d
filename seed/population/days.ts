/** Days since 1970-01-01: dates are whole numbers while a population is made, ISO texts when it is told. */
const millisecondsOfDay = 86_400_000
const daysOfYear = 365.2425

/** ISO date of a day number, e.g. 0 -> `1970-01-01`. */
export function isoOf(day: number): string {
  return new Date(day * millisecondsOfDay).toISOString().slice(0, 10)
}

/** Day number of an ISO date. */
export function dayOf(iso: string): number {
  return Date.parse(`${iso}T00:00:00Z`) / millisecondsOfDay
}

/** Whole days in a number of years, on average; the result is rounded down. */
export function daysIn(years: number): number {
  return Math.floor(years * daysOfYear)
}

/** Full years from one ISO date to another, as age is counted: 29 February turns on 1 March. */
export function yearsBetween(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4))
  return to.slice(5) < from.slice(5) ? years - 1 : years
}

/** The same date a number of years later, as a day number; 29 February becomes 1 March in a common year. */
export function addYears(day: number, years: number): number {
  const date = new Date(day * millisecondsOfDay)
  return Date.UTC(date.getUTCFullYear() + years, date.getUTCMonth(), date.getUTCDate()) / millisecondsOfDay
}

/** The day on which every population stands; a constant, so that no clock enters the data. */
export const populationDay = '2026-06-30'

/** `populationDay` as a day number. */
export const today: number = dayOf(populationDay)

/** Age in years on the population's day, with its fraction. */
export function ageOf(birth: number): number {
  return (today - birth) / daysOfYear
}
