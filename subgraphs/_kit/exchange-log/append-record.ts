import { hubError } from '../../../schema/errors/hub-error.ts'
import { limits } from '../../../schema/limits.ts'
import { type Chain, receiptOf } from './chain.ts'
import type { GroupCommit } from './group-commit.ts'
import type { ExchangeRecord, Receipt, StoredRecord } from './record.ts'

/** What one process's log is made of, as far as a record needs it. */
interface Appending {
  readonly chain: Chain
  readonly commit: GroupCommit<StoredRecord>
  readonly now: () => Date
}

/** Records that no answer waits for are refused from here on, so that they never crowd out the others. */
const shareOfUnawaited = 0.5

/**
 * Puts a record into its place and resolves when it is durable. An answer that waits (`mustLast`) is given up
 * after `limits.logWriteMs`: the record stays, since its outcome is unknown, and one behind it says that the
 * answer was withheld.
 * @throws LOG_UNAVAILABLE where it does not become durable, in time or at all; TypeError for no record at all
 */
export async function appendRecord(record: ExchangeRecord, mustLast: boolean, log: Appending): Promise<Receipt> {
  const { chain, commit } = log
  if (!commit.hasRoom(mustLast ? 1 : shareOfUnawaited)) throw hubError('LOG_UNAVAILABLE')
  const { stored, chars } = chain.link(record)
  const written = commit.add(stored, chars)
  try {
    await (mustLast ? inTime(written, () => withhold(stored.index, log)) : written)
  } catch {
    throw hubError('LOG_UNAVAILABLE')
  }
  return receiptOf(stored)
}

/** Rejects when the time is up, and calls `late` then; what is written afterwards changes nothing any more. */
function inTime(written: Promise<void>, late: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error('the record came too late'))
      late()
    }, limits.logWriteMs)
    written.finally(() => clearTimeout(timer)).then(resolve, reject)
  })
}

/** The log must not claim an answer that never left. */
function withhold(index: number, { chain, commit, now }: Appending): void {
  commit.suspect()
  const { stored, chars } = chain.link({ at: now().toISOString(), withheld: { index } })
  commit.add(stored, chars).catch(() => {})
}
