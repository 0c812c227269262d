import type { Database } from '../../subgraphs/_kit/database.ts'
import type { PlantedConflict } from '../population/population.ts'

/** Raised when the documents that the seed makes change: an older load is then replaced, not resumed. */
export const seedVersion = 2

/** What the seed wrote into one database, and how far it came. Kept in that database itself. */
export interface SeedMarker {
  readonly _id: 'seed'
  readonly synthetic: true
  readonly version: number
  readonly persons: number
  readonly seed: string
  readonly chunkCount: number
  /** The first chunk that is not known to be written whole. */
  readonly nextChunk: number
  readonly documents: number
  readonly planted: Partial<Record<PlantedConflict, number>>
  readonly complete: boolean
}

const markerCollection = 'hubSeed'

/** The marker of a database, or null where the seed never wrote. */
export async function readMarker(database: Database): Promise<SeedMarker | null> {
  return native(database).collection<SeedMarker>(markerCollection).findOne({ _id: 'seed' })
}

/** Writes the marker durably: what it says must outlive a crash. */
export async function writeMarker(database: Database, marker: SeedMarker): Promise<void> {
  await native(database)
    .collection<SeedMarker>(markerCollection)
    .replaceOne({ _id: 'seed' }, marker, { upsert: true, writeConcern: { w: 'majority', journal: true } })
}

/** True where the database holds anything that the seed did not write. */
export async function isForeign(database: Database): Promise<boolean> {
  if (await readMarker(database)) return false
  const collections = await native(database).listCollections({}, { nameOnly: true }).toArray()
  for (const { name } of collections) {
    if (name.startsWith('system.')) continue
    if (
      await native(database)
        .collection(name)
        .findOne({}, { projection: { _id: 1 } })
    )
      return true
  }
  return false
}

/** Drops what an earlier seed wrote; only ever called on a database that bears the marker or is empty. */
export async function dropSeed(database: Database): Promise<void> {
  await native(database).dropDatabase()
}

/** The driver's own handle: the seed writes documents as they are, without mongoose's casting. */
export function native(database: Database): NonNullable<Database['connection']['db']> {
  const { db } = database.connection
  if (!db) throw new Error(`the database of ${database.name} is not connected`)
  return db
}
