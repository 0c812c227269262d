import type { GraphQLSchema } from 'graphql'
import type { RowLimit } from '../../schema/access/row-scope.ts'
import { homeOf } from './home-of.ts'
import type { Place } from './place.ts'
import type { RowsInScope } from './reachable-rows.ts'
import type { RecordLink } from './record-chain.ts'
import { type Judging, reachedFrom, verdictOn, verdictOnAnswer, verdictOnPerson } from './record-verdict.ts'
import type { RequestScope } from './request-scope.ts'
import type { Row } from './row.ts'
import { type Filtered, scopeFilter } from './scope-filter.ts'
import { limitsName } from './scope-name.ts'

interface Limited {
  readonly scope: RequestScope
  readonly limits: readonly RowLimit[]
  readonly schema: GraphQLSchema
  /** The record on which the field stands; null at a root. */
  readonly record: RecordLink | null
}

/** What the judgement of records needs of a request. */
export function judgingOf(scope: RequestScope, schema: GraphQLSchema): Judging {
  return { schema, home: (personalId) => homeOf(scope, personalId) }
}

/** The rows that all limits of a field leave, seen from the record on which it stands. */
export function rowsInScope({ scope, limits, schema, record }: Limited): RowsInScope {
  const judging = judgingOf(scope, schema)
  const persons = reachedFrom(record, schema)
  const filter = async (collection: string): Promise<Row | null> => {
    const place = scope.places[collection]?.place
    if (place === undefined) return null
    if (place === 'public' && !record) return {}
    if (typeof place === 'string') {
      return record && (await verdictOn(record, limits, judging)) === 'IN' ? {} : null
    }
    const rows = { collection, place, reachedFrom: persons }
    return allOf(await Promise.all(limits.map((limit) => anyOf(scope, limit, rows))))
  }
  return {
    name: JSON.stringify([limitsName(limits), subjectsAmong(limits, persons)]),
    filter,
    async filterBelow(collection, field, key) {
      if (!isOfPerson(scope.places[collection]?.place, field)) return filter(collection)
      // A row that names a person in scope is in scope: the register need not tell everybody of a territory.
      if ((await verdictOnPerson(key, limits, judging)) === 'IN') return {}
      return holdsMany(scope, collection, field) ? filter(collection) : null
    },
    async admits(row) {
      if (!record) return false
      return (await verdictOnAnswer({ row, type: record.type, above: record }, limits, judging)) === 'IN'
    },
  }
}

/** Which scopes hold a person of the record above: what of things depends on the way to them. */
function subjectsAmong(limits: readonly RowLimit[], persons: readonly string[]): string[] {
  const scopes = limits.flat().filter(({ subjects }) => subjects && persons.some((one) => subjects.has(one)))
  return [...new Set(scopes.map((scope) => limitsName([[scope]])))].sort()
}

/** True where the field names the person of the row and the register alone knows the residence. */
function isOfPerson(place: Place | undefined, field: string): boolean {
  return typeof place === 'object' && 'person' in place && place.person === field && place.unit === undefined
}

function holdsMany(scope: RequestScope, collection: string, field: string): boolean {
  return scope.collection(collection).schema.path(field)?.instance === 'Array'
}

async function anyOf(scope: RequestScope, limit: RowLimit, rows: Filtered): Promise<Row | null> {
  const each = await Promise.all(limit.map((rowScope) => scopeFilter(scope, rowScope, rows)))
  const filters = each.filter((filter) => filter !== null)
  if (filters.some(isAll)) return {}
  return filters.length < 2 ? (filters[0] ?? null) : { $or: filters }
}

function allOf(each: readonly (Row | null)[]): Row | null {
  if (each.includes(null)) return null
  const filters = each.filter((filter) => filter !== null && !isAll(filter))
  return filters.length === 0 ? {} : { $and: filters }
}

function isAll(filter: Row): boolean {
  return Object.keys(filter).length === 0
}
