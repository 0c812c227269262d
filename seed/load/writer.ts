import type { LoadedAgency } from '../../subgraphs/_kit/agency.ts'
import { sealRow } from '../../subgraphs/_kit/at-rest/at-rest.ts'
import type { Database } from '../../subgraphs/_kit/database.ts'
import type { PlantedConflict, PopulationChunk, SeedDocument, SyntheticProvince } from '../population/population.ts'
import { native, type SeedMarker, writeMarker } from './marker.ts'

const documentsPerCommand = 2_000
const duplicateKey = 11_000

/** One agency's bulk writer. It takes chunks in their order and never holds more than one. */
export interface Writer {
  readonly name: string
  marker(): SeedMarker
  constants(province: SyntheticProvince): Promise<void>
  chunk(chunk: PopulationChunk): Promise<void>
  finish(): Promise<void>
}

/** Opens the writer of one database at the place where the marker says that it stopped. */
export function openWriter(agency: LoadedAgency, database: Database, start: SeedMarker): Writer {
  let marker = start
  const keep = async (next: Partial<SeedMarker>) => {
    marker = { ...marker, ...next }
    await writeMarker(database, marker)
  }
  return {
    name: database.name,
    marker: () => marker,
    async constants(province) {
      if (marker.nextChunk > 0 || marker.complete) return
      const written = await insertAll(database, agency.seed.constants?.(province) ?? [])
      await keep({ documents: written.documents, planted: written.planted })
    },
    async chunk(chunk) {
      if (chunk.index < marker.nextChunk || marker.complete) return
      const written = await insertAll(database, agency.seed.documents(chunk))
      await keep({
        nextChunk: chunk.index + 1,
        documents: marker.documents + written.documents,
        planted: addUp(marker.planted, written.planted),
      })
    },
    async finish() {
      if (marker.complete) return
      await Promise.all(Object.keys(agency.collections).map((name) => makeIndexes(agency, database, name)))
      await keep({ complete: true })
    },
  }
}

/** After the load, all of a collection in one command: each command of its own waits for the disk. */
async function makeIndexes(agency: LoadedAgency, database: Database, name: string): Promise<void> {
  const indexes = agency.collections[name]?.schema.indexes() ?? []
  await database.collection(name).createCollection()
  if (indexes.length === 0) return
  const specifications = indexes.map(([key, { unique }]) => ({
    // Lists are ordered by a field and then by `_id`; an index that ends in it serves both.
    key: unique ? (key as Record<string, 1>) : { ...(key as Record<string, 1>), _id: 1 as const },
    ...(unique ? { unique: true } : {}),
  }))
  await native(database).collection(name).createIndexes(specifications)
}

interface Written {
  readonly documents: number
  readonly planted: Partial<Record<PlantedConflict, number>>
}

async function insertAll(database: Database, source: Iterable<SeedDocument>): Promise<Written> {
  const waiting = new Map<string, SeedDocument['document'][]>()
  const planted: Partial<Record<PlantedConflict, number>> = {}
  let documents = 0
  for (const { collection, document, plants } of source) {
    documents += 1
    if (plants) planted[plants] = (planted[plants] ?? 0) + 1
    const batch = waiting.get(collection) ?? []
    batch.push(sealRow(database.atRest, collection, document))
    waiting.set(collection, batch)
    if (batch.length >= documentsPerCommand) {
      waiting.delete(collection)
      await insert(database, collection, batch)
    }
  }
  for (const [collection, batch] of waiting) await insert(database, collection, batch)
  return { documents, planted }
}

/** A document that is there already was written by the run that stopped: its `_id` says what it holds. */
async function insert(database: Database, collection: string, batch: SeedDocument['document'][]): Promise<void> {
  try {
    await native(database)
      .collection<{ _id: string }>(collection)
      .insertMany(batch, { ordered: false, writeConcern: { w: 1, journal: false } })
  } catch (error) {
    if (!onlyDuplicates(error)) throw error
  }
}

function onlyDuplicates(error: unknown): boolean {
  const failures = (error as { writeErrors?: { code?: number }[] | { code?: number } }).writeErrors
  const list = failures === undefined ? [] : [failures].flat()
  return list.length > 0 && list.every((failure) => failure.code === duplicateKey)
}

function addUp(a: SeedMarker['planted'], b: SeedMarker['planted']): SeedMarker['planted'] {
  const sum: Partial<Record<PlantedConflict, number>> = { ...a }
  for (const [name, count] of Object.entries(b)) {
    const key = name as PlantedConflict
    sum[key] = (sum[key] ?? 0) + count
  }
  return sum
}
