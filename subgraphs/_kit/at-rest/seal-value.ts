import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'
import type { DataKey, KeyRing } from './key-ring.ts'

/** Where a sealed value belongs. Without `id` equal values give equal texts, which is what a lookup needs. */
export interface Place {
  readonly collection: string
  readonly field: string
  readonly id: string | null
}

/** A value that does not open: it names the place and never the value or the row. */
export class SealError extends Error {}

const nonceBytes = 12
const tagBytes = 16
/** The length of a short value would tell it: `true` from `false`, one people from another. */
const blockBytes = 32
const form = /^s1:([0-9a-z]{1,32}):([A-Za-z0-9_-]+)$/

/**
 * AES-256-GCM over the value as JSON, as `s1:<key id>:<base64url of nonce, tag, cipher text>`.
 * Collection, field and row are additional data, so a value moved elsewhere does not open. The
 * nonce is a keyed hash of place and value: the same row is sealed to the same bytes, and no
 * two different ones share a nonce.
 */
export function sealValue(key: DataKey, place: Place, value: unknown): string {
  const context = contextOf(place)
  const plain = padded(JSON.stringify(value ?? null))
  const nonce = createHmac('sha256', key.nonce)
    .update(`${context.byteLength}\0`)
    .update(context)
    .update(plain)
    .digest()
    .subarray(0, nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key.cipher, nonce)
  cipher.setAAD(context)
  const sealed = cipher.update(plain)
  cipher.final()
  return `s1:${key.kid}:${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`
}

/** @throws SealError for what was not sealed for this place by one of these keys */
export function openValue(ring: KeyRing, place: Place, stored: unknown): unknown {
  const [, kid = '', text = ''] = (typeof stored === 'string' && form.exec(stored)) || []
  if (kid === '') throw failure(place, 'holds a value that is not sealed')
  const key = ring.byKid.get(kid)
  if (!key) throw failure(place, 'is sealed by a key that is not in the data folder')
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.byteLength <= nonceBytes + tagBytes) throw failure(place, 'is cut')
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.cipher, bytes.subarray(0, nonceBytes))
    decipher.setAAD(contextOf(place))
    decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
    const plain = Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()])
    return JSON.parse(plain.toString('utf8'))
  } catch {
    throw failure(place, 'was altered or belongs to another row')
  }
}

/** The id of the key by which a stored value is sealed, null for what is not sealed. */
export function sealedBy(stored: unknown): string | null {
  return (typeof stored === 'string' && form.exec(stored)?.[1]) || null
}

function contextOf({ collection, field, id }: Place): Buffer {
  return Buffer.from(JSON.stringify(id === null ? [collection, field] : [collection, field, id]))
}

/** JSON takes white space behind a value, so padding needs no length of its own. */
function padded(json: string): Buffer {
  const length = Buffer.byteLength(json)
  const plain = Buffer.alloc(Math.ceil(length / blockBytes) * blockBytes, ' ')
  plain.write(json)
  return plain
}

function failure({ collection, field }: Place, what: string): SealError {
  return new SealError(`${collection}.${field} ${what}`)
}
