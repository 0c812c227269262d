import { type LogCollections, logClient, logCollections } from './log-store.ts'

/** Everything that the log's database holds, as it lies there: nothing is taken for whole that was not verified. */
export interface LogChains {
  heads(): AsyncGenerator<unknown>
  /** The first record of each writer. */
  beginnings(): AsyncGenerator<unknown>
  /** All records, writer by writer, each writer's by index. */
  records(): AsyncGenerator<unknown>
  close(): Promise<void>
}

/** An index has at most so many digits; a name with more is no place of a chain. */
const digitsMax = 15

/** Opens the log's database to read it whole, as the export and the verifier do; writes nothing. */
export function openLogChains(uri: string): LogChains {
  const client = logClient(uri)
  const store = logCollections(client, uri)
  return {
    heads: () => store.heads.find({}, { projection: { _id: 0 } }).stream() as unknown as AsyncGenerator<unknown>,
    beginnings: () => beginnings(store),
    records: () => records(store),
    close: () => client.close(),
  }
}

async function* beginnings({ records }: LogCollections): AsyncGenerator<unknown> {
  for await (const writer of writers(records)) {
    const first = await records.findOne({ _id: `${writer}.0` })
    if (first) yield first
  }
}

async function* records({ records }: LogCollections): AsyncGenerator<unknown> {
  for await (const writer of writers(records)) yield* recordsOf(records, writer)
  // Put there by another hand: no writer names its records so.
  yield* records.find({ _id: { $not: { $type: 'string' } } } as never)
}

/** Every writer of the collection, by one seek in the index of `_id` each. */
async function* writers(records: LogCollections['records']): AsyncGenerator<string> {
  for (let from = ''; ; ) {
    const next = await records.findOne({ _id: { $gte: from } }, { sort: { _id: 1 }, projection: { _id: 1 } })
    if (!next) return
    const writer = next._id.split('.')[0] as string
    yield writer
    // The character behind the dot: past all names of this writer.
    from = `${writer}/`
  }
}

/**
 * One writer's records by index, from the index of `_id` alone: names of equally many digits stand in the
 * order of their numbers there, so they are read by their length. No other index has to be kept for it.
 */
async function* recordsOf(records: LogCollections['records'], writer: string): AsyncGenerator<unknown> {
  const all = { $gte: writer, $lt: `${writer}/` }
  const count = await records.countDocuments({ _id: all })
  let read = 0
  for (let digits = 1; digits <= digitsMax && read < count; digits += 1) {
    const pattern = digits === 1 ? '\\.\\d$' : `\\.[1-9]\\d{${digits - 1}}$`
    for await (const record of records.find({ _id: { ...all, $regex: pattern } }).sort({ _id: 1 })) {
      read += 1
      yield record
    }
  }
  if (read < count) yield* records.find({ _id: { ...all, $not: { $regex: '\\.(\\d|[1-9]\\d{1,14})$' } } })
}
