import { limits } from '../../../schema/limits.ts'
import { type Head, headHash, type SigningKey, signHead } from './head.ts'
import { appendHead } from './heads-file.ts'
import type { ChainPosition } from './record.ts'

interface HeadKeeping {
  readonly signing: SigningKey
  readonly now: () => Date
  /** The file outside the database. */
  readonly file: string
  /** Puts the head beside the records; may be called again with the same head. */
  readonly store: (head: Head) => Promise<void>
  /** Told when a head could not be kept, with the error, and null when one could again. */
  readonly onChange: (failure: unknown) => void
}

/** Signs where one chain stands, time after time. */
export interface HeadWriter {
  /** A record is on the disk; a head is signed when enough of them are. */
  durable(position: ChainPosition): void
  /** Signs what is not under a head yet. Resolves when it is kept in both places, or failed to be. */
  signNow(): Promise<void>
  /** True while the last head could not be kept in both places. */
  failing(): boolean
  /** Signs a last head. */
  close(): Promise<void>
}

/**
 * Keeps the heads of one chain, each with the hash of the one before. A head that could not be kept in
 * both places is kept there again, the same one, before another is signed: the chain of heads has no fork.
 */
export function headWriter({ signing, now, file, store, onChange }: HeadKeeping): HeadWriter {
  let reached: ChainPosition | null = null
  let signed: Head | null = null
  let pending: Head | null = null
  let failing = false
  let keeping = Promise.resolve()
  let again: NodeJS.Timeout | undefined
  let closed = false

  const unsigned = () => (reached?.index ?? -1) - (signed?.index ?? -1)
  const keep = async () => {
    if (!pending && reached && unsigned() > 0) {
      pending = signHead(reached, now().toISOString(), signed && headHash(signed), signing)
    }
    if (!pending) return
    await appendHead(file, pending)
    await store(pending)
    signed = pending
    pending = null
  }
  const ended = (failure: unknown) => {
    const fails = failure !== null
    const turned = fails !== failing
    failing = fails
    if (turned) onChange(failure)
    clearTimeout(again)
    if (fails && !closed) again = setTimeout(signNow, limits.logRetryMs).unref()
  }
  const signNow = () => {
    // One after the other: each sees the records and the head of the one before.
    keeping = keeping.then(keep).then(() => ended(null), ended)
    return keeping
  }
  return {
    durable(position) {
      reached = position
      // Only at the step, so that the records of one slow head do not each ask for another.
      if (unsigned() >= limits.logHeadRecords && !pending) void signNow()
    },
    signNow,
    failing: () => failing,
    close() {
      closed = true
      return signNow()
    },
  }
}
