import { limits } from '../../../schema/limits.ts'
import { groupBy } from '../../../seed/reference/group-by.ts'
import type { CursorPosition } from '../cursor.ts'
import { behind, type Order } from '../page.ts'
import type { Row } from '../row.ts'
import { receiptOf } from './chain.ts'
import type { LogCollections } from './log-store.ts'
import type { ExchangeRecord, StoredRecord } from './record.ts'

/** Which exchanges; what is left out does not narrow. All that is given must hold. */
export interface ExchangeQuery {
  /** ISO instants; `from` inclusive, `to` exclusive. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** Each: asked by this agency, or answered from a database that it holds. */
  readonly parties?: readonly { readonly agency: string | null; readonly databases: readonly string[] }[]
  /** About the person who has one of these keys. */
  readonly subjectKeys?: readonly string[]
  /**
   * Only what the person is told of: answers that left, for purposes without a legal exemption
   * (`seed/law/exemptions.csv`). Meant for few rows: those of one person.
   */
  readonly told?: boolean
}

/** A record as a page of exchanges shows it; `_id` is `<writer>.<index>`. */
export interface ExchangeRow extends ExchangeRecord {
  readonly _id: string
  /** `<writer>.<index>.<hash>`, as the caller had it in `x-log-head`. */
  readonly receipt: string
  /** The record came too late: this answer never left. */
  readonly withheld: boolean
}

/** The read side of the log. */
export interface ExchangeReader {
  /** At most `size` exchanges behind the position, newest first by `at`, ties by `_id`. */
  page(query: ExchangeQuery, position: CursorPosition | null, size: number): Promise<ExchangeRow[]>
  count(query: ExchangeQuery): Promise<number>
  /** Every agency that ever asked; null: somebody without one. */
  askingAgencies(): Promise<(string | null)[]>
}

/** The order of the pages, by the field of the row; what a cursor names. */
export const newestFirst: Order = { field: 'at', direction: -1 }

const inRecord: Order = { ...newestFirst, field: 'record.at' }
const maxTimeMS = limits.databaseCommandMs
const forms = ['GRAPHQL', 'SUBGRAPH'] as const

/** Records that are looked through at once where withheld ones among them do not count. */
const lookedThrough = 500

/** Reads through the connection of an open log. */
export function exchangeReader({ records }: LogCollections): ExchangeReader {
  const read = async (query: ExchangeQuery, position: CursorPosition | null, size: number) => {
    const found = await records
      .find({ $and: [filterOf(query), behind(position, inRecord)] }, { maxTimeMS })
      .sort({ 'record.at': -1, _id: -1 })
      .limit(size)
      .toArray()
    const withheld = await withheldAmong(records, found)
    return found.map((stored) => rowOf(stored, withheld.has(stored._id)))
  }
  /** Batch after batch, until `most` rows that left are found or there are no more. */
  const readTold = async (query: ExchangeQuery, after: CursorPosition | null, most: number, batch: number) => {
    const told: ExchangeRow[] = []
    for (let position = after; told.length < most; ) {
      const found = await read(query, position, batch)
      told.push(...found.filter(({ withheld }) => !withheld))
      const last = found.at(-1)
      if (!last || found.length < batch) break
      position = { value: last.at, id: last._id }
    }
    return told.slice(0, most)
  }
  const countTold = async (query: ExchangeQuery) => {
    let told = 0
    for (let position: CursorPosition | null = null; ; ) {
      const found: ExchangeRow[] = await read(query, position, lookedThrough)
      told += found.filter(({ withheld }) => !withheld).length
      const last = found.at(-1)
      if (!last || found.length < lookedThrough) return told
      position = { value: last.at, id: last._id }
    }
  }
  return {
    page: (query, position, size) => (query.told ? readTold(query, position, size, size) : read(query, position, size)),
    count: async (query) => (query.told ? countTold(query) : records.countDocuments(filterOf(query), { maxTimeMS })),
    // The index on the agency alone answers it; records that are no exchanges have none.
    askingAgencies: () => records.distinct('record.agency', {}, { maxTimeMS }),
  }
}

function rowOf(stored: StoredRecord, withheld: boolean): ExchangeRow {
  return { ...(stored.record as ExchangeRecord), _id: stored._id, receipt: receiptOf(stored).text, withheld }
}

/** Ids of those whose answers never left: a later record of the same chain says so. */
async function withheldAmong(
  records: LogCollections['records'],
  found: readonly StoredRecord[],
): Promise<ReadonlySet<string>> {
  if (found.length === 0) return new Set()
  const byWriter = groupBy(found, ({ writer }) => writer)
  const places = [...byWriter].map(([writer, of]) => {
    return { writer, 'record.withheld.index': { $in: of.map(({ index }) => index) } }
  })
  const told = await records.find({ $or: places }, { maxTimeMS, projection: { writer: 1, record: 1 } }).toArray()
  return new Set(told.map(({ writer, record }) => `${writer}.${'withheld' in record ? record.withheld.index : ''}`))
}

function filterOf({ from, to, parties, subjectKeys, told }: ExchangeQuery): Row {
  const at = { ...(from === undefined ? {} : { $gte: from }), ...(to === undefined ? {} : { $lt: to }) }
  return {
    $and: [
      // Beginnings of chains and withheld answers are no exchanges.
      { 'record.form': { $in: forms } },
      ...(Object.keys(at).length > 0 ? [{ 'record.at': at }] : []),
      ...(parties ?? []).map(({ agency, databases }) => ({
        $or: [{ 'record.agency': agency }, { 'record.databases': { $in: databases } }],
      })),
      ...(subjectKeys ? [{ 'record.subjects.key': { $in: subjectKeys } }] : []),
      ...(told ? [{ 'record.exemption': null }] : []),
    ],
  }
}
