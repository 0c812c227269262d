import { setTimeout as pause } from 'node:timers/promises'
import { hubError } from '../../../schema/errors/hub-error.ts'
import { limits } from '../../../schema/limits.ts'
import { appendRecord } from './append-record.ts'
import { chainBeginning } from './begin-chain.ts'
import { newChain } from './chain.ts'
import { type Backlog, groupCommit } from './group-commit.ts'
import type { SigningKey } from './head.ts'
import { headWriter } from './head-writer.ts'
import { headsFilePath } from './heads-file.ts'
import { logClient, logCollections, writeHead, writeRecords } from './log-store.ts'
import { type ExchangeReader, exchangeReader } from './read-exchanges.ts'
import type { ExchangeRecord, Receipt, StoredRecord } from './record.ts'

export interface ExchangeLogOptions {
  /** A MongoDB URI; its path, if any, is the prefix of the database's name. */
  readonly uri: string
  /** Holds the second copy of the heads. */
  readonly dataDir: string
  readonly signingKey: SigningKey
  readonly now: () => Date
  /** Told what `ready` is at first, and at each turn of it; with the failure where there is one. */
  readonly onChange?: (ready: boolean, failure: unknown) => void
}

/** The log of this process: one chain, one writer. */
export interface ExchangeLog {
  /** Name of the chain: 32 hexadecimal digits, new at each start. */
  readonly writer: string
  /**
   * Takes the record's place in the chain at once and resolves when it is on the disk of a majority.
   * With `mustLast` (the default) an answer waits for it: after `limits.logWriteMs` the promise rejects, the
   * answer must not leave, and a later record says that it did not. Without, nothing waits: it is written
   * whenever the database is back, and is the first that a queue half full refuses.
   * @throws LOG_UNAVAILABLE (as a rejection, which need not be awaited)
   */
  append(record: ExchangeRecord, options?: { readonly mustLast: boolean }): Promise<Receipt>
  /** False: a record would not last now, so nothing above OPEN may be read (60/2021 Art. 11.4). */
  ready(): boolean
  backlog(): Backlog
  readonly reader: ExchangeReader
  /** Writes what waits, signs a last head and lets the database go. */
  close(): Promise<void>
}

/**
 * Opens this process's log: makes its indexes, ties its chain to the one before, signs a first head.
 * Resolves when the first try has ended, well or badly; the log opens itself later where the database is down.
 */
export async function openExchangeLog(options: ExchangeLogOptions): Promise<ExchangeLog> {
  const { now, signingKey } = options
  const client = logClient(options.uri)
  const store = logCollections(client, options.uri)
  const chain = newChain()
  const closing = new AbortController()
  let opened = false
  let told: boolean | null = null
  const turned = (failure: unknown) => {
    if (ready() === told) return
    told = ready()
    options.onChange?.(told, failure)
  }
  const headsFile = headsFilePath(options.dataDir)
  const keeping = { signing: signingKey, now, file: headsFile, onChange: turned }
  const heads = headWriter({ ...keeping, store: (head) => writeHead(store, head) })
  const commit = groupCommit<StoredRecord>(async (batch) => {
    await writeRecords(store, batch)
    heads.durable(batch[batch.length - 1] as StoredRecord)
  }, turned)
  const ready = () => opened && !closing.signal.aborted && !commit.failing() && !heads.failing() && commit.hasRoom(1)
  const begin = chainBeginning({ chain, store, heads, headsFile, keyId: signingKey.kid, now })
  const open = async () => {
    // The driver looks for a lost server by itself, but not for one that was never there.
    await client.connect()
    await begin()
    opened = true
    turned(null)
  }
  await open().catch((failure) => {
    turned(failure)
    void openLater(open, closing.signal)
  })
  const heartbeat = setInterval(() => void heads.signNow(), limits.logHeadMs).unref()
  return {
    writer: chain.writer,
    append(record, { mustLast } = { mustLast: true }) {
      const taken = opened && !closing.signal.aborted
      const appended = taken
        ? appendRecord(record, mustLast, { chain, commit, now })
        : Promise.reject(hubError('LOG_UNAVAILABLE'))
      // A caller that does not wait must not end the process by it.
      appended.catch(() => {})
      return appended
    },
    ready,
    backlog: commit.backlog,
    reader: exchangeReader(store),
    async close() {
      closing.abort()
      clearInterval(heartbeat)
      await commit.close(limits.logWriteMs)
      await heads.close()
      await client.close()
    },
  }
}

async function openLater(open: () => Promise<void>, closing: AbortSignal): Promise<void> {
  for (;;) {
    await pause(limits.logRetryMs, undefined, { signal: closing, ref: false }).catch(() => {})
    if (closing.aborted) return
    const opened = await open().then(
      () => true,
      () => false,
    )
    if (opened) return
  }
}
