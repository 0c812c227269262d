import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { limits } from '../../schema/limits.ts'

/** Where a page ended: the value it was sorted by and the `_id` that breaks ties. */
export interface CursorPosition {
  readonly value: string | number | boolean | null
  readonly id: string
}

/** Seals positions so that a cursor shows nothing and fits only the list that made it. */
export interface CursorSeal {
  seal(list: string, position: CursorPosition): string
  /** Null for anything that was not sealed here for this list. */
  open(list: string, cursor: string): CursorPosition | null
}

const nonceBytes = 12
const tagBytes = 16

/**
 * AES-256-GCM over the position, with the list's name, filter and order as additional
 * data: sort values of rows are data, and a cursor travels through logs and URLs.
 * @param key 32 secret bytes, the same in every process that serves the graph
 */
export function cursorSeal(key: Buffer): CursorSeal {
  return {
    seal(list, position) {
      const nonce = syntheticNonce(key, list, position)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      cipher.setAAD(Buffer.from(list))
      const sealed = Buffer.concat([
        cipher.update(JSON.stringify([position.value, position.id]), 'utf8'),
        cipher.final(),
      ])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
    },
    open(list, cursor) {
      if (cursor.length > limits.cursorChars) return null
      const bytes = Buffer.from(cursor, 'base64url')
      if (bytes.length <= nonceBytes + tagBytes || bytes.toString('base64url') !== cursor) return null
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes))
        decipher.setAAD(Buffer.from(list))
        decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
        const plain = Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()])
        const [value, id] = JSON.parse(plain.toString('utf8'))
        return { value, id }
      } catch {
        return null
      }
    },
  }
}

/** A fresh key for a hub that has none yet. */
export function newCursorKey(): Buffer {
  return randomBytes(32)
}

/**
 * Derived from what is sealed (a synthetic nonce), so that equal requests give equal
 * bytes: only three headers may differ between two equal answers.
 */
function syntheticNonce(key: Buffer, list: string, position: CursorPosition): Buffer {
  const digest = createHash('sha256')
    .update(key)
    .update('\0nonce\0')
    .update(list)
    .update('\0')
    .update(JSON.stringify([position.value, position.id]))
  return digest.digest().subarray(0, nonceBytes)
}
