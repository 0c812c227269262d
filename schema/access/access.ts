import { type Asking, decide, type Route } from './decide.ts'
import type { Decision } from './decision.ts'
import type { FieldRule } from './rules.ts'

/** One asking with its decisions made once: the judge asks for thousands of positions and few coordinates. */
export interface Access {
  readonly asking: Asking
  /**
   * Equal for two askings that are decided alike: part of every cache key that holds what was
   * decided (a key that collides would hand one caller's answers to another).
   */
  readonly key: string
  /** The first instant, in ms, at which a grant or a consent begins or ends: decisions hold until then. */
  readonly validUntil: number
  decide(rule: FieldRule, route: Route, leadOwner: string | null): Decision
}

/** Opens the decisions of one asking. */
export function openAccess(asking: Asking): Access {
  const made = decisionsByRoute()
  const madeOfOwnKeys = decisionsByRoute()
  return {
    asking,
    key: keyOf(asking),
    validUntil: nextChange(asking),
    decide(rule, route, leadOwner) {
      if (rule.class === 'OPEN') return decide(rule, route, leadOwner, asking)
      const owns = rule.isKey && leadOwner !== null && asking.viewer.databases.includes(leadOwner)
      const known = (owns ? madeOfOwnKeys : made)[route]
      let decision = known.get(rule.coordinate)
      if (!decision) {
        decision = decide(rule, route, leadOwner, asking)
        known.set(rule.coordinate, decision)
      }
      return decision
    },
  }
}

/** By coordinate, whose text is hashed once: a key that is put together for each position costs more than the decision. */
function decisionsByRoute(): Readonly<Record<Route, Map<string, Decision>>> {
  return { ANY: new Map(), LOOKUP: new Map(), SUBJECT: new Map() }
}

/**
 * Everything that a decision reads, as JSON: no two askings that differ in any part share a key.
 * The personal ID is not part of it: what is decided does not depend on whose record it is.
 */
function keyOf({ viewer, purpose, book, now }: Asking): string {
  const { identity, agency, app, databases, roles } = viewer
  const grants = book?.byAgency.get(agency ?? '') ?? []
  const states = grants.map(
    ({ id, version, validFrom, validTo, subjects }) =>
      [
        id,
        version,
        Date.parse(validFrom) <= now.getTime(),
        Date.parse(validTo) <= now.getTime(),
        // Of one version of a grant the number of those that are over says which they are.
        subjects?.filter((consent) => Date.parse(consent.validTo) <= now.getTime()).length ?? null,
      ] as const,
  )
  const who = [identity === null, agency, app, [...databases].sort(), [...roles].sort()]
  return JSON.stringify([who, purpose.given, purpose.code, book?.version ?? null, states])
}

function nextChange({ viewer, book, now }: Asking): number {
  const instants = (book?.byAgency.get(viewer.agency ?? '') ?? []).flatMap(({ validFrom, validTo, subjects }) => [
    validFrom,
    validTo,
    ...(subjects ?? []).map((consent) => consent.validTo),
  ])
  return instants
    .map((instant) => Date.parse(instant))
    .reduce((next, instant) => (instant > now.getTime() && instant < next ? instant : next), Number.POSITIVE_INFINITY)
}
