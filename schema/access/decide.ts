import type { Decision, Reason } from './decision.ts'
import type { GrantBook, ReadyGrant, RoleGrant } from './grant.ts'
import type { RowScope } from './row-scope.ts'
import type { FieldRule } from './rules.ts'
import type { Viewer } from './viewer.ts'

/** What a decision is made from, beside the rule: all of it is known before any record is read. */
export interface Asking {
  readonly viewer: Viewer
  /** `X-Purpose`: whether it was sent, and its code where it is a row of the purposes. */
  readonly purpose: { readonly given: boolean; readonly code: string | null }
  /** Null without a lease in force: OPEN and LOOKUP only. */
  readonly book: GrantBook | null
  /** The standing grants of all roles. */
  readonly roles: readonly RoleGrant[]
  readonly now: Date
}

/** How a position was reached, as far as it decides: from a full key, inside the caller's own record, or else. */
export type Route = 'ANY' | 'LOOKUP' | 'SUBJECT'

const everything = (ground: 'OPEN' | 'LOOKUP' | 'SUBJECT' | 'OWNER'): Decision =>
  Object.freeze({ allowed: true, ground, limit: null, grants: Object.freeze([]) })

const open = everything('OPEN')
const lookup = everything('LOOKUP')
const subject = everything('SUBJECT')
const owner = everything('OWNER')

/**
 * THE decision: one field at one position for one asking. Default deny; it depends on the viewer,
 * the purpose, the grants and the schema, and never on a record (60/2021 Arts. 5.2, 11.2-11.4).
 * @param leadOwner owner of the field that led to this record: a department reads the keys that
 * stand in its own records
 */
export function decide(rule: FieldRule, route: Route, leadOwner: string | null, asking: Asking): Decision {
  if (rule.class === 'OPEN') return open
  if (rule.class === 'LOOKUP' && route === 'LOOKUP') return lookup
  const { viewer, purpose, book } = asking
  if (book !== null && route === 'SUBJECT' && rule.classified) return subject
  if (viewer.identity === null) return refused('NO_TOKEN')
  if (book === null || !rule.classified) {
    return refused(purpose.given || route === 'SUBJECT' ? 'NO_GRANT' : 'NO_PURPOSE')
  }
  const standing = byRole(rule, asking)
  if (standing.allowed) return standing.allowed
  if (!purpose.given) return refused('NO_PURPOSE')
  const holds = (database: string | null) => database !== null && viewer.databases.includes(database)
  const owns = holds(rule.owner) || (rule.isKey && holds(leadOwner))
  // The owner needs a purpose and no grant (60/2021 Art. 11.4).
  if (owns && purpose.code !== null) return owner
  return byGrant(rule, asking, owns || standing.otherPurpose)
}

/** Roles of the caller that cover the coordinate: allowed, or there for another purpose. */
function byRole(
  rule: FieldRule,
  { viewer, purpose, roles }: Asking,
): { readonly allowed: Decision | null; readonly otherPurpose: boolean } {
  const held = roles.filter((role) => viewer.roles.includes(role.role) && role.coordinates.has(rule.coordinate))
  const fitting = held.filter((role) => role.purpose === null || role.purpose === purpose.code)
  const scopes = fitting.flatMap((role): RowScope[] => {
    if (role.rows === 'ALL') return [{ units: null, subjects: null, agency: null }]
    return viewer.agency === null ? [] : [{ units: null, subjects: null, agency: viewer.agency }]
  })
  if (scopes.length === 0) return { allowed: null, otherPurpose: held.length > fitting.length }
  const limit = scopes.some(({ agency }) => agency === null) ? null : scopes
  return { allowed: { allowed: true, ground: 'ROLE', limit, grants: [] }, otherPurpose: false }
}

/** In the order of the reasons: the first that applies is told. */
function byGrant(rule: FieldRule, asking: Asking, otherPurpose: boolean): Decision {
  const { purpose, now } = asking
  const named = grantsNaming(rule, asking)
  if (named.length === 0) return refused(otherPurpose ? 'PURPOSE_MISMATCH' : 'NO_GRANT')
  const inForce = named.filter((grant) => isInForce(grant, now))
  const fitting = inForce.filter((grant) => grant.purpose === purpose.code)
  if (fitting.length === 0) {
    if (inForce.length > 0 || otherPurpose) return refused('PURPOSE_MISMATCH')
    const suspended = named.filter((grant) => !hasEnded(grant, now))
    if (suspended.length === 0) return refused('GRANT_EXPIRED')
    const told = suspended.find((grant) => grant.purpose === purpose.code) ?? suspended[0]
    return { allowed: false, reason: 'SERVICE_SUSPENDED', suspension: told?.suspension ?? null }
  }
  const usable = fitting.flatMap((grant) => {
    const subjects = subjectsInForce(grant, now)
    return subjects?.size === 0 ? [] : [{ grant, scope: { units: grant.units, subjects, agency: null } }]
  })
  if (usable.length === 0) return refused('CONSENT_MISSING')
  const unlimited = usable.filter(({ scope }) => scope.units === null && scope.subjects === null)
  const used = unlimited.length > 0 ? unlimited : usable
  return {
    allowed: true,
    ground: 'GRANT',
    limit: unlimited.length > 0 ? null : usable.map(({ scope }) => scope),
    grants: used.map(({ grant }) => `${grant.id}/${grant.version}`),
  }
}

/** Grants of the caller that name the coordinate in a mode that can open its class; one that has not begun is none yet. */
function grantsNaming(rule: FieldRule, { viewer, book, now }: Asking): readonly ReadyGrant[] {
  const special = rule.class === 'RESTRICTED' || rule.class === 'SENSITIVE'
  return (book?.byAgency.get(viewer.agency ?? '') ?? []).filter(
    (grant) =>
      grant.covers.has(rule.coordinate) &&
      (grant.app === null || grant.app === viewer.app) &&
      (!special || grant.mode === 'SPECIAL') &&
      Date.parse(grant.validFrom) <= now.getTime(),
  )
}

/** `validTo` is exclusive: at its very instant the grant has ended. */
function hasEnded(grant: ReadyGrant, now: Date): boolean {
  return grant.state === 'ENDED' || Date.parse(grant.validTo) <= now.getTime()
}

function isInForce(grant: ReadyGrant, now: Date): boolean {
  return grant.state === 'ACTIVE' && !hasEnded(grant, now)
}

function subjectsInForce({ subjects }: ReadyGrant, now: Date): ReadonlySet<string> | null {
  if (subjects === null) return null
  return new Set(
    subjects.filter(({ validTo }) => Date.parse(validTo) > now.getTime()).map(({ personalId }) => personalId),
  )
}

function refused(reason: Reason): Decision {
  return { allowed: false, reason, suspension: null }
}
