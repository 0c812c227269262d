import type { Model } from 'mongoose'
import type { CursorSeal } from './cursor.ts'

/** A row as MongoDB holds it, read without hydration. */
// biome-ignore lint/suspicious/noExplicitAny: each agency states the shape of its own rows
export type Row = Record<string, any>

/** Who asks, as far as a subgraph needs to know it. One object for one request of a caller. */
export interface Caller {
  readonly requestId: string
  /** Today's date in the province's time, ISO; the default of every `asOf`. */
  readonly today: string
}

/** What the resolvers of one agency share during one request, and never longer. */
export interface RequestScope {
  readonly caller: Caller
  readonly cursors: CursorSeal
  /** The collection's model; throws `AGENCY_UNAVAILABLE` at once while the database is down. */
  collection(name: string): Model<Row>
  /** The value kept under this name for the rest of the request; loaders live here. */
  keep<T>(name: string, make: () => T): T
}

/** One scope for each caller object: equal keys asked in one request are read once. */
export function scopePerCaller(open: (caller: Caller) => Omit<RequestScope, 'keep'>): (caller: Caller) => RequestScope {
  const scopes = new WeakMap<Caller, RequestScope>()
  return (caller) => {
    let scope = scopes.get(caller)
    if (!scope) {
      const kept = new Map<string, unknown>()
      scope = { ...open(caller), keep: (name, make) => keepIn(kept, name, make) }
      scopes.set(caller, scope)
    }
    return scope
  }
}

function keepIn<T>(kept: Map<string, unknown>, name: string, make: () => T): T {
  if (!kept.has(name)) kept.set(name, make())
  return kept.get(name) as T
}
