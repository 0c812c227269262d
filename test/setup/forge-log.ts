import { createHash } from 'node:crypto'
import type { Place } from '../../gateway/audit-verifier/entries.ts'
import { type Verdict, verify } from '../../gateway/audit-verifier/verify.ts'
import { canonicalJson } from '../../schema/canonical-json.ts'
import type { StoredRecord } from '../../subgraphs/_kit/exchange-log/record.ts'
import type { BuiltLog } from './built-log.ts'

/** What the verifier says of a log, every key that came with it believed. */
export function check(log: BuiltLog): Promise<Verdict> {
  const beginnings = log.records.filter(({ index }) => index === 0)
  return verify({ ...log, beginnings, trusted: null })
}

/** The records of one chain. */
export function recordsOf(log: BuiltLog, writer: string): StoredRecord[] {
  return log.records.filter((record) => record.writer === writer)
}

/** A copy of the log in which one chain is another. */
export function withChain(
  log: BuiltLog,
  writer: string,
  chain: readonly StoredRecord[],
  receipts: Place[] = [],
): BuiltLog {
  const before = log.records.findIndex((record) => record.writer === writer)
  const others = log.records.filter((record) => record.writer !== writer)
  return { ...log, receipts, records: others.toSpliced(before, 0, ...chain) }
}

/** The record as an attacker without the key would write it: any content, its own hash, any place. */
export function forged(record: StoredRecord, change: Partial<StoredRecord>): StoredRecord {
  const { writer, index, prev, record: content } = { ...record, ...change }
  const text = canonicalJson({ writer, index, prev, record: content })
  const hash = createHash('sha256').update('\0').update(text).digest('hex')
  return { _id: `${writer}.${index}`, writer, index, prev, hash, record: content }
}

/** The chain from `from` on written anew, every hash and link computed again. */
export function rewritten(chain: readonly StoredRecord[], from: number): StoredRecord[] {
  const result = chain.slice(0, from)
  for (const record of chain.slice(from)) {
    const prev = result.at(-1)?.hash ?? null
    result.push(forged(record, { index: result.length, prev }))
  }
  return result
}

/** The content of a record, one number in it another. */
export function otherContent(record: StoredRecord): StoredRecord['record'] {
  return { ...record.record, rows: 1_000_000 } as StoredRecord['record']
}
