import mongoose from 'mongoose'
import { limits } from '../../../schema/limits.ts'
import { databaseName } from '../database.ts'
import type { Head } from './head.ts'
import type { ChainPosition, StoredRecord } from './record.ts'

export type LogClient = InstanceType<typeof mongoose.mongo.MongoClient>
type StoredHead = Head & { readonly _id: string }
/** Collections of the log's database, with the reads and writes of one server's primary. */
export type LogCollections = ReturnType<typeof logCollections>

/** One try of a batch is read back and ended in two rounds, or in three where a member was replaced meanwhile. */
const roundsPerWrite = 4
const duplicateKey = 11_000

/** A client of the log's own: its commands never wait behind an agency's. It connects by itself when it is used. */
export function logClient(uri: string): LogClient {
  return new mongoose.mongo.MongoClient(uri, {
    appName: 'provincial-data-hub-log',
    maxPoolSize: limits.databasePoolSize,
    serverSelectionTimeoutMS: limits.databaseSelectionMs,
    connectTimeoutMS: limits.databaseConnectMs,
    heartbeatFrequencyMS: limits.databaseHeartbeatMs,
    socketTimeoutMS: limits.databaseCommandMs,
  })
}

/** The collections `records` and `heads` of `<prefix>_hub_log`; what is written there is on the disk of a majority. */
export function logCollections(client: LogClient, uri: string) {
  const database = client.db(databaseName(uri, 'hub-log'), {
    readConcern: new mongoose.mongo.ReadConcern('majority'),
    readPreference: 'primary',
    writeConcern: { w: 'majority', journal: true, wtimeoutMS: limits.logWriteMs },
  })
  return {
    database,
    records: database.collection<StoredRecord>('records'),
    heads: database.collection<StoredHead>('heads'),
  }
}

/** What `readExchanges` looks records up by; made where it is missing. */
export async function makeIndexes({ records }: LogCollections): Promise<void> {
  await records.createIndexes([
    { key: { 'record.at': -1, _id: -1 } },
    { key: { 'record.agency': 1, 'record.at': -1, _id: -1 } },
    { key: { 'record.databases': 1, 'record.at': -1, _id: -1 } },
    // One person's exchanges are few: they are sorted when they are read, and cost less when they are written.
    { key: { 'record.subjects.key': 1 }, sparse: true },
    // The few answers that were withheld, found by the record that told of them.
    {
      key: { writer: 1, 'record.withheld.index': 1 },
      partialFilterExpression: { 'record.withheld.index': { $exists: true } },
    },
  ])
}

/**
 * Writes a part of a chain, in its order and each record once. May be called again with the same records
 * after a failure of unknown outcome: those that are there already, and equal, count as written.
 * @throws Error where the database does not say that all are on the disk of a majority
 */
export async function writeRecords(store: LogCollections, batch: readonly StoredRecord[]): Promise<void> {
  let missing = batch
  for (let round = 1; missing.length > 0; round += 1) {
    const failure = await insert(store, missing)
    if (!failure) return
    if (failure.code !== duplicateKey || round === roundsPerWrite) throw failure
    missing = await notYetWritten(store.records, missing)
  }
}

/**
 * The bare command: the driver's `insertMany` costs half a millisecond more of CPU, for a retry of its own
 * and for batches beyond the server's bounds, of which this log needs neither.
 */
async function insert({ database }: LogCollections, documents: readonly StoredRecord[]) {
  const answer = await database.command({
    insert: 'records',
    // Ordered: what is there after a failure is the beginning of the batch, never one with a hole in it.
    ordered: true,
    writeConcern: { w: 'majority', j: true, wtimeout: limits.logWriteMs },
    documents,
  })
  const [failure] = answer.writeErrors ?? []
  if (failure) return Object.assign(new Error('the exchange log was not written'), { code: failure.code })
  if (answer.writeConcernError) throw new Error('the exchange log is not on the disk of a majority')
  return null
}

async function notYetWritten(records: LogCollections['records'], batch: readonly StoredRecord[]) {
  const found = await records
    .find({ _id: { $in: batch.map(({ _id }) => _id) } }, { projection: { hash: 1 } })
    .maxTimeMS(limits.databaseCommandMs)
    .toArray()
  const hashes = new Map(found.map(({ _id, hash }) => [_id, hash]))
  const foreign = batch.find(({ _id, hash }) => hashes.has(_id) && hashes.get(_id) !== hash)
  // Writers are random: only a hand that follows this chain can have put another record into its place.
  if (foreign) throw new Error(`the exchange log holds a foreign record at ${foreign._id}`)
  return batch.filter(({ _id }) => !hashes.has(_id))
}

/** Writes a head; the same head again is no error. */
export async function writeHead({ heads }: LogCollections, head: Head): Promise<void> {
  await heads.insertOne({ _id: `${head.writer}.${head.index}`, ...head }).catch((error: { code?: unknown }) => {
    if (error.code !== duplicateKey) throw error
  })
}

/**
 * The last record of the chain that `head` signed: those behind the head are looked for by their ids,
 * since a writer that was killed signed no last one. Null where not even the head's own record is there.
 */
export async function lastRecord({ records }: LogCollections, head: ChainPosition): Promise<ChainPosition | null> {
  let last: ChainPosition | null = null
  for (let from = head.index; ; from += limits.logHeadRecords) {
    const ids = Array.from({ length: limits.logHeadRecords }, (_, offset) => `${head.writer}.${from + offset}`)
    const found = await records
      .find({ _id: { $in: ids } }, { projection: { _id: 0, writer: 1, index: 1, hash: 1 } })
      .sort({ index: -1 })
      .limit(1)
      .maxTimeMS(limits.databaseCommandMs)
      .next()
    if (!found) return last
    last = { writer: found.writer, index: found.index, hash: found.hash }
    if (last.index < from + limits.logHeadRecords - 1) return last
  }
}
