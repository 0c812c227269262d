import type { StartWatch } from './stopwatch.ts'

/** The three messages of the protocol, as a process sends them to the store. */
export interface LeaseTransport<Book> {
  /** Writes, durably, that this process holds this version for the length of a lease from now. */
  announce(version: number): Promise<void>
  /** The newest version: one that was committed before this was asked is never missed. */
  newest(): Promise<number>
  /** The whole book of one version. */
  load(): Promise<Book>
}

export interface Lease<Book> {
  /** The book while the lease is in force, else null. */
  current(): Book | null
  /**
   * Renews once from now; calls that wait together share one renewal.
   * @throws what the transport throws; the lease then runs on to its end
   */
  renew(): Promise<void>
  /** Gives the lease up at once and for good; resolves when no message is under way any more. */
  end(): Promise<void>
}

export interface LeaseOptions {
  readonly startWatch: StartWatch
  /** The length of a lease less its margin, in ms: how long the holder itself believes in it. */
  readonly beliefMs: number
}

/** Changes that arrive faster than books can be read end a renewal; the next one goes on. */
const roundsPerRenewal = 10

/**
 * Holds one process's lease on the version of the grants. A process believes in its book only
 * after it (1) announced the version and (2) then asked for the newest and was told the same.
 * Whoever commits a change looks at the announcements afterwards: either this process's is seen
 * and waited for, or it came later, and then step 2 tells of the change. The belief is measured
 * from before step 1. So at the acknowledgement of a change nobody believes in an older book.
 */
export function holdLease<Book extends { readonly version: number }>(
  transport: LeaseTransport<Book>,
  { startWatch, beliefMs }: LeaseOptions,
): Lease<Book> {
  let held: Book | null = null
  let sinceProof: (() => number) | null = null
  let ended = false
  let waiting: Promise<void> | null = null
  let running: Promise<void> = Promise.resolve()

  async function prove(): Promise<void> {
    held ??= await transport.load()
    for (let round = 0; round < roundsPerRenewal && !ended; round += 1) {
      const elapsed = startWatch()
      await transport.announce(held.version)
      const newest = await transport.newest()
      if (ended) return
      if (newest === held.version) {
        sinceProof = elapsed
        return
      }
      if (newest < held.version) {
        // A restored store would give old version numbers to other grants, under which decisions are cached.
        sinceProof = null
        throw new GrantsWentBack()
      }
      held = await transport.load()
    }
  }

  return {
    current: () => (held !== null && sinceProof !== null && sinceProof() < beliefMs ? held : null),
    renew() {
      if (ended) return Promise.resolve()
      if (waiting) return waiting
      const next = running.then(() => {
        waiting = null
        return ended ? undefined : prove()
      })
      waiting = next
      running = next.catch(() => {})
      return next
    },
    end() {
      ended = true
      sinceProof = null
      return running
    },
  }
}

/** The store's version is lower than one that this process has held: only a new start is safe. */
class GrantsWentBack extends Error {
  override readonly name = 'GrantsWentBack'
  constructor() {
    super(
      'kho quyền truy cập đã quay về phiên bản cũ, hãy khởi động lại — the store of grants went back to an older version; start this process anew',
    )
  }
}
