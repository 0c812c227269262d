import { limits } from '../limits.ts'

/** The times of a token as it states them; seconds, whatever their type. */
export interface TokenTimes {
  readonly iat?: unknown
  readonly nbf?: unknown
  readonly exp?: unknown
}

/**
 * Whether a token is in force at an instant (milliseconds): made by then and not after
 * `clockSkewMs` from it, begun, not ended, and made for `tokenLifetimeMs` at most. Its end is exact:
 * a clock of ours that is late must not lengthen a token. Times are seconds, as RFC 7519 has them.
 */
export function isInForce({ iat, nbf, exp }: TokenTimes, nowMs: number): boolean {
  if (!isTime(iat) || !isTime(exp) || !(nbf === undefined || isTime(nbf))) return false
  const latest = (nowMs + limits.clockSkewMs) / 1000
  return (
    iat <= latest &&
    (nbf ?? iat) <= latest &&
    nowMs / 1000 < exp &&
    exp > iat &&
    (exp - iat) * 1000 <= limits.tokenLifetimeMs
  )
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}
