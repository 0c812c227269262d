import { limits } from '../limits.ts'
import type { JwksSource, TellOperator } from './jwks-source.ts'
import { type KeySet, readKeySet } from './key-set.ts'

interface Fetched {
  readonly keys: KeySet
  readonly atMs: number
}

const silent =
  'HUB_JWKS: máy chủ khóa không trả lời đúng, dùng bộ khóa đã đọc gần nhất trong thời gian giới hạn — the key server gives no good answer; the last good set holds for a limited time'

/**
 * Keys from a server. A set is used for `jwksFreshMs`, then fetched again before the next token is
 * judged, so that a retired key ends within that time. Where the server does not answer, the last
 * good set holds until `jwksStaleMs` after it was fetched; then nobody is accepted. A key that the
 * set does not hold asks for one fetch at most in `jwksRefetchMs`, whatever names are sent.
 * @param now milliseconds of a clock that goes on, for a clock that stands still would never refetch
 */
export function jwksUrl(url: string, tell: TellOperator, now: () => number = () => performance.now()): JwksSource {
  let last: Fetched | null = null
  let triedMs = Number.NEGATIVE_INFINITY
  let pending: Promise<void> | null = null
  let told = false
  const refetch = (): Promise<void> => {
    if (pending === null && now() - triedMs < limits.jwksRefetchMs) return Promise.resolve()
    pending ??= fetchOnce().finally(() => {
      pending = null
    })
    return pending
  }
  const fetchOnce = async (): Promise<void> => {
    triedMs = now()
    try {
      last = { keys: await fetchKeySet(url), atMs: triedMs }
      told = false
    } catch {
      if (!told) tell(silent)
      told = true
    }
  }
  const within = (ms: number): KeySet | null => (last && now() - last.atMs < ms ? last.keys : null)
  return {
    async keyOf(kid) {
      if (!within(limits.jwksFreshMs)) await refetch()
      const known = within(limits.jwksStaleMs)?.get(kid)
      if (known) return known
      await refetch()
      return within(limits.jwksStaleMs)?.get(kid) ?? null
    },
  }
}

/** One GET that follows no redirect, waits `jwksFetchMs` and reads `jwksBytes` at most. */
async function fetchKeySet(url: string): Promise<KeySet> {
  const response = await fetch(url, {
    redirect: 'error',
    signal: AbortSignal.timeout(limits.jwksFetchMs),
    headers: { accept: 'application/json' },
  })
  if (response.status !== 200 || !response.body) {
    await response.body?.cancel()
    throw new Error('the key server did not answer 200')
  }
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of response.body) {
    bytes += part.byteLength
    if (bytes > limits.jwksBytes) throw new Error('the key set is too large')
    parts.push(part)
  }
  return readKeySet(Buffer.concat(parts).toString('utf8'))
}
