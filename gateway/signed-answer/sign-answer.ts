import { sign } from 'node:crypto'
import { canonicalJson } from '../../schema/canonical-json.ts'
import type { AnswerKey } from './answer-key.ts'

/** What a signed answer states beside the data: when, to whom, for what, and where the log has it. */
export interface SignedFor {
  /** ISO instant. */
  readonly time: string
  /** The token's `sub`; null for anybody without a token. */
  readonly identity: string | null
  readonly purpose: string | null
  /** `<writer>.<index>.<hash>` of the answer's record in the exchange log; null where it has none. */
  readonly record: string | null
}

/**
 * The answer with `extensions.signature`, by which it stands as evidence on paper's terms (60/2021
 * Arts. 4.1.a, 11.1, 14.2.b): a detached JWS (RFC 7515, Appendix F; Ed25519) over the canonical JSON of
 * the answer without it, the time, the identity, the purpose and the record. `verify-answer.ts` is the
 * other half. A signature that stands in the answer already is not the hub's and is dropped.
 * @param body the whole answer as JSON text, an object
 * @throws TypeError where the answer holds what has no canonical JSON, such as a lone surrogate
 */
export function signAnswer(body: string, signedFor: SignedFor, key: AnswerKey): string {
  const { extensions = {}, ...rest } = JSON.parse(body)
  const { signature: _foreign, ...kept } = extensions
  const answer = Object.keys(kept).length > 0 ? { ...rest, extensions: kept } : rest
  const { time, identity, purpose, record } = signedFor
  const header = encoded(JSON.stringify({ alg: 'EdDSA', kid: key.kid, typ: 'hub-answer+jws' }))
  const payload = encoded(canonicalJson({ answer, time, identity, purpose, record }))
  const jws = `${header}..${sign(null, Buffer.from(`${header}.${payload}`), key.privateKey).toString('base64url')}`
  return JSON.stringify({
    ...rest,
    extensions: { ...kept, signature: { time, identity, purpose, record, kid: key.kid, jws } },
  })
}

function encoded(text: string): string {
  return Buffer.from(text).toString('base64url')
}
