import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'
import type { Caller } from './request-scope.ts'

/** How a key under its seal begins. */
export const sealedPrefix = 'sealed:'
const nonceBytes = 12
const tagBytes = 16

/**
 * The seal under which keys join records that the caller may not read them of: a subgraph hands
 * them to the gateway sealed, another opens them, and nothing between can read or reuse them.
 */
export interface KeySeal {
  seal(coordinate: string, value: unknown, requestId: string): string
  /** The value; null for anything that was not sealed for this coordinate and request. */
  open(coordinate: string, sealed: string, requestId: string): unknown
}

/**
 * AES-256-GCM with coordinate and request as additional data: a sealed key fits no other field,
 * and no other request of anybody.
 * @param key 32 secret bytes, the same in every process that serves the graph
 */
export function keySeal(key: Buffer): KeySeal {
  const aad = (coordinate: string, requestId: string) => Buffer.from(`${coordinate}\0${requestId}`)
  return {
    seal(coordinate, value, requestId) {
      const text = JSON.stringify(value)
      const about = aad(coordinate, requestId)
      // Derived, so that equal keys of one request are equal and are read once.
      const nonce = createHmac('sha256', key).update(about).update('\0').update(text).digest().subarray(0, nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(about)
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return sealedPrefix + Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
    },
    open(coordinate, sealed, requestId) {
      const bytes = Buffer.from(sealed.slice(sealedPrefix.length), 'base64url')
      if (!sealed.startsWith(sealedPrefix) || bytes.length <= nonceBytes + tagBytes) return null
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes))
        decipher.setAAD(aad(coordinate, requestId))
        decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
        const plain = Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()])
        return JSON.parse(plain.toString('utf8'))
      } catch {
        return null
      }
    },
  }
}

interface Fetch {
  readonly query?: string
  readonly variables?: Readonly<Record<string, unknown>> | undefined
  readonly caller: Caller
}

/** Whether a value is a key under its seal; no value of a record reads like one. */
export function isUnderSeal(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith(sealedPrefix)
}

/** The variables of a fetch with the keys of its representations opened; what cannot be opened finds nothing. */
export function openKeys({ variables, caller }: Fetch, seal: KeySeal): Readonly<Record<string, unknown>> {
  const representations = variables?.representations
  if (!Array.isArray(representations)) return variables ?? {}
  const opened = representations.map((one: unknown) => {
    if (typeof one !== 'object' || one === null) return one
    const typename = (one as { __typename?: unknown }).__typename
    return Object.fromEntries(
      Object.entries(one).map(([field, value]) => {
        return [field, isUnderSeal(value) ? seal.open(`${typename}.${field}`, value, caller.requestId) : value]
      }),
    )
  })
  return { ...variables, representations: opened }
}
