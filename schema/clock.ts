/** Where the hub takes the time from; frozen by `HUB_CLOCK` in demos and tests. */
export type Clock = () => Date

const provinceOffsetMs = 7 * 3_600_000

/** The real clock, or one that stands still at an instant. */
export function openClock(instant: string | undefined): Clock {
  if (instant === undefined) return () => new Date()
  const frozen = Date.parse(instant)
  return () => new Date(frozen)
}

/** Today's date in the province's time (UTC+7, no daylight saving), ISO; the default of every `asOf`. */
export function provinceDate(now: Date): string {
  return new Date(now.getTime() + provinceOffsetMs).toISOString().slice(0, 10)
}
