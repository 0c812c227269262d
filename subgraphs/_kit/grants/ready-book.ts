import { setImmediate } from 'node:timers/promises'
import type { Grant, GrantBook, ReadyGrant } from '../../../schema/access/grant.ts'
import { limits } from '../../../schema/limits.ts'
import { groupBy } from '../../../seed/reference/group-by.ts'
import { readUnits } from '../../../seed/reference/units.ts'
import { type GrantFault, grantFaults, plainGrant } from './check-grant.ts'
import { territoryUnits } from './territory.ts'

/** One stored value that should be a grant. */
export interface StoredRow {
  /** Equal for equal values, different for different ones. */
  readonly text: string
  /** The value itself. */
  read(): unknown
}

/** A grant ready to be asked, or why a stored value is none. */
type ReadRow = { readonly grant: ReadyGrant } | { readonly faults: readonly GrantFault[] }

/**
 * Makes books of what the store holds. Whatever in it is no grant is left out: it permits nothing,
 * and the faults tell of it. A row that is as it was in the book before is not read again, and the
 * work is done in small turns, since the requests go on.
 */
export function bookMaker(): (
  version: number,
  rows: readonly StoredRow[],
) => Promise<{ readonly book: GrantBook; readonly faults: readonly GrantFault[] }> {
  let known: ReadonlyMap<string, ReadRow> = new Map()
  return async (version, rows) => {
    const read = new Map<string, ReadRow>()
    const before = known
    for (const [place, row] of rows.entries()) {
      if (place % limits.grantsPerTurn === limits.grantsPerTurn - 1) await setImmediate()
      read.set(row.text, before.get(row.text) ?? readRow(row, place))
    }
    known = read
    const all = [...read.values()]
    const ready = all.flatMap((one) => ('grant' in one ? [one.grant] : []))
    return {
      book: { version, byAgency: groupBy(ready, ({ agency }) => agency) },
      faults: all.flatMap((one) => ('faults' in one ? one.faults : [])),
    }
  }
}

function readRow(row: StoredRow, place: number): ReadRow {
  const value = row.read()
  const faults = grantFaults(value, place)
  return faults.length > 0 ? { faults } : { grant: readyGrant(plainGrant(value as Grant)) }
}

function readyGrant(grant: Grant): ReadyGrant {
  return { ...grant, covers: new Set(grant.coordinates), units: grant.territory && unitsOf(grant.territory) }
}

/** The units of Vietnam's reference data never change while a process runs. */
const known = new Map<string, ReadonlySet<string>>()

function unitsOf(territory: readonly string[]): ReadonlySet<string> {
  const key = [...territory].sort().join(' ')
  const units = known.get(key) ?? territoryUnits(territory, readUnits())
  // Bounded as the grants are; territories of former versions make room all at once.
  if (known.size >= limits.grantsMost) known.clear()
  known.set(key, units)
  return units
}
