import { setTimeout as pause } from 'node:timers/promises'
import type { Grant, Suspension } from '../../../schema/access/grant.ts'
import { limits } from '../../../schema/limits.ts'
import { type Acknowledgement, acknowledge } from './acknowledge.ts'
import { GrantRefused } from './check-grant.ts'
import { type Change, type Committed, commitChange } from './commit-change.ts'
import { endChange, putChange, restoreChange, suspendChange } from './grant-changes.ts'
import { type GrantDatabase, type GrantHistory, openGrantDatabase } from './grant-database.ts'
import { isText } from './grant-forms.ts'
import { readGrants, seenLeases } from './lease-records.ts'
import { startWatch } from './stopwatch.ts'

/** A change that every process answers by. */
export interface ChangeReport extends Committed, Acknowledgement {}

/**
 * Where grants are changed. Each change resolves when it is acknowledged: from then on no process
 * answers by what stood before. Each throws GrantRefused, with nothing written, for what cannot be.
 */
export interface GrantDesk {
  /** Adds grants, or replaces those of the same id. */
  put(grants: readonly Grant[], by: string): Promise<ChangeReport>
  /** As `put`, but only where nothing was ever changed in this store; null where something was. */
  putIfEmpty(grants: readonly Grant[], by: string): Promise<ChangeReport | null>
  suspend(ids: readonly string[], suspension: Suspension, by: string): Promise<ChangeReport>
  restore(ids: readonly string[], by: string): Promise<ChangeReport>
  /** For good. */
  end(ids: readonly string[], by: string): Promise<ChangeReport>
  /** What the store holds, of whatever form. */
  list(): Promise<{ readonly version: number; readonly stored: readonly unknown[] }>
  /** Every version of one grant, from the first. */
  history(id: string): Promise<readonly GrantHistory[]>
  close(): Promise<void>
}

export interface GrantDeskOptions {
  /** As for an agency's database; its path is the prefix. */
  readonly uri: string
  readonly now: () => Date
  /** Told as soon as a change is durable, before it is acknowledged. */
  readonly committed?: (change: Committed) => void
}

/** Opens the store for changes alone: a command that is no server and holds no lease. */
export function openGrantDesk(options: GrantDeskOptions): GrantDesk {
  const database = openGrantDatabase(options.uri)
  return { ...deskOver(database, options), close: () => database.close() }
}

/** The changes, over a store that is open. */
export function deskOver(
  database: GrantDatabase,
  { now, committed }: Omit<GrantDeskOptions, 'uri'>,
): Omit<GrantDesk, 'close'> {
  async function make(change: Change): Promise<ChangeReport> {
    if (!isText(change.by)) {
      const words = { vi: 'phải ghi ai thay đổi', en: 'who makes the change must be said' }
      throw new GrantRefused([{ id: '*', field: 'by', ...words }])
    }
    await database.connect()
    const done = await commitChange(database, change, now)
    committed?.(done)
    return { ...done, ...(await known(done.version)) }
  }
  const known = (version: number) =>
    acknowledge(version, {
      leases: () => seenLeases(database),
      startWatch,
      leaseMs: limits.grantLeaseMs,
      pause: () => pause(limits.grantAcknowledgePollMs),
    })
  return {
    put: async (grants, by) => make(putChange(grants, by)),
    async putIfEmpty(grants, by) {
      const report = await make({ ...putChange(grants, by), onlyFirst: true })
      return report.changed.length > 0 ? report : null
    },
    suspend: async (ids, suspension, by) => make(suspendChange(ids, suspension, by)),
    restore: async (ids, by) => make(restoreChange(ids, by)),
    end: async (ids, by) => make(endChange(ids, by)),
    async list() {
      await database.connect()
      const { version, rows } = await readGrants(database)
      return { version, stored: rows.map((row) => row.read()) }
    },
    async history(id) {
      await database.connect()
      return database.history.find({ id }).sort({ version: 1 }).toArray()
    },
  }
}
