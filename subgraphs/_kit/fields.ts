import type { Resolver } from './agency.ts'
import { loadAll, loadOne } from './loaders.ts'
import type { RequestScope } from './request-scope.ts'
import type { Row } from './row.ts'
import { admitsItsRow } from './row-readers.ts'

type Read = (row: Row, scope: RequestScope) => unknown

/**
 * Resolver of a root field that takes one key: `parcel(parcelId:)`. The argument and the
 * row's field bear the same name unless `field` says otherwise.
 */
export function rootByKey(collection: string, argument: string, field = argument): Resolver {
  return (_parent, args, scope) => loadOne(scope, collection, field, args[argument])
}

/**
 * Resolver of a field that this database adds to an entity it does not own: finds its own
 * row by the entity's key, then reads from it. No row reads as null.
 * @param key name of the key on the parent and, unless `field` is given, on the row
 */
export function fromRow(collection: string, key: string, read: Read | string, field = key): Resolver {
  return admitsItsRow(async (parent, _args, scope) => {
    const row = await rowOf(scope, collection, field, parent[key])
    if (!row || (scope.limit && !(await scope.limit.admits(row)))) return null
    return typeof read === 'string' ? row[read] : read(row, scope)
  })
}

/** Resolver of a plain, bounded list: all rows of this database that bear the entity's key. */
export function allRows(collection: string, key: string, field = key): Resolver {
  return (parent, _args, scope) => (parent[key] ? loadAll(scope, collection, field, parent[key]) : [])
}

/** A reference to a person, or null where the row names nobody. */
export function personRef(personalId: string | null | undefined): Row | null {
  return personalId ? { __typename: 'Person', personalId } : null
}

/** A reference to an organization, or null. */
export function organizationRef(taxCode: string | null | undefined): Row | null {
  return taxCode ? { __typename: 'Organization', taxCode } : null
}

/** A reference to an administrative unit in the period in which the record names it, or null. */
export function unitRef(unitId: string | null | undefined): Row | null {
  return unitId ? { __typename: 'AdministrativeUnit', id: unitId } : null
}

function rowOf(scope: RequestScope, collection: string, field: string, key: unknown): Promise<Row | null> | null {
  return typeof key === 'string' ? loadOne(scope, collection, field, key) : null
}
