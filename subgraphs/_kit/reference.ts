import type { ReferenceResolver } from './agency.ts'
import { loadOne } from './loaders.ts'
import type { RequestScope } from './request-scope.ts'
import type { Row } from './row.ts'

/**
 * Composition accepts only reference resolvers that bear this mark: N entities cost one command.
 * The mark tells where the key is looked up; null where nothing is read.
 */
const batchedReference = Symbol('batched reference')

/** The collection and the row's field by which a reference resolver finds an entity. */
export interface ReferenceSource {
  readonly collection: string
  readonly field: string
}

/**
 * Resolves an entity of this database from its key. `field` is the row's field that holds the
 * key, `keyOf` reads the value from the representation (by default the field of the same name).
 */
export function referenceBy(
  collection: string,
  field: string,
  keyOf?: (representation: Row) => string,
): ReferenceResolver {
  return mark(
    (representation: Row, scope: RequestScope) => {
      const key = keyOf ? keyOf(representation) : representation[field]
      return loadOne(scope, collection, field, key)
    },
    { collection, field },
  )
}

/**
 * Passes on the key of an entity that another database owns: reading nothing, so that a
 * person costs this agency only the fields that are asked.
 */
export function referenceKey(): ReferenceResolver {
  return mark((representation: Row) => representation, null)
}

/** Tells a reference resolver made here from one written by hand. */
export function isBatchedReference(resolver: unknown): boolean {
  return typeof resolver === 'function' && batchedReference in resolver
}

/** Where a reference resolver made here looks its key up; null where it reads nothing. */
export function referenceSource(resolver: unknown): ReferenceSource | null {
  if (!isBatchedReference(resolver)) return null
  return (resolver as { [batchedReference]: ReferenceSource | null })[batchedReference]
}

function mark(resolver: ReferenceResolver, source: ReferenceSource | null): ReferenceResolver {
  return Object.assign(resolver, { [batchedReference]: source })
}
