import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { GrantBook } from '../../../schema/access/grant.ts'
import { limits } from '../../../schema/limits.ts'
import { type GrantDatabase, openGrantDatabase } from './grant-database.ts'
import { deskOver, type GrantDesk, type GrantDeskOptions } from './grant-desk.ts'
import { hearChanges } from './hear-changes.ts'
import { holdLease, type Lease } from './lease.ts'
import { announceLease, indexGrants, newestVersion, readGrants, withdrawLease } from './lease-records.ts'
import { bookMaker } from './ready-book.ts'
import { startWatch } from './stopwatch.ts'

/** The grants as one serving process holds them. */
export interface GrantStore extends GrantDesk {
  /**
   * The book under a lease in force; null without one: the process answers OPEN and LOOKUP only.
   * Reads two clocks and nothing else.
   */
  current(): GrantBook | null
  /**
   * Resolves when this process holds at least this version (a hop may name a newer one), or after
   * `limits.grantCatchUpMs`; whether it does.
   */
  atLeast(version: number): Promise<boolean>
}

export interface GrantStoreOptions extends GrantDeskOptions {
  /** Names the process among the leases: `hub`, or a subgraph's folder. */
  readonly processName: string
  readonly say?: (line: string) => void
}

/**
 * Opens the store without waiting for it: a hub starts with the store down, and takes the grants
 * up as soon as it answers. The lease is renewed every second and at each change.
 */
export function openGrantStore(options: GrantStoreOptions): GrantStore {
  const { uri, processName, say = () => {} } = options
  const database = openGrantDatabase(uri)
  const processId = `${processName} ${randomUUID()}`
  const lease = holdLease(transportOver(database, processId, say), {
    startWatch,
    beliefMs: limits.grantLeaseMs - limits.grantLeaseMarginMs,
  })
  const tell = tellOfLease(lease, say)
  const ear = hearChanges(database, () => renew())
  let indexed = false
  async function renew(): Promise<void> {
    try {
      await lease.renew()
      ear.listen()
      if (!indexed) await indexGrants(database)
      indexed = true
      tell(null)
    } catch (error) {
      tell(error)
    }
  }
  const timer = setInterval(renew, limits.grantRenewalMs).unref()
  const first = renew()
  return {
    ...deskOver(database, options),
    current: lease.current,
    atLeast: (version) => catchUp(lease, version),
    async close() {
      clearInterval(timer)
      // From here nobody believes; only then may the lease be taken back.
      await Promise.all([lease.end(), first, ear.close()])
      await withdrawLease(database, processId).catch(() => {})
      await database.close()
    },
  }
}

function transportOver(database: GrantDatabase, processId: string, say: (line: string) => void) {
  const makeBook = bookMaker()
  const told = new Set<string>()
  return {
    async announce(version: number) {
      await database.connect()
      await announceLease(database, processId, version)
    },
    newest: () => newestVersion(database),
    async load() {
      await database.connect()
      const { version, rows } = await readGrants(database)
      const { book, faults } = await makeBook(version, rows)
      for (const { id, field, vi, en } of faults) {
        const line = `quyền ${id}.${field}: ${vi}; không có hiệu lực — grant ${id}.${field}: ${en}; it permits nothing`
        if (told.size >= limits.grantsMost) told.clear()
        if (!told.has(line)) say(line)
        told.add(line)
      }
      return book
    },
  }
}

/** Says once that the grants are gone, and once that they are back. */
function tellOfLease(lease: Lease<GrantBook>, say: (line: string) => void): (error: unknown) => void {
  let held = true
  let cause = ''
  return (error) => {
    const holds = lease.current() !== null
    if (error instanceof Error) cause = causeOf(error)
    if (holds === held) return
    held = holds
    say(
      holds
        ? 'kho quyền truy cập: đã trả lời lại — the store of grants answers again'
        : `kho quyền truy cập: không trả lời, chỉ trả lời dữ liệu mở và tra cứu${cause} — the store of grants does not answer: open data and look-ups only${cause}`,
    )
  }
}

/** What an operator can act on; the driver's own words name hosts. `NotAReplicaSet` says what kind of server it takes. */
function causeOf(error: Error & { readonly codeName?: unknown }): string {
  if (error.name === 'GrantsWentBack') return `: ${error.message}`
  return typeof error.codeName === 'string' ? ` (${error.codeName})` : ''
}

async function catchUp(lease: Lease<GrantBook>, version: number): Promise<boolean> {
  const elapsed = startWatch()
  const holds = () => (lease.current()?.version ?? -1) >= version
  const wait = (ms: number) => pause(ms, undefined, { ref: false })
  while (!holds()) {
    const leftMs = limits.grantCatchUpMs - elapsed()
    if (leftMs <= 0) return false
    await Promise.race([lease.renew().catch(() => {}), wait(leftMs)])
    // A version that nobody has committed must not keep the store busy.
    if (!holds()) await wait(limits.grantAcknowledgePollMs)
  }
  return true
}
