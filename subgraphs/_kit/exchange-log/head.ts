import { createHash, type KeyObject, sign } from 'node:crypto'
import { canonicalJson } from '../../../schema/canonical-json.ts'
import type { ChainPosition } from './record.ts'

/** A signed statement that a chain stood so at an instant: all records up to `index` lie under it. */
export interface Head extends ChainPosition {
  readonly at: string
  /** Hash of this writer's head before; null for its first. */
  readonly previous: string | null
  /** The thumbprint of the key (RFC 7638). */
  readonly kid: string
  /** Ed25519, base64url. */
  readonly signature: string
}

/** A private key of the log and the name of its public half. */
export interface SigningKey {
  readonly kid: string
  readonly key: KeyObject
}

const headPrefix = '\u0001'

/** The hash by which the next head names this one; the signature is no part of it. */
export function headHash(head: Omit<Head, 'signature'>): string {
  return createHash('sha256').update(statement(head)).digest('hex')
}

/** Signs where a chain stands. */
export function signHead(position: ChainPosition, at: string, previous: string | null, signing: SigningKey): Head {
  const { writer, index, hash } = position
  const unsigned = { writer, index, hash, at, previous, kid: signing.kid }
  return { ...unsigned, signature: sign(null, Buffer.from(statement(unsigned)), signing.key).toString('base64url') }
}

function statement({ writer, index, hash, at, previous, kid }: Omit<Head, 'signature'>): string {
  return headPrefix + canonicalJson({ writer, index, hash, at, previous, kid })
}
