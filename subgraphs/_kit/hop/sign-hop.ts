import { createHash, randomBytes } from 'node:crypto'
import { limits } from '../../../schema/limits.ts'
import type { HopContext } from './hop-context.ts'
import { writeToken } from './hop-token.ts'
import type { SigningKey } from './signing-keys.ts'

/** One request to a subgraph: what it will see of it, and for whom it is asked. */
export interface OutgoingHop {
  /** The subgraph's folder. */
  readonly audience: string
  readonly method: string
  /** As the subgraph sees it. */
  readonly path: string
  readonly body: Buffer
  readonly context: HopContext
  readonly now: Date
}

export interface SignedHop {
  /** The value of the header. */
  readonly token: string
  /** Returns in the seal of the answer. */
  readonly nonce: string
}

/** Signs one request for one subgraph; what is signed can be used once and for `limits.hopLifeMs`. */
export function signHop(hop: OutgoingHop, { kid, key }: SigningKey): SignedHop {
  const { audience, method, path, body, context, now } = hop
  const nonce = randomBytes(16).toString('base64url')
  const iat = now.getTime()
  const bodySha256 = createHash('sha256').update(body).digest('base64url')
  const token = writeToken(
    { v: 1, kid, aud: audience, iat, exp: iat + limits.hopLifeMs, nonce, path, method, bodySha256, context },
    key,
  )
  return { token, nonce }
}
