import { createHash, createPublicKey, type KeyObject } from 'node:crypto'

/**
 * The public keys by their names. A key counts only under its own thumbprint (RFC 7638), so that none can be
 * laid under the name of another; where names are trusted from elsewhere, only those count.
 * @param trusted names of keys that the verifier was given; null: every key of the log
 */
export function knownKeys(jwks: readonly unknown[], trusted: readonly string[] | null): Map<string, KeyObject> {
  const keys = new Map<string, KeyObject>()
  for (const jwk of jwks) {
    const { kty, crv, x } = (jwk ?? {}) as { kty?: unknown; crv?: unknown; x?: unknown }
    if (kty !== 'OKP' || crv !== 'Ed25519' || typeof x !== 'string' || !/^[\w-]{43}$/.test(x)) continue
    const kid = createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest('base64url')
    if (trusted && !trusted.includes(kid)) continue
    keys.set(kid, createPublicKey({ key: { kty, crv, x }, format: 'jwk' }))
  }
  return keys
}
