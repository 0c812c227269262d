import type { Chain } from './chain.ts'
import type { HeadWriter } from './head-writer.ts'
import { lastHead } from './heads-file.ts'
import { type LogCollections, lastRecord, makeIndexes, writeRecords } from './log-store.ts'
import type { StoredRecord } from './record.ts'

/**
 * Returns the step that begins a chain, to be taken again until it succeeds: the first record names the last
 * one of the chain before on this data folder, so that a whole chain cannot be dropped either, and a head is
 * signed at once, so that every chain is under one.
 */
export function chainBeginning(parts: {
  readonly chain: Chain
  readonly store: LogCollections
  readonly heads: HeadWriter
  readonly headsFile: string
  readonly keyId: string
  readonly now: () => Date
}): () => Promise<void> {
  const { chain, store, heads } = parts
  let first: StoredRecord | null = null
  return async () => {
    await makeIndexes(store)
    if (!first) {
      const head = await lastHead(parts.headsFile)
      // Where the database lost even the record under the head, the head still says what was there.
      const before = head && ((await lastRecord(store, head)) ?? head)
      const previousWriter = before && { writer: before.writer, index: before.index, hash: before.hash }
      const at = parts.now().toISOString()
      first = chain.link({ genesis: true, at, keyId: parts.keyId, previousWriter }).stored
    }
    await writeRecords(store, [first])
    heads.durable(first)
    await heads.signNow()
  }
}
