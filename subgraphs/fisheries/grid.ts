import { limits } from '../../schema/limits.ts'

const cellsPerDegree = 10
const millisecondsOfDay = 86_400_000

/** Centre of a cell of 0.1 degrees, in degrees. */
interface GridCell {
  readonly latitude: number
  readonly longitude: number
}

/**
 * The cell in which a position lies. 0.1 degrees are 11.1 km from south to north and 10.8 km
 * from west to east at this latitude: the grid of about 10 km is a design choice.
 */
export function gridCell(position: { readonly latitude: number; readonly longitude: number }): GridCell {
  return { latitude: centre(position.latitude), longitude: centre(position.longitude) }
}

/** Positions from this ISO instant on are not published yet; `today` is a date in the province's time. */
export function publishedBefore(today: string): string {
  const midnight = Date.parse(`${today}T00:00:00+07:00`)
  return new Date(midnight - limits.gridPositionDelayDays * millisecondsOfDay).toISOString()
}

/**
 * Days of the province's time on which positions may lie that are not published yet: the days of
 * the delay, today, and one more for a device whose clock is ahead.
 */
export function unpublishedDays(today: string): string[] {
  const first = Date.parse(publishedBefore(today))
  return Array.from({ length: limits.gridPositionDelayDays + 2 }, (_, i) =>
    provinceDay(new Date(first + i * millisecondsOfDay).toISOString()),
  )
}

/** The day of an ISO instant in the province's time, UTC+7. */
export function provinceDay(instant: string): string {
  return new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 10)
}

/** Whole hundredths, so that every position of a cell gives the same bytes. */
function centre(degrees: number): number {
  return (Math.floor(degrees * cellsPerDegree) * 10 + 5) / 100
}
