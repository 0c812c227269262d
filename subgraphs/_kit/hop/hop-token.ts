import { createHmac, timingSafeEqual } from 'node:crypto'
import { limits } from '../../../schema/limits.ts'
import type { HopContext } from './hop-context.ts'

/** The one header in which the gateway says who asks, signed for one request to one subgraph. */
export const hopHeader = 'x-hub-hop'

/** What is signed. Instants are whole milliseconds. */
export interface HopClaims {
  readonly v: 1
  readonly kid: string
  /** The folder of the subgraph that is asked. */
  readonly aud: string
  readonly iat: number
  readonly exp: number
  readonly nonce: string
  readonly path: string
  readonly method: string
  /** Of the request's body, base64url. */
  readonly bodySha256: string
  readonly context: HopContext
}

/** A token as it came: whatever it claims counts for nothing until `isSigned` has said so. */
export interface ReadToken {
  readonly claims: Readonly<Record<string, unknown>>
  readonly signed: string
  readonly signature: Buffer
}

/**
 * The header's value: `<base64url(JSON)>.<base64url(HMAC-SHA256)>`. HMAC and not a signature of
 * two keys: both ends are the hub's own, and it costs a tenth.
 */
export function writeToken(claims: HopClaims, key: Buffer): string {
  const signed = Buffer.from(JSON.stringify(claims)).toString('base64url')
  return `${signed}.${hmac(key, signed).toString('base64url')}`
}

/** Takes a token apart; null where it has not the form. */
export function readToken(header: string): ReadToken | null {
  if (header.length > limits.hopHeaderChars) return null
  const [, signed, signature] = /^([\w-]{1,16384})\.([\w-]{43})$/.exec(header) ?? []
  if (signed === undefined || signature === undefined) return null
  const claims = parseObject(Buffer.from(signed, 'base64url').toString('utf8'))
  return claims && { claims, signed, signature: Buffer.from(signature, 'base64url') }
}

/** Compares in constant time: how far a guess is right must not show. */
export function isSigned({ signed, signature }: ReadToken, key: Buffer): boolean {
  return timingSafeEqual(signature, hmac(key, signed))
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch {
    return null
  }
}
