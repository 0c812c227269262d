import type { Route } from './decide.ts'
import type { Reading } from './filters.ts'
import type { AccessRules, FieldRule, TypeRule } from './rules.ts'

/** Where the judge stands in an operation. */
export interface Place {
  readonly type: TypeRule | undefined
  readonly typeName: string
  readonly route: Route
  /** Owner of the field that led to this record, through connections and their edges. */
  readonly leadOwner: string | null
  /** Response keys from the root, joined by dots, which no name holds; empty at the root. */
  readonly path: string
  readonly root: boolean
}

/**
 * The ways of full keys that one operation has used. Each root is open on this way once an
 * operation: twice under two names would be a way to enumerate.
 */
export class KeyWays {
  private readonly used = new Map<string, string>()

  /** The route of a field that stands at a place. */
  routeAt(rule: FieldRule, place: Place, path: string): Route {
    if (!rule.findsByKey || !place.root) return place.route
    const known = this.used.get(rule.coordinate)
    if (known === undefined) this.used.set(rule.coordinate, path)
    return known === undefined || known === path ? 'LOOKUP' : 'ANY'
  }
}

/** The path of a field that stands at a place under this response key. */
export function pathBelow({ path }: Place, key: string): string {
  return path === '' ? key : `${path}.${key}`
}

/** The same place, seen as another type: behind a type condition. */
export function placeAs({ route, leadOwner, path, root }: Place, type: TypeRule | undefined, typeName: string): Place {
  return { type, typeName, route, leadOwner, path, root: root && typeName === 'Query' }
}

/** The place below a field, which stands at `path`. */
export function placeBelow(rules: AccessRules, rule: FieldRule, place: Place, path: string, keyWays: KeyWays): Place {
  const type = rules.types.get(rule.answers)
  const structural = place.type?.structural ?? false
  // One literal: places are made by the hundred, and spreading costs more than all that is decided.
  return {
    type,
    typeName: rule.answers,
    route: structural ? routeBelow(place.route, type) : routeInto(rule, type, place, path, keyWays),
    leadOwner: structural ? place.leadOwner : rule.owner,
    path,
    root: false,
  }
}

function routeInto(rule: FieldRule, type: TypeRule | undefined, place: Place, path: string, keyWays: KeyWays): Route {
  if (rule.entersSubject) return 'SUBJECT'
  if (place.root && rule.findsByKey) return keyWays.routeAt(rule, place, path)
  return routeBelow(place.route, type)
}

/**
 * The caller's own scope ends at the record of another person or firm, and at what is public by
 * its key; the way of a full key reaches the record itself and its parts, which have no key.
 */
function routeBelow(route: Route, type: TypeRule | undefined): Route {
  if (type === undefined) return route
  if (route === 'SUBJECT') return type.endsSubject ? 'ANY' : 'SUBJECT'
  // A list, of whatever it is, is no part of the record.
  if (route === 'LOOKUP') return type.hasKey || type.structural ? 'ANY' : 'LOOKUP'
  return route
}

/**
 * The route of what a filter or an order reads: inside the caller's own scope only where every
 * record that it looks at lies there, else a filter would tell of somebody else's.
 */
export function filterRoute(rules: AccessRules, { route }: Place, read: readonly Reading[]): Route {
  if (route !== 'SUBJECT') return 'ANY'
  return read.some(({ type }) => rules.types.get(type)?.endsSubject ?? true) ? 'ANY' : 'SUBJECT'
}

/** Notes on which route the records at a path are reached; on the strictest where types differ. */
export function noteRoute(routes: Map<string, Route>, path: string, route: Route): void {
  const known = routes.get(path) ?? route
  routes.set(path, known === route ? route : 'ANY')
}
