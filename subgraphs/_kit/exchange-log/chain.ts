import { createHash, randomBytes } from 'node:crypto'
import { canonicalJson } from '../../../schema/canonical-json.ts'
import { limits } from '../../../schema/limits.ts'
import type { Receipt, StoredRecord } from './record.ts'

/** Leaves and heads are hashed in two domains, so that neither can ever be shown as the other (RFC 6962). */
const leafPrefix = '\u0000'

/** A record in its place, and what it takes in the queue: the characters of its canonical text. */
export interface Link {
  readonly stored: StoredRecord
  readonly chars: number
}

/** A chain that grows at one end; the place of a record is settled when it is linked. */
export interface Chain {
  readonly writer: string
  /**
   * @throws TypeError where the record holds what JSON cannot say, RangeError where its text is longer than
   *   `limits.logRecordChars`; the chain is then as it was
   */
  link(record: StoredRecord['record']): Link
}

/** A new chain. Its writer is 128 random bits: no two processes ever write the same one, so no chain forks. */
export function newChain(): Chain {
  const writer = randomBytes(16).toString('hex')
  let next = 0
  let prev: string | null = null
  return {
    writer,
    link(record) {
      const text = canonicalJson({ writer, index: next, prev, record })
      if (text.length > limits.logRecordChars) throw new RangeError('the record is longer than the log takes')
      const hash = createHash('sha256').update(leafPrefix).update(text).digest('hex')
      const stored = { _id: `${writer}.${next}`, writer, index: next, prev, hash, record }
      next += 1
      prev = hash
      return { stored, chars: text.length }
    },
  }
}

/** What the caller gets for its record: enough to prove later that the log still holds it unchanged. */
export function receiptOf({ writer, index, hash }: StoredRecord): Receipt {
  return { writer, index, hash, text: `${writer}.${index}.${hash}` }
}
