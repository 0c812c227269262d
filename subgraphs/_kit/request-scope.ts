import type { Model } from 'mongoose'
import type { Asking } from '../../schema/access/decide.ts'
import type { AtRest } from './at-rest/sealing.ts'
import type { CursorSeal } from './cursor.ts'
import type { Desk } from './desk.ts'
import type { Place } from './place.ts'
import type { RowsInScope } from './reachable-rows.ts'
import type { ReadNotes } from './read-notes.ts'
import { noResidence, type Residence } from './residence.ts'
import type { Row } from './row.ts'

/** Who asks, as far as a subgraph needs to know it. One object for one request of a caller. */
export interface Caller {
  readonly requestId: string
  /** Today's date in the province's time, ISO; the default of every `asOf`. */
  readonly today: string
  /** What the judge decides from; a caller without it is a stranger. */
  readonly asking?: Asking
  /** Set in the gateway's own process. */
  readonly desk?: Desk
  /** Hears of the records that are answered, for the exchange log. */
  readonly notes?: ReadNotes
}

/** What the resolvers of one agency share during one request, and never longer. */
export interface RequestScope {
  readonly caller: Caller
  readonly cursors: CursorSeal
  /** Opens sealed values, and seals the keys that are looked up. */
  readonly atRest: AtRest
  /** The places of rows by collection; one that is not named here is in no limited scope. */
  readonly places: Readonly<Record<string, { readonly place?: Place | undefined }>>
  readonly residence: Residence
  /** The rows that the field may reach which is being resolved; null where it reaches all. */
  readonly limit: RowsInScope | null
  /** The collection's model; throws `AGENCY_UNAVAILABLE` at once while the database is down. */
  collection(name: string): Model<Row>
  /** The value kept under this name for the rest of the request; loaders live here. */
  keep<T>(name: string, make: () => T): T
}

type Opened = Omit<RequestScope, 'keep' | 'limit' | 'places' | 'residence'> &
  Partial<Pick<RequestScope, 'places' | 'residence'>>

/** What an agency is to every request until it says otherwise: its rows have no places, and nobody lives anywhere. */
const unplaced = { places: {}, residence: noResidence, limit: null }

/** One scope for each caller object: equal keys asked in one request are read once. */
export function scopePerCaller(open: (caller: Caller) => Opened): (caller: Caller) => RequestScope {
  const scopes = new WeakMap<Caller, RequestScope>()
  return (caller) => {
    let scope = scopes.get(caller)
    if (!scope) {
      const kept = new Map<string, unknown>()
      scope = { ...unplaced, ...open(caller), keep: (name, make) => keepIn(kept, name, make) }
      scopes.set(caller, scope)
    }
    return scope
  }
}

function keepIn<T>(kept: Map<string, unknown>, name: string, make: () => T): T {
  if (!kept.has(name)) kept.set(name, make())
  return kept.get(name) as T
}
