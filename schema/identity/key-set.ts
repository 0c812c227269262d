import { type CryptoKey, calculateJwkThumbprint, importJWK, type JWK } from 'jose'
import { limits } from '../limits.ts'

/** The algorithms of a signature; RSA, shared secrets and `none` are not among them. */
export type TokenAlgorithm = 'EdDSA' | 'ES256'

/** One public key that may have signed a token. */
export interface TokenKey {
  readonly algorithm: TokenAlgorithm
  readonly key: CryptoKey
  /** RFC 7638; equal for equal keys, so that a set read again does not make verified tokens unknown. */
  readonly thumbprint: string
}

/** Keys by `kid`; two keys of one name are both left out, since nobody can say which is meant. */
export type KeySet = ReadonlyMap<string, TokenKey>

/**
 * The keys of a JWKS (RFC 7517) that can verify a token. The algorithm comes from the key's own
 * kind, never from a token. Keys of another use or kind are passed over.
 * @throws an Error that names the fault and no key where the text is no JWKS, is too large, or
 * holds a shared secret or a private key, which has no place in a public set
 */
export async function readKeySet(text: string): Promise<KeySet> {
  const jwks = keysOf(text)
  if (jwks.some((jwk) => jwk.kty === 'oct' || 'k' in jwk || 'd' in jwk))
    throw new Error('the key set holds a shared secret or a private key')
  const keys = new Map<string, TokenKey>()
  const ambiguous = new Set<string>()
  for (const jwk of jwks) {
    const { kid } = jwk
    const algorithm = algorithmOf(jwk)
    if (!isKeyName(kid)) continue
    // Before the kind is looked at: a second key of any kind makes the name unclear.
    if (keys.has(kid)) ambiguous.add(kid)
    const key = algorithm && (await tokenKey(jwk, algorithm))
    if (key) keys.set(kid, key)
    else ambiguous.add(kid)
  }
  for (const kid of ambiguous) keys.delete(kid)
  return keys
}

/** Whether a text can name a key: printable ASCII, a name and nothing longer. */
export function isKeyName(kid: unknown): kid is string {
  return typeof kid === 'string' && /^[\x21-\x7e]{1,200}$/.test(kid)
}

function keysOf(text: string): readonly JWK[] {
  const jwks: unknown = parseJson(text)
  const keys = isObject(jwks) ? jwks.keys : undefined
  if (!Array.isArray(keys) || !keys.every(isObject)) throw new Error('the key set is no JWKS')
  if (keys.length > limits.jwksKeys) throw new Error(`the key set holds more than ${limits.jwksKeys} keys`)
  return keys
}

function algorithmOf({ kty, crv, alg, use, key_ops: operations }: JWK): TokenAlgorithm | null {
  if (use !== undefined && use !== 'sig') return null
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes('verify'))) return null
  const algorithm = kty === 'OKP' && crv === 'Ed25519' ? 'EdDSA' : kty === 'EC' && crv === 'P-256' ? 'ES256' : null
  const stated = alg === 'Ed25519' ? 'EdDSA' : alg
  return stated === undefined || stated === algorithm ? algorithm : null
}

/** Null for a point that is not on its curve and for what else cannot be a key. */
async function tokenKey({ kty, crv, x, y }: JWK, algorithm: TokenAlgorithm): Promise<TokenKey | null> {
  const jwk = { kty, crv, x, ...(y === undefined ? {} : { y }) } as JWK
  try {
    const key = await importJWK(jwk, algorithm)
    if (key instanceof Uint8Array || key.type !== 'public') return null
    return { algorithm, key, thumbprint: await calculateJwkThumbprint(jwk) }
  } catch {
    return null
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
