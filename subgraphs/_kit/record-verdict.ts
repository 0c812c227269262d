import type { GraphQLObjectType, GraphQLSchema } from 'graphql'
import type { RowLimit, RowScope } from '../../schema/access/row-scope.ts'
import { type Place, textsIn } from './place.ts'
import { type RecordLink, standingOf } from './record-chain.ts'

/** In every limit, outside of one, or not to be known: the strictest is the least. */
const verdicts = ['OUT', 'UNKNOWN', 'IN'] as const
export type Verdict = (typeof verdicts)[number]

/** What verdicts are made from. */
export interface Judging {
  readonly schema: GraphQLSchema
  /** Where a person lives, or null. */
  home(personalId: string): Promise<string | null>
}

/** Whether a record is in all limits. Each holds where one of its scopes does. */
export async function verdictOn(record: RecordLink, limits: readonly RowLimit[], judging: Judging): Promise<Verdict> {
  const each = await Promise.all(
    limits.map(async (limit) => most(await Promise.all(limit.map((scope) => verdictIn(record, scope, judging))))),
  )
  return least(each)
}

/**
 * Whether a record that a field answers may be answered: by its own place where it has one, else
 * where the field's own record is in scope. Reference data from a root is public.
 */
export async function verdictOnAnswer(
  record: RecordLink,
  limits: readonly RowLimit[],
  judging: Judging,
): Promise<Verdict> {
  const standing = standingOf(record, judging.schema)
  if (typeof standing === 'object') return verdictOn(record, limits, judging)
  if (standing === 'unknown') return 'UNKNOWN'
  if (record.above) return verdictOn(record.above, limits, judging)
  return standing === 'public' ? 'IN' : 'UNKNOWN'
}

/** Whether a person is in all limits, by residence and consent. */
export async function verdictOnPerson(
  personalId: string,
  limits: readonly RowLimit[],
  judging: Judging,
): Promise<Verdict> {
  const row = { __typename: 'Person', personalId }
  return verdictOn({ row, type: judging.schema.getQueryType() as GraphQLObjectType, above: null }, limits, judging)
}

/** The persons of the nearest record above that is one of persons; a thing reached from it is reached from them. */
export function reachedFrom(record: RecordLink | null, schema: GraphQLSchema): readonly string[] {
  for (let link = record; link; link = link.above) {
    const standing = standingOf(link, schema)
    if (typeof standing === 'object' && 'person' in standing) return textsIn(link.row, standing.person)
  }
  return []
}

/** True where a scope reaches every row there is. */
export function reachesAll({ units, subjects, agency }: RowScope): boolean {
  return units === null && subjects === null && agency === null
}

async function verdictIn(record: RecordLink, scope: RowScope, judging: Judging): Promise<Verdict> {
  if (reachesAll(scope)) return 'IN'
  const standing = standingOf(record, judging.schema)
  if (standing === 'parent') return record.above ? verdictIn(record.above, scope, judging) : 'UNKNOWN'
  if (standing === 'unknown') return 'UNKNOWN'
  if (typeof standing === 'object' && 'agency' in standing) {
    const own = scope.units === null && scope.subjects === null
    return own && textsIn(record.row, standing.agency).includes(scope.agency as string) ? 'IN' : 'OUT'
  }
  // Only an exchange is of an agency.
  if (scope.agency !== null) return 'OUT'
  if (typeof standing === 'string') return verdictOnReference(record, scope, judging)
  return 'person' in standing
    ? verdictOnPersons(record, standing, scope, judging)
    : verdictOnThing(record, standing, scope, judging)
}

/** One of its persons must be of the subjects and live in the units, both. */
async function verdictOnPersons(
  { row }: RecordLink,
  place: Extract<Place, { person: string }>,
  { units, subjects }: RowScope,
  { home }: Judging,
): Promise<Verdict> {
  const persons = textsIn(row, place.person).filter((one) => subjects?.has(one) ?? true)
  if (persons.length === 0) return 'OUT'
  if (units === null) return 'IN'
  const homes = place.unit === undefined ? await Promise.all(persons.map(home)) : textsIn(row, place.unit)
  return homes.some((unit) => unit !== null && units.has(unit)) ? 'IN' : 'OUT'
}

/** Its own commune must be of the units, and a subject must be whom it was reached from. */
function verdictOnThing(
  { row, above }: RecordLink,
  place: Extract<Place, { unit: string }>,
  { units, subjects }: RowScope,
  { schema }: Judging,
): Verdict {
  const inUnits = units === null || textsIn(row, place.unit).some((unit) => units.has(unit))
  const ofSubject = subjects === null || reachedFrom(above, schema).some((one) => subjects.has(one))
  return inUnits && ofSubject ? 'IN' : 'OUT'
}

/** Its row stands elsewhere, or has no commune: only whom it was reached from can be known here. */
function verdictOnReference({ above }: RecordLink, { units, subjects }: RowScope, { schema }: Judging): Verdict {
  if (units !== null) return 'UNKNOWN'
  return reachedFrom(above, schema).some((one) => subjects?.has(one)) ? 'IN' : 'UNKNOWN'
}

function most(all: readonly Verdict[]): Verdict {
  return verdicts.findLast((one) => all.includes(one)) ?? 'OUT'
}

function least(all: readonly Verdict[]): Verdict {
  return verdicts.find((one) => all.includes(one)) ?? 'IN'
}
