import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startMongod } from '../../gateway/embedded/start-mongod.ts'
import { openExchangeLog } from '../../subgraphs/_kit/exchange-log/exchange-log.ts'
import { logSigningKey } from '../../subgraphs/_kit/exchange-log/signing-key.ts'
import { subjectKey, subjectMaster } from '../../subgraphs/_kit/exchange-log/subject-key.ts'
import { exchangeRecord } from '../setup/exchange-record.ts'
import { quantile } from './median.ts'
import { cpuMsOf } from './process-cost.ts'

/** What a record of the log costs, medians and sums over one run. */
export interface LogWriterRow {
  readonly records: number
  readonly recordsPerSecond: number
  /** CPU of one record: canonical text, hash and sending; inserting, five indexes and the journal. */
  readonly cpuMs: { readonly node: number; readonly mongod: number }
  /** From the append until the record is on the disk. */
  readonly p50Ms: number
  readonly p99Ms: number
}

const warmUpSeconds = 2
const ticksPerSecond = 200
const personsPerRecord = 5
/** Their keys are made before: the writer is measured, not the request that meets them. */
const personsMet = 20_000

/** Feeds the log of a hub with so many records a second, evenly, and measures what they cost. Linux only. */
export async function benchLogWriter(recordsPerSecond = 2_000, seconds = 10): Promise<LogWriterRow> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-log-'))
  const mongod = await startMongod({ dataDir, say: () => {} })
  const signingKey = await logSigningKey(dataDir)
  const log = await openExchangeLog({ uri: mongod.uri, dataDir, signingKey, now: () => new Date() })
  try {
    const master = await subjectMaster(dataDir)
    const persons = Array.from({ length: personsMet }, (_, index) => subjectKey(master, 'H08.11', String(index)))
    const waitedMs: number[] = []
    const append = async (index: number) => {
      const began = performance.now()
      await log.append(varied(index, persons))
      waitedMs.push(performance.now() - began)
    }
    await feed(recordsPerSecond, warmUpSeconds, append)
    waitedMs.length = 0
    const before = [await cpuMsOf(process.pid), await cpuMsOf(mongod.pid)] as const
    const records = await feed(recordsPerSecond, seconds, append)
    const after = [await cpuMsOf(process.pid), await cpuMsOf(mongod.pid)] as const
    return {
      records,
      recordsPerSecond,
      cpuMs: { node: (after[0] - before[0]) / records, mongod: (after[1] - before[1]) / records },
      p50Ms: quantile(waitedMs, 0.5),
      p99Ms: quantile(waitedMs, 0.99),
    }
  } finally {
    await log.close()
    await mongod.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** Other persons, other times and other requests in every record, as in life: indexes are not hit in one place. */
function varied(index: number, persons: readonly string[]) {
  return exchangeRecord({
    at: new Date().toISOString(),
    requestId: index.toString(16).padStart(32, '0'),
    subjects: Array.from({ length: personsPerRecord }, (_, person) => ({
      key: persons[(index * personsPerRecord + person) % persons.length] as string,
      fields: [0, 1, 2, 3],
    })),
  })
}

/** Appends evenly, tick by tick; resolves with their number when all are durable. */
async function feed(perSecond: number, seconds: number, append: (index: number) => Promise<void>): Promise<number> {
  const all = perSecond * seconds
  const appended: Promise<void>[] = []
  const began = performance.now()
  await new Promise<void>((done) => {
    const ticking = setInterval(() => {
      const due = Math.min(all, Math.floor(((performance.now() - began) * perSecond) / 1_000))
      while (appended.length < due) appended.push(append(appended.length))
      if (appended.length < all) return
      clearInterval(ticking)
      done()
    }, 1_000 / ticksPerSecond)
  })
  await Promise.all(appended)
  return all
}
