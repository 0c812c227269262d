import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { limits } from '../../../schema/limits.ts'
import type { AcceptedKeys } from './accepted-keys.ts'
import { sealAnswer } from './answer-seal.ts'
import { type HopContext, isHopContext } from './hop-context.ts'
import { type HopClaims, hopHeader, isSigned, readToken } from './hop-token.ts'
import { replayWindow } from './replay-window.ts'

/** A request whose header is the gateway's own; its body is still to be looked at. */
export interface VerifiedHop {
  readonly context: HopContext
  /** True once, for the body that was signed; from then on the token is used. */
  admits(body: Buffer): boolean
  /** The seal of the answer to this request. */
  seal(answer: Buffer): string
}

export interface HopVerifierOptions {
  /** This subgraph's folder. */
  readonly audience: string
  readonly keys: AcceptedKeys
  /** The machine's clock, never a frozen one: nonces are forgotten by it. */
  readonly now: () => Date
}

type Asked = Pick<IncomingMessage, 'method' | 'url' | 'headersDistinct'>

/**
 * The guard of a subgraph behind HTTP: only what its own gateway has signed for it, for exactly
 * this request, just now and for the first time. Null for everything else, whatever the cause.
 */
export function hopVerifier({
  audience,
  keys,
  now,
}: HopVerifierOptions): (asked: Asked) => Promise<VerifiedHop | null> {
  // What was used before this start is not remembered, so whatever was signed before it is refused.
  const startedAtMs = now().getTime()
  const used = replayWindow(limits.hopNonces)
  return async ({ method, url, headersDistinct }) => {
    const headers = headersDistinct[hopHeader] ?? []
    const token = headers.length === 1 ? readToken(headers[0] as string) : null
    if (!token || typeof token.claims.kid !== 'string') return null
    const key = await keys.find(token.claims.kid)
    if (!key || !isSigned(token, key)) return null
    const { claims } = token
    if (!isHopClaims(claims) || claims.aud !== audience) return null
    if (claims.method !== method || claims.path !== url) return null
    if (claims.iat < startedAtMs || !isTimely(claims, now().getTime())) return null
    const { context, nonce } = claims
    return {
      context,
      admits(body) {
        const nowMs = now().getTime()
        if (createHash('sha256').update(body).digest('base64url') !== claims.bodySha256) return false
        return isTimely(claims, nowMs) && used.take(nonce, claims.exp, nowMs)
      },
      seal: (answer) => sealAnswer(key, nonce, answer),
    }
  }
}

/** In force, not longer than a token may be, and not from a future beyond what clocks differ. */
function isTimely({ iat, exp }: HopClaims, nowMs: number): boolean {
  return exp - iat <= limits.hopLifeMs && iat <= nowMs + limits.hopClockSkewMs && nowMs < exp
}

/** Signed claims of another shape are those of another release. */
function isHopClaims(claims: Readonly<Record<string, unknown>>): claims is HopClaims & Record<string, unknown> {
  const { v, iat, exp, nonce, bodySha256, context } = claims
  return (
    v === 1 &&
    Number.isSafeInteger(iat) &&
    Number.isSafeInteger(exp) &&
    typeof nonce === 'string' &&
    /^[\w-]{16,64}$/.test(nonce) &&
    typeof bodySha256 === 'string' &&
    isHopContext(context)
  )
}
