import type { RowScope } from '../../schema/access/row-scope.ts'
import { storedKeys } from './at-rest/stored-keys.ts'
import { homeOf } from './home-of.ts'
import type { Place } from './place.ts'
import { reachesAll } from './record-verdict.ts'
import type { RequestScope } from './request-scope.ts'
import type { Row } from './row.ts'
import { scopeName } from './scope-name.ts'

/** Rows of one collection, and what of their place the record above them decides. */
export interface Filtered {
  readonly collection: string
  readonly place: Exclude<Place, string>
  /** Whom the record above was reached from. */
  readonly reachedFrom: readonly string[]
}

/** The MongoDB filter for the rows of one scope: `{}` for all, null for none. */
export async function scopeFilter(scope: RequestScope, rowScope: RowScope, rows: Filtered): Promise<Row | null> {
  const { place } = rows
  if (reachesAll(rowScope)) return {}
  if ('agency' in place) {
    const own = rowScope.units === null && rowScope.subjects === null
    return own ? { [place.agency]: { $eq: rowScope.agency } } : null
  }
  if (rowScope.agency !== null) return null
  return 'person' in place
    ? personFilter(scope, rowScope, { ...rows, place })
    : thingFilter(rowScope, { ...rows, place })
}

async function personFilter(
  scope: RequestScope,
  rowScope: RowScope,
  { collection, place }: Filtered & { readonly place: Extract<Place, { person: string }> },
): Promise<Row | null> {
  const { units, subjects } = rowScope
  const stated = units !== null && place.unit !== undefined ? { [place.unit]: { $in: [...units] } } : null
  if (stated && subjects === null) return stated
  const persons = stated || units === null ? [...(subjects ?? [])] : await personsOf(scope, rowScope, units)
  if (persons.length === 0) return null
  const ofPersons = { [place.person]: { $in: storedKeys(scope, collection, place.person, persons).values } }
  return stated ? { $and: [stated, ofPersons] } : ofPersons
}

/** Few consents are looked up one by one; a territory alone is read from the register once a request. */
async function personsOf(
  scope: RequestScope,
  rowScope: RowScope,
  units: ReadonlySet<string>,
): Promise<readonly string[]> {
  const { subjects } = rowScope
  if (subjects === null) {
    return scope.keep(`persons in ${scopeName(rowScope)}`, () => scope.residence.personsIn([...units]))
  }
  const homes = await Promise.all([...subjects].map((one) => homeOf(scope, one)))
  return [...subjects].filter((_one, index) => units.has(homes[index] ?? ''))
}

function thingFilter(
  { units, subjects }: RowScope,
  { place, reachedFrom }: Filtered & { readonly place: Extract<Place, { unit: string }> },
): Row | null {
  if (subjects !== null && !reachedFrom.some((one) => subjects.has(one))) return null
  return units === null ? {} : { [place.unit]: { $in: [...units] } }
}
