import { limits } from '../schema/limits.ts'
import type { Database } from '../subgraphs/_kit/database.ts'
import { copyResidence, type Resident, writeResidence } from './copy-residence.ts'

type Connection = Database['connection']
type Native = NonNullable<Connection['db']>
type Stream = ReturnType<typeof residentsOf>

export interface FollowOptions {
  /** The database of residence, whose `residents` say where everybody lives. */
  readonly residence: Connection
  /** The register's database, whose `persons` every agency asks. */
  readonly register: Connection
  /** Hears once why following broke off; it goes on by itself. */
  readonly report: (error: unknown) => void
}

export interface Following {
  /** Resolves when the register agrees with the residents for the first time. */
  readonly caughtUp: Promise<void>
  stop(): Promise<void>
}

/**
 * Keeps the register's map of residence true to the residence database, by its change stream: the
 * territory of a grant reaches a person where they live now. The place reached is kept beside the
 * map, so that a restart goes on where the last run ended; where the stream does not reach back
 * so far, everything is compared anew. Writing the same twice changes nothing.
 */
export function followResidence({ residence, register, report }: FollowOptions): Following {
  const run = { stopped: false, failing: false, stream: null as Stream | null, wake: () => {} }
  let caught = () => {}
  const caughtUp = new Promise<void>((resolve) => {
    caught = resolve
  })
  const follow = async () => {
    while (!run.stopped) {
      try {
        await followOnce({ residence: nativeOf(residence), register: nativeOf(register), run, caught })
      } catch (error) {
        if (run.stopped) return
        if (!run.failing) report(error)
        run.failing = true
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, limits.residenceRetryMs)
          run.wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
    }
  }
  const ended = follow()
  return {
    caughtUp,
    async stop() {
      run.stopped = true
      run.wake()
      await run.stream?.close().catch(() => {})
      await ended
    },
  }
}

interface Run {
  stopped: boolean
  failing: boolean
  stream: Stream | null
}

interface Leg {
  readonly residence: Native
  readonly register: Native
  readonly run: Run
  readonly caught: () => void
}

/** Follows until the stream ends or fails. */
async function followOnce({ residence, register, run, caught }: Leg): Promise<void> {
  const places = placesOf(register)
  const kept = await places.findOne({ _id: 'residents' })
  const stream = residentsOf(residence, kept?.token)
  run.stream = stream
  const keep = async () => {
    const token = stream.resumeToken
    await places.updateOne({ _id: 'residents' }, { $set: { token } }, { upsert: true })
  }
  try {
    // The stream stands before anything is compared: no move falls between the two.
    let event = await stream.tryNext()
    if (!kept) await copyResidence(residence, register, () => run.stopped)
    let keptAt = kept ? Date.now() : 0
    while (!run.stopped) {
      if (event?.operationType === 'invalidate') return await forgetPlace(register)
      if (event) await apply(register, event)
      else caught()
      run.failing = false
      if (event || Date.now() - keptAt >= limits.residenceTokenMs) {
        await keep()
        keptAt = Date.now()
      }
      event = await stream.tryNext()
    }
  } catch (error) {
    if (!run.stopped && isRefused(error)) await forgetPlace(register).catch(() => {})
    throw error
  } finally {
    await stream.close().catch(() => {})
  }
}

async function apply(register: Native, event: Move): Promise<void> {
  // The `_id` of a resident is the personal ID: nothing else is left of one that was deleted.
  if (event.operationType === 'delete') return writeResidence(register, event.documentKey._id, null)
  const { fullDocument } = event
  if (fullDocument) await writeResidence(register, fullDocument.personalId, fullDocument.unitId ?? null)
}

interface Move {
  readonly operationType: string
  readonly documentKey: { readonly _id: string }
  readonly fullDocument?: Resident | null
}

function residentsOf(residence: Native, token: unknown) {
  const moves = [{ $match: { operationType: { $in: ['insert', 'update', 'replace', 'delete', 'invalidate'] } } }]
  return residence.collection<Resident>('residents').watch<Resident, Move & { _id: unknown }>(moves, {
    fullDocument: 'updateLookup',
    ...(token ? { resumeAfter: token } : {}),
  })
}

/** The place reached in the stream, beside the map: it is dropped with the map, and both begin anew. */
function placesOf(register: Native) {
  return register.collection<{ _id: string; token: unknown }>('hubResidencePlace')
}

/** The residents were dropped, or the stream does not reach back: the next leg compares everybody. */
async function forgetPlace(register: Native): Promise<void> {
  await placesOf(register).deleteOne({ _id: 'residents' })
}

/**
 * The server refuses the place: it was overwritten in its log, or is of another server. Its words
 * for it are many; for one that means something else a comparison of all is only work.
 */
function isRefused(error: unknown): boolean {
  return (error as { name?: unknown }).name === 'MongoServerError'
}

function nativeOf(connection: Connection): Native {
  const { db } = connection
  if (!db) throw new Error('the database is not connected yet')
  return db
}
