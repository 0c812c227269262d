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

/** Whole hundredths, so that every position of a cell gives the same bytes. */
function centre(degrees: number): number {
  return (Math.floor(degrees * cellsPerDegree) * 10 + 5) / 100
}
