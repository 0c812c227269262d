import { createHash } from 'node:crypto'
import { canonical } from './canonical.ts'

/** A record as an export or the database holds it, once its shape is known. */
export interface RecordEntry {
  readonly _id: string
  readonly writer: string
  readonly index: number
  readonly prev: string | null
  readonly hash: string
  readonly record: Readonly<Record<string, unknown>>
}

/** A signed head. */
export interface HeadEntry {
  readonly writer: string
  readonly index: number
  readonly hash: string
  readonly at: string
  readonly previous: string | null
  readonly kid: string
  readonly signature: string
}

/** A place in a chain, and what must stand there. */
export interface Place {
  readonly writer: string
  readonly index: number
  readonly hash: string
}

/** Null for anything else than a record. */
export function asRecord(value: unknown): RecordEntry | null {
  const { _id, prev, record } = fieldsOf(value)
  const whole = asPlace(value) && typeof _id === 'string' && isHashOrNull(prev) && isObject(record)
  return whole ? (value as RecordEntry) : null
}

/** Null for anything else than a head. */
export function asHead(value: unknown): HeadEntry | null {
  const { at, previous, kid, signature } = fieldsOf(value)
  const texts = [at, kid, signature].every((text) => typeof text === 'string')
  return asPlace(value) && texts && isHashOrNull(previous) ? (value as HeadEntry) : null
}

/** Null for anything else than `{writer, index, hash}`. */
export function asPlace(value: unknown): Place | null {
  const { writer, index, hash } = fieldsOf(value)
  const whole = typeof writer === 'string' && Number.isSafeInteger(index) && Number(index) >= 0 && isHash(hash)
  return whole ? { writer, index: Number(index), hash } : null
}

/** The place that a receipt `<writer>.<index>.<hash>` names (the header `x-log-head`); null for another text. */
export function receiptPlace(text: string): Place | null {
  const [, writer, index, hash] = /^([0-9a-f]{32})\.(0|[1-9]\d{0,14})\.([0-9a-f]{64})$/.exec(text.trim()) ?? []
  return writer && index && hash ? { writer, index: Number(index), hash } : null
}

/** Whether a record fits its hash: SHA-256 over the prefix of leaves (0x00) and the canonical text. */
export function fitsHash({ writer, index, prev, hash, record }: RecordEntry): boolean {
  try {
    return sha256(`\u0000${canonical({ writer, index, prev, record })}`) === hash
  } catch {
    // A forged record may be nested deeper than any program can follow.
    return false
  }
}

/** What a head's signature signs, prefix of heads (0x01) included. */
export function headStatement({ writer, index, hash, at, previous, kid }: HeadEntry): string {
  return `\u0001${canonical({ writer, index, hash, at, previous, kid })}`
}

/** The hash by which the next head names this one. */
export function headHash(head: HeadEntry): string {
  return sha256(headStatement(head))
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {}
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isHash(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
}

function isHashOrNull(value: unknown): boolean {
  return value === null || isHash(value)
}
