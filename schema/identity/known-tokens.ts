import { createHash } from 'node:crypto'
import { limits } from '../limits.ts'
import type { TokenClaims } from './token-claims.ts'
import type { TokenTimes } from './token-times.ts'

/** A token that was verified once; what can change since then is asked again each time. */
export interface KnownToken extends TokenClaims {
  readonly kid: string
  readonly thumbprint: string
  readonly times: TokenTimes
}

/** Verified tokens by their hash, `cachedTokens` at most; the token itself is not kept. */
export interface KnownTokens {
  find(token: string): KnownToken | undefined
  keep(token: string, known: KnownToken): void
  forget(token: string): void
}

/** Opens an empty store; the one that was not used for longest makes room. */
export function knownTokens(): KnownTokens {
  const tokens = new Map<string, KnownToken>()
  return {
    find(token) {
      const hash = hashOf(token)
      const known = tokens.get(hash)
      if (!known) return undefined
      tokens.delete(hash)
      tokens.set(hash, known)
      return known
    },
    keep(token, known) {
      const [oldest] = tokens.keys()
      if (tokens.size >= limits.cachedTokens && oldest !== undefined) tokens.delete(oldest)
      tokens.set(hashOf(token), known)
    },
    forget(token) {
      tokens.delete(hashOf(token))
    },
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
