import { generateKeyPairSync } from 'node:crypto'
import type { Place } from '../../gateway/audit-verifier/entries.ts'
import { newChain, receiptOf } from '../../subgraphs/_kit/exchange-log/chain.ts'
import { type Head, headHash, type SigningKey, signHead } from '../../subgraphs/_kit/exchange-log/head.ts'
import type { StoredRecord } from '../../subgraphs/_kit/exchange-log/record.ts'
import { type LogPublicKey, publicJwk } from '../../subgraphs/_kit/exchange-log/signing-key.ts'
import { exchangeRecord } from './exchange-record.ts'

/** A whole log in memory, made of the same parts as the one of a hub. */
export interface BuiltLog {
  readonly records: StoredRecord[]
  readonly heads: Head[]
  readonly keys: LogPublicKey[]
  readonly receipts: Place[]
}

/** A fresh key of a log. */
export function newSigningKey(): SigningKey & { readonly jwk: LogPublicKey } {
  const { privateKey } = generateKeyPairSync('ed25519')
  const jwk = publicJwk(privateKey)
  return { key: privateKey, kid: jwk.kid, jwk }
}

/**
 * Writers one after the other on one data folder.
 * @param lengths records of each writer, its beginning included; @param headEvery records from head to head
 * @param tail records of each writer that no head covers
 */
export function buildLog(lengths: readonly number[], headEvery: number, tail: number): BuiltLog {
  const signing = newSigningKey()
  const log: BuiltLog = { records: [], heads: [], keys: [signing.jwk], receipts: [] }
  let previousWriter: Place | null = null
  for (const length of lengths) {
    const chain = newChain()
    let previous: Head | null = null
    for (let index = 0; index < length; index += 1) {
      const at = new Date(Date.UTC(2026, 2, 2, 1, 0, index)).toISOString()
      const beginning = { genesis: true as const, at, keyId: signing.kid, previousWriter }
      const { stored } = chain.link(index === 0 ? beginning : exchangeRecord({ at, requestId: `request-${index}` }))
      log.records.push(stored)
      if (index > 0 && (index % headEvery !== 0 || index >= length - tail)) continue
      const head: Head = signHead(stored, at, previous && headHash(previous), signing)
      log.heads.push(head)
      previous = head
    }
    const last = receiptOf(log.records.at(-1) as StoredRecord)
    previousWriter = { writer: last.writer, index: last.index, hash: last.hash }
  }
  return log
}
