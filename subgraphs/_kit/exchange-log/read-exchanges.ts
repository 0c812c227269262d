import { limits } from '../../../schema/limits.ts'
import type { CursorPosition } from '../cursor.ts'
import { behind, type Order } from '../page.ts'
import type { Row } from '../request-scope.ts'
import type { LogCollections } from './log-store.ts'
import type { ExchangeRecord } from './record.ts'

/** Which exchanges; what is left out does not narrow. All that is given must hold. */
export interface ExchangeQuery {
  /** ISO instants; `from` inclusive, `to` exclusive. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** Each: asked by this agency, or answered from a database that it holds. */
  readonly parties?: readonly { readonly agency: string | null; readonly databases: readonly string[] }[]
  /** About the person who has one of these keys. */
  readonly subjectKeys?: readonly string[]
}

/** A record as a page of exchanges shows it; `_id` is `<writer>.<index>`. */
export interface ExchangeRow extends ExchangeRecord {
  readonly _id: string
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

/** Reads through the connection of an open log. */
export function exchangeReader({ records }: LogCollections): ExchangeReader {
  const withheldAmong = async (found: readonly { writer: string; index: number }[]) => {
    const places = found.map(({ writer, index }) => ({ writer, 'record.withheld.index': index }))
    if (places.length === 0) return new Set<string>()
    const told = await records.find({ $or: places }, { maxTimeMS, projection: { writer: 1, record: 1 } }).toArray()
    return new Set(told.map(({ writer, record }) => `${writer}.${'withheld' in record ? record.withheld.index : ''}`))
  }
  return {
    async page(query, position, size) {
      const found = await records
        .find({ $and: [filterOf(query), behind(position, inRecord)] }, { maxTimeMS })
        .sort({ 'record.at': -1, _id: -1 })
        .limit(size)
        .toArray()
      const withheld = await withheldAmong(found)
      return found.map(({ _id, record }) => ({ ...(record as ExchangeRecord), _id, withheld: withheld.has(_id) }))
    },
    count: (query) => records.countDocuments(filterOf(query), { maxTimeMS }),
    askingAgencies: () => records.distinct('record.agency', { 'record.form': { $in: forms } }, { maxTimeMS }),
  }
}

function filterOf({ from, to, parties, subjectKeys }: ExchangeQuery): Row {
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
    ],
  }
}
