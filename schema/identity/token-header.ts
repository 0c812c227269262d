import { isKeyName, type TokenAlgorithm } from './key-set.ts'

/** What the header of a token may decide: which of our keys, and that it is an access token. */
export interface TokenHeader {
  readonly kid: string
  readonly algorithm: TokenAlgorithm
}

/** `x5t` only repeats which key it was; all that brings a key, a rule or a compression along is not here. */
const known = new Set(['alg', 'kid', 'typ', 'x5t', 'x5t#S256'])

/**
 * The protected header of a compact JWS of three parts, or null for anything else: a JWE of five
 * parts, `none` in any spelling, a shared secret's algorithm, a header with `jwk`, `jku`, `x5u`,
 * `x5c`, `crit`, `b64` or `zip`, a type other than `at+jwt` or `JWT`.
 */
export function readHeader(token: string): TokenHeader | null {
  const parts = token.split('.')
  const whole = parts.length === 3 && parts.every((part) => /^[A-Za-z0-9_-]+$/.test(part))
  const header = whole ? parseObject(parts[0] as string) : null
  if (!header || Object.keys(header).some((name) => !known.has(name))) return null
  const { alg, kid, typ } = header
  if (alg !== 'EdDSA' && alg !== 'ES256') return null
  if ((typ !== 'at+jwt' && typ !== 'JWT') || !isKeyName(kid)) return null
  return { kid, algorithm: alg }
}

function parseObject(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}
