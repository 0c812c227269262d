import type { LoadedAgency } from '../../subgraphs/_kit/agency.ts'
import { keysFit, requireKeysFit, writeKeyCheck } from '../../subgraphs/_kit/at-rest/key-check.ts'
import type { Database } from '../../subgraphs/_kit/database.ts'
import { makeChunk } from '../population/chunk.ts'
import { makeProvince } from '../population/province.ts'
import { dropSeed, isForeign, readMarker, type SeedMarker, seedVersion, writeMarker } from './marker.ts'
import { openWriter, type Writer } from './writer.ts'

export interface SeedTarget {
  readonly agency: LoadedAgency
  readonly database: Database
}

export interface SeedRequest {
  readonly targets: readonly SeedTarget[]
  readonly persons: number
  readonly seed: string
  /** True for `npm run seed`: what an earlier seed left is replaced. False at start: it is kept. */
  readonly replace: boolean
  readonly progress: (done: number, total: number, phase: SeedPhase) => void
}

export type SeedPhase = 'persons' | 'indexes'

export interface SeedReport {
  readonly persons: number
  readonly seed: string
  readonly written: readonly string[]
  readonly kept: readonly string[]
  /** Databases that could not be reached; they are seeded when they come back. */
  readonly unreachable: readonly string[]
  readonly documents: number
  readonly planted: Readonly<Record<string, number>>
}

/**
 * Fills the databases with the reference data and one synthetic population. Resumes where an
 * earlier run stopped, and writes exactly the same documents however often it runs.
 * @throws where a database holds anything that the seed did not write: the hub never mixes
 * synthetic records into real ones
 */
export async function seedProvince(request: SeedRequest): Promise<SeedReport> {
  const reachable = request.targets.filter((target) => target.database.state().up)
  const markers = await Promise.all(reachable.map(({ database }) => readMarker(database)))
  const wanted = request.replace ? request : agreed(request, markers)
  const province = makeProvince({ persons: wanted.persons, seed: wanted.seed })
  const fresh = { version: seedVersion, persons: wanted.persons, seed: wanted.seed, chunkCount: province.chunkCount }
  // Before any database is changed: one that is not ours leaves all the others as they are.
  const foreign = await Promise.all(reachable.map(({ database }) => isForeign(database)))
  const first = reachable.find((_target, index) => foreign[index])
  if (first) throw new Error(foreignDatabase(first.database.name))
  // `npm run seed` makes the synthetic records anew, so lost keys cost nothing; a start only says so.
  if (!request.replace) await Promise.all(reachable.map(({ database }) => requireKeysFit(database)))
  const plans = await allEnded(reachable.map((target, index) => plan(target, markers[index] ?? null, fresh)))
  const writers = plans.filter((writer) => !writer.marker().complete)
  if (writers.length > 0) {
    await allEnded(writers.map((writer) => writer.constants(province)))
    await writeChunks(writers, province, request)
    await finishAll(writers, request)
  }
  return reportOf(request, wanted, plans, writers)
}

/** At start the numbers of an earlier load hold, so that a new agency joins the same population. */
function agreed(request: SeedRequest, markers: readonly (SeedMarker | null)[]): { persons: number; seed: string } {
  const known = markers.find((marker) => marker !== null && marker.version === seedVersion)
  return known ?? request
}

async function plan(
  { agency, database }: SeedTarget,
  marker: SeedMarker | null,
  fresh: Pick<SeedMarker, 'version' | 'persons' | 'seed' | 'chunkCount'>,
): Promise<Writer> {
  const same = marker?.version === fresh.version && marker.persons === fresh.persons && marker.seed === fresh.seed
  if (same && (await keysFit(database))) {
    if (!marker.complete) await writeKeyCheck(database)
    return openWriter(agency, database, marker)
  }
  await dropSeed(database)
  const start: SeedMarker = {
    _id: 'seed',
    synthetic: true,
    ...fresh,
    nextChunk: 0,
    documents: 0,
    planted: {},
    complete: false,
  }
  // Before the first document, so that a crash never leaves records that nobody owns to.
  await writeMarker(database, start)
  await writeKeyCheck(database)
  return openWriter(agency, database, start)
}

/** Makes the next chunk while the last one is written; never more than two are in memory. */
async function writeChunks(
  writers: readonly Writer[],
  province: ReturnType<typeof makeProvince>,
  request: SeedRequest,
): Promise<void> {
  const first = Math.min(...writers.map((writer) => writer.marker().nextChunk))
  let writing: Promise<unknown> = Promise.resolve()
  for (let index = first; index < province.chunkCount; index += 1) {
    request.progress(index, province.chunkCount, 'persons')
    const chunk = makeChunk(province, index)
    await writing
    writing = allEnded(writers.map((writer) => writer.chunk(chunk)))
    // A failed write is heard at the next turn; without this it would be an unhandled rejection until then.
    writing.catch(() => {})
  }
  await writing
  request.progress(province.chunkCount, province.chunkCount, 'persons')
}

async function finishAll(writers: readonly Writer[], request: SeedRequest): Promise<void> {
  let done = 0
  request.progress(done, writers.length, 'indexes')
  await allEnded(
    writers.map(async (writer) => {
      await writer.finish()
      done += 1
      request.progress(done, writers.length, 'indexes')
    }),
  )
}

/** The results, or the first failure once all have ended: whoever hears of it finds nobody writing. */
async function allEnded<T>(works: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(works)
  return Promise.all(works)
}

function reportOf(
  request: SeedRequest,
  { persons, seed }: { persons: number; seed: string },
  plans: readonly Writer[],
  writers: readonly Writer[],
): SeedReport {
  const written = new Set(writers.map((writer) => writer.name))
  const planted: Record<string, number> = {}
  for (const writer of plans) {
    for (const [name, count] of Object.entries(writer.marker().planted)) planted[name] = (planted[name] ?? 0) + count
  }
  return {
    persons,
    seed,
    written: [...written],
    kept: plans.map((writer) => writer.name).filter((name) => !written.has(name)),
    unreachable: request.targets
      .map(({ database }) => database.name)
      .filter((name) => !plans.some((p) => p.name === name)),
    documents: plans.reduce((sum, writer) => sum + writer.marker().documents, 0),
    planted,
  }
}

function foreignDatabase(name: string): string {
  return (
    `Cơ sở dữ liệu ${name} đã có dữ liệu không do bộ sinh dữ liệu tạo ra; nền tảng không trộn dữ liệu tổng hợp vào. ` +
    `The database ${name} holds data that the seed did not write, and synthetic records are never mixed into it. ` +
    'Point MONGODB_URI at an empty server, or at another database by its path (mongodb://host/prefix).'
  )
}
