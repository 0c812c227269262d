import type { Hub } from '../../../gateway/hub.ts'
import type { Random } from '../../../seed/population/random.ts'
import { openRows, sealRow } from '../../../subgraphs/_kit/at-rest/at-rest.ts'
import type { Cell } from './province-tables.ts'

export type PlainRow = Readonly<Record<string, unknown>>

/** A difference between two databases in one place: what stands there, and what shall. */
export interface Change {
  readonly collection: string
  /** Null: the row is not there. */
  readonly before: PlainRow | null
  readonly after: PlainRow | null
}

function placeOf(hub: Hub, collection: string) {
  const [folder = '', name = ''] = collection.split('/')
  const subgraph = hub.subgraphs.find((one) => one.name === folder)
  const { db } = subgraph?.database.connection ?? {}
  if (!subgraph || !db) throw new Error(`${folder} is not connected`)
  return { name, subgraph, rows: db.collection<{ _id: string }>(name), atRest: subgraph.database.atRest }
}

/** All rows of a collection as the owner reads them: sealed fields opened. */
export async function plainRows(hub: Hub, collection: string): Promise<PlainRow[]> {
  const { name, rows, atRest } = placeOf(hub, collection)
  const found = await rows.find({}).sort({ _id: 1 }).toArray()
  return openRows(atRest, name, found as never[]).map((row) => ({ ...(row as PlainRow) }))
}

/**
 * Writes what a change says, sealed as the agency seals it; the way back is the change turned round.
 * False where an index takes the new row for one that is there: then nothing was written.
 */
export async function writeChange(hub: Hub, { collection, before, after }: Change): Promise<boolean> {
  const { name, rows, atRest } = placeOf(hub, collection)
  try {
    if (after === null) await rows.deleteOne({ _id: String(before?._id) })
    else
      await rows.replaceOne({ _id: String(after._id) }, sealRow(atRest, name, { ...after }) as never, { upsert: true })
    return true
  } catch (error) {
    if ((error as { code?: unknown }).code === duplicateKey) return false
    throw error
  }
}

const duplicateKey = 11000

/** The same change undone. */
export function undone({ collection, before, after }: Change): Change {
  return { collection, before: after, after: before }
}

/** A change of one cell of a row; null where chance finds no other value for it. */
export function randomChange(
  random: Random,
  hub: Hub,
  cell: Cell,
  row: PlainRow,
  pool: readonly PlainRow[],
): Change | null {
  const { collection } = cell
  if (cell.kind === 'row') {
    if (random.chance(0.5)) return { collection, before: row, after: null }
    return { collection, before: null, after: { ...fresh(random, hub, collection, row), _id: `${row._id}-n` } }
  }
  const value = cell.kind === 'unique' ? altered(random, row[cell.field]) : otherValue(random, cell, row, pool)
  if (JSON.stringify(value) === JSON.stringify(row[cell.field])) return null
  return { collection, before: row, after: { ...row, [cell.field]: value } }
}

/** Another value of the same kind: that of another row, or nothing at all. */
export function otherValue(random: Random, cell: Cell, row: PlainRow, pool: readonly PlainRow[]): unknown {
  const known = row[cell.field]
  if (random.chance(0.15)) return Array.isArray(known) ? [] : null
  for (let tries = 0; tries < 8; tries += 1) {
    const value = random.pick(pool)[cell.field]
    if (value != null && JSON.stringify(value) !== JSON.stringify(known)) return value
  }
  return Array.isArray(known) ? [] : null
}

/** A copy that no unique index takes for the same row. */
function fresh(random: Random, hub: Hub, collection: string, row: PlainRow): PlainRow {
  const { name, subgraph } = placeOf(hub, collection)
  const { schema } = subgraph.agency.collections[name] ?? {}
  const unique = Object.keys(row).filter((field) => schema?.path(field)?.options?.unique === true)
  return { ...row, ...Object.fromEntries(unique.map((field) => [field, altered(random, row[field])])) }
}

/** The same text with other digits at its end; numbers and truth values turned. */
function altered(random: Random, value: unknown): unknown {
  if (typeof value === 'number') return value + random.int(1, 9)
  if (typeof value === 'boolean') return !value
  if (typeof value !== 'string') return null
  const tail = String(random.int(0, 999)).padStart(3, '0')
  return value.length > 3 ? value.slice(0, -3) + tail : tail
}

/** Everybody whom a row names: personal IDs are twelve digits. */
export function personsIn(row: PlainRow): string[] {
  return JSON.stringify(row).match(/(?<=")\d{12}(?=")/g) ?? []
}
