import type { RequestScope } from './request-scope.ts'
import type { Row } from './row.ts'

interface BelowKey {
  readonly collection: string
  /** The row's field that names the key. */
  readonly field: string
  readonly key: unknown
}

/**
 * Reads the rows below one key as far as the field's scope reaches; `none` without a key.
 * @param read gets the filter to add, and a name for its loader: two scopes never share one
 */
export async function readBelowKey<T>(
  { limit }: RequestScope,
  { collection, field, key }: BelowKey,
  none: T,
  read: (key: string, inScope: Row, name: string) => Promise<T>,
): Promise<T> {
  if (typeof key !== 'string' || key === '') return none
  if (!limit) return read(key, {}, '')
  const inScope = await limit.filterBelow(collection, field, key)
  if (!inScope) return none
  const extent = Object.keys(inScope).length === 0 ? 'all' : 'some'
  return read(key, inScope, JSON.stringify([limit.name, extent]))
}
