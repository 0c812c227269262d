import { compactVerify } from 'jose'
import type { Viewer } from '../access/viewer.ts'
import { limits } from '../limits.ts'
import type { JwksSource } from './jwks-source.ts'
import type { TokenKey } from './key-set.ts'
import { type KnownToken, knownTokens } from './known-tokens.ts'
import { refusedToken, type TokenFault } from './refused-token.ts'
import type { Revocations } from './revocations.ts'
import { readClaims } from './token-claims.ts'
import { readHeader } from './token-header.ts'
import { isInForce, type TokenTimes } from './token-times.ts'

export interface TokenVerifierOptions {
  /** Exactly `iss`. */
  readonly issuer: string
  /** Exactly `aud`, as one text: a token for several audiences could be replayed by another of them. */
  readonly audience: string
  readonly keys: JwksSource
  readonly revoked: Revocations
  readonly now: () => Date
}

export interface TokenVerifier {
  readonly issuer: string
  /**
   * Who the token says is asking; the same object for the same token while it is kept.
   * @throws UNAUTHENTICATED, with the same words whatever was wrong
   */
  verify(token: string): Promise<Viewer>
}

/**
 * Verifies access tokens (RFC 9068 in its strict parts). Order: form, key, signature, issuer and
 * audience, times, claims, revocation. A token that was verified is known again by its hash, and
 * its key, its times and its revocation are asked anew each time.
 */
export function openTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const { issuer, keys, revoked, now } = options
  const known = knownTokens()
  const first = async (token: string): Promise<KnownToken> => {
    const header = readHeader(token)
    if (!header) throw refusedToken('header')
    const key = await keys.keyOf(header.kid)
    if (!key || key.algorithm !== header.algorithm) throw refusedToken('key')
    const payload = await signedPayload(token, key)
    const fault = faultOf(payload, options)
    if (fault) throw refusedToken(fault)
    const claims = readClaims(payload)
    if (!claims) throw refusedToken('claims')
    return { ...claims, kid: header.kid, thumbprint: key.thumbprint, times: timesOf(payload) }
  }
  const stillHolds = async (found: KnownToken): Promise<boolean> => {
    const key = await keys.keyOf(found.kid)
    return key?.thumbprint === found.thumbprint && isInForce(found.times, now().getTime())
  }
  return {
    issuer,
    async verify(token) {
      if (token.length > limits.tokenChars) throw refusedToken('shape')
      const kept = known.find(token)
      if (kept && !(await stillHolds(kept))) {
        known.forget(token)
        throw refusedToken('time')
      }
      const found = kept ?? (await first(token))
      if (revoked.isRevoked(found)) throw refusedToken('revoked')
      if (!kept) known.keep(token, found)
      return found.viewer
    },
  }
}

type Payload = Readonly<Record<string, unknown>>

const timesOf = ({ iat, nbf, exp }: Payload): TokenTimes => ({ iat, nbf, exp })

async function signedPayload(token: string, { key, algorithm }: TokenKey): Promise<Payload> {
  try {
    const { payload } = await compactVerify(token, key, { algorithms: [algorithm] })
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Payload
  } catch {
    throw refusedToken('signature')
  }
  throw refusedToken('shape')
}

function faultOf(payload: Payload, { issuer, audience, now }: TokenVerifierOptions): TokenFault | null {
  if (payload.iss !== issuer || payload.aud !== audience) return 'issuer'
  return isInForce(payload, now().getTime()) ? null : 'time'
}
