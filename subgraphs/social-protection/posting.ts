/** What a row of the list says of its posting in the commune; ISO dates, both ends included. */
export interface Posting {
  readonly postedFrom: string
  readonly postedUntil: string
  readonly takenDownOn: string | null
}

/** The last day of the year for which a list may be posted. */
export function lastDayOfPosting(postedFrom: string): string {
  const day = new Date(`${postedFrom}T00:00:00Z`)
  day.setUTCFullYear(day.getUTCFullYear() + 1)
  day.setUTCDate(day.getUTCDate() - 1)
  return day.toISOString().slice(0, 10)
}

/**
 * Whether anybody may look a household up on the list today. One year is the end whatever the
 * row says, so a list that a commune forgot to take down is closed here all the same (the list is
 * posted under QĐ 24/2021/QĐ-TTg; that the hub closes it after a year is a design choice).
 */
export function isPosted(posting: Posting, today: string): boolean {
  const { postedFrom, postedUntil, takenDownOn } = posting
  const last = [postedUntil, lastDayOfPosting(postedFrom)].sort()[0] as string
  return postedFrom <= today && today <= last && (takenDownOn === null || today < takenDownOn)
}
