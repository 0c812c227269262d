import { limits } from '../../../schema/limits.ts'
import type { Database } from '../database.ts'
import type { Row } from '../row.ts'
import type { KeptDataKeys } from './data-keys.ts'
import { keyCollection, requireKeysFit, writeKeyCheck } from './key-check.ts'
import { openValue, sealedBy, sealValue } from './seal-value.ts'
import type { SensitivePath } from './sensitive-paths.ts'

export interface Rotation {
  readonly database: Database
  readonly keys: KeptDataKeys
  /** Waits until every process that serves the database has noticed a change of the keys and ended what it began before. */
  settle(): Promise<void>
  /** Rows looked at and rows that there are. */
  progress(done: number, total: number): void
}

/** How far a rotation came; in the database itself, so that it is resumed after a crash. */
interface RotationState {
  readonly _id: 'rotation'
  readonly to: string
  /** The collections that are done, and the `_id` up to which the next one is. */
  readonly done: readonly string[]
  readonly after: string | null
}

const durably = { writeConcern: { w: 'majority' as const, journal: true } }

/**
 * Gives a database a new data key, seals its values by it, and forgets the former key when nothing
 * is sealed by that any more. Reads are right at every moment: all processes know both keys before
 * the first value is sealed anew, and until the last reader of the former has ended. Ended by
 * whatever cause, it goes on where it stopped when it is called again.
 * @returns how many rows were sealed anew
 * @throws where values are left that the former key does not open; both keys are kept then
 */
export async function rotateDatabase(rotation: Rotation): Promise<number> {
  const { database, keys, settle } = rotation
  await requireKeysFit(database)
  await keys.renew(database.name)
  await writeKeyCheck(database)
  await settle()
  let sealed = 0
  for (let pass = 0; pass < limits.rotationPasses; pass += 1) {
    sealed += await sealAnew(rotation)
    if ((await countFormer(database)) === 0) {
      // Whoever has read a row under the former key has opened it by then.
      await settle()
      await keys.dropFormer(database.name)
      await writeKeyCheck(database)
      await states(database).deleteOne({ _id: 'rotation' }, durably)
      return sealed
    }
    await states(database).deleteOne({ _id: 'rotation' }, durably)
  }
  throw new Error(`${database.name}: ${await countFormer(database)} rows hold values that no data key opens`)
}

async function sealAnew({ database, progress }: Rotation): Promise<number> {
  const { current } = database.atRest.ring()
  const known = await states(database).findOne({ _id: 'rotation' })
  let state: RotationState =
    known?.to === current.kid ? known : { _id: 'rotation', to: current.kid, done: [], after: null }
  const counted = await Promise.all(
    database.atRest.collections.map((name) => native(database, name).estimatedDocumentCount()),
  )
  const total = counted.reduce((sum, count) => sum + count, 0)
  let sealed = 0
  let seen = 0
  for (const name of database.atRest.collections) {
    if (state.done.includes(name)) continue
    for (;;) {
      const rows = await nextRows(database, name, state.after)
      sealed += await sealRows(database, name, rows)
      seen += rows.length
      progress(Math.min(seen, total), total)
      const last = rows.at(-1)
      state = last ? { ...state, after: String(last._id) } : { ...state, done: [...state.done, name], after: null }
      await states(database).replaceOne({ _id: 'rotation' }, state, { upsert: true, ...durably })
      if (!last) break
    }
  }
  return sealed
}

function nextRows(database: Database, name: string, after: string | null): Promise<Row[]> {
  const fields = Object.fromEntries(database.atRest.paths(name).map(({ field }) => [field, 1]))
  return native(database, name)
    .find(after === null ? {} : ({ _id: { $gt: after } } as Row), { projection: fields })
    .sort({ _id: 1 })
    .limit(limits.rotatedRows)
    .toArray()
}

/** A row that was changed meanwhile is left to the next pass: its old text is part of the filter. */
async function sealRows(database: Database, name: string, rows: readonly Row[]): Promise<number> {
  const paths = database.atRest.paths(name)
  const updates = rows.flatMap((row) => {
    const next = sealedAnew(database, name, paths, row)
    const fields = Object.keys(next)
    if (fields.length === 0) return []
    const before = Object.fromEntries(fields.map((field) => [field, row[field]]))
    return [{ updateOne: { filter: { _id: row._id, ...before }, update: { $set: next } } }]
  })
  if (updates.length === 0) return 0
  const { modifiedCount } = await native(database, name).bulkWrite(updates, { ordered: false, ...durably })
  return modifiedCount
}

function sealedAnew(database: Database, collection: string, paths: readonly SensitivePath[], row: Row): Row {
  const ring = database.atRest.ring()
  const next: Row = {}
  for (const { field, form } of paths) {
    const kid = sealedBy(row[field])
    if (kid === null || kid === ring.current.kid) continue
    const place = { collection, field, id: form === 'row' ? String(row._id) : null }
    try {
      next[field] = sealValue(ring.current, place, openValue(ring, place, row[field]))
    } catch {
      // It was altered; it is counted at the end, and the key that might open its backup is kept.
    }
  }
  return next
}

/** Rows with a value that another key than the current one has sealed. */
async function countFormer(database: Database): Promise<number> {
  const { kid } = database.atRest.ring().current
  const another = { $regex: `^s1:(?!${kid}:)` }
  const counts = await Promise.all(
    database.atRest.collections.map((name) => {
      const fields = database.atRest.paths(name).map(({ field }) => ({ [field]: another }))
      return native(database, name).countDocuments({ $or: fields })
    }),
  )
  return counts.reduce((sum, count) => sum + count, 0)
}

function native({ connection }: Database, name: string) {
  return connection.collection<Row>(name)
}

function states({ connection }: Database) {
  return connection.collection<RotationState>(keyCollection)
}
