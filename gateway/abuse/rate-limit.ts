import { limits } from '../../schema/limits.ts'

/** Whether a request may go on; `retryAfterSeconds` is whole, at least 1, for `retry-after`. */
export type RateVerdict = { readonly allowed: true } | { readonly allowed: false; readonly retryAfterSeconds: number }

export interface RateLimiter {
  /** Counts one request of this caller. */
  take(callerKey: string): RateVerdict
  /** Requests refused since the last call, by caller, so that one record a second tells of all of them. */
  takeRefusedCounts(): ReadonlyMap<string, number>
}

export interface RateOptions {
  /** Requests that one caller may send in a second, in one burst or spread. */
  readonly perSecond: number
  /** Milliseconds of a clock that never goes back; not the hub's own, which a test may hold still. */
  readonly now?: () => number
  /** Callers that are told apart; those beyond share one bucket. */
  readonly buckets?: number
}

interface Bucket {
  tokens: number
  atMs: number
}

/** All callers beyond the bound of buckets, together. */
const others = 'others'

/**
 * A bucket of tokens for each caller, which holds one second's worth and fills evenly. A bucket
 * that was not used for a second is full again and is forgotten, so memory is bounded by the
 * callers of one second; where those are too many, newcomers share one bucket, and nobody who
 * has one loses its count.
 */
export function rateLimiter({
  perSecond,
  now = () => performance.now(),
  buckets: bound = limits.rateBuckets,
}: RateOptions): RateLimiter {
  // In the order of their last use: the first are the ones to forget.
  const buckets = new Map<string, Bucket>()
  let refused = new Map<string, number>()
  const forgetFull = (atMs: number) => {
    for (const [key, bucket] of buckets) {
      if (atMs - bucket.atMs < 1_000) return
      buckets.delete(key)
    }
  }
  return {
    take(callerKey) {
      const atMs = now()
      forgetFull(atMs)
      const key = buckets.has(callerKey) || buckets.size < bound ? callerKey : others
      const before = buckets.get(key) ?? { tokens: perSecond, atMs }
      const tokens = Math.min(perSecond, before.tokens + ((atMs - before.atMs) * perSecond) / 1_000)
      const allowed = tokens >= 1
      buckets.delete(key)
      buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, atMs })
      if (allowed) return { allowed }
      const told = refused.has(key) || refused.size < bound ? key : others
      refused.set(told, (refused.get(told) ?? 0) + 1)
      return { allowed, retryAfterSeconds: Math.max(1, Math.ceil((1 - tokens) / perSecond)) }
    },
    takeRefusedCounts() {
      const counts = refused
      refused = new Map()
      return counts
    },
  }
}
