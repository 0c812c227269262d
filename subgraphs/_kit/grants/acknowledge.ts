import type { StartWatch } from './stopwatch.ts'

/** One lease as the store shows it. */
export interface LeaseSeen {
  readonly version: number
  /** By the store's clock, a whole lease beyond its end: its holder has long stopped to believe in it. */
  readonly ranOut: boolean
}

/** How a change became known everywhere. */
export interface Acknowledgement {
  readonly version: number
  /** Processes that hold the new version. */
  readonly confirmed: number
  /** Processes that said nothing until every lease of before had run out. */
  readonly silent: number
  /** From the commit to here. */
  readonly waitedMs: number
}

export interface AcknowledgeOptions {
  /** Reads the leases; each must have been written before the reading began or is not missed by its writer. */
  readonly leases: () => Promise<readonly LeaseSeen[]>
  readonly startWatch: StartWatch
  /** The full length of a lease; its holder believes in it for less. */
  readonly leaseMs: number
  readonly pause: () => Promise<unknown>
}

/**
 * Waits until no process can answer by an older version: every live lease has confirmed this one
 * or has run out. Called after the commit. A lease of before the commit has ended after `leaseMs`
 * of this process's own clock, whatever the store says or where it is; the store's clock only
 * spares the waiting for processes that are long gone.
 */
export async function acknowledge(version: number, options: AcknowledgeOptions): Promise<Acknowledgement> {
  const { leases, startWatch, leaseMs, pause } = options
  const elapsed = startWatch()
  for (;;) {
    const seen = await leases().catch(() => null)
    const waitedMs = elapsed()
    const confirmed = (seen ?? []).filter((lease) => !lease.ranOut && lease.version >= version).length
    const silent = (seen ?? []).filter((lease) => !lease.ranOut && lease.version < version).length
    if ((seen !== null && silent === 0) || waitedMs >= leaseMs) return { version, confirmed, silent, waitedMs }
    await pause()
  }
}
