import { openValue, sealedBy, sealValue } from './seal-value.ts'
import type { AtRest } from './sealing.ts'

/** A request's scope, as far as keys need it. */
interface Sealing {
  readonly atRest: AtRest
}

/** How keys that a caller asks for stand in a collection. */
export interface StoredKeys {
  /** For `$in`: a sealed key stands there by its text under the current key and, while keys are rotated, the former. */
  readonly values: string[]
  /** For `$group`: an expression that is one value a key, whichever data key sealed the row. */
  readonly group: unknown
  /** The key to which a value of `group` belongs. */
  keyOf(grouped: unknown): string
}

/**
 * Keys as they are stored: themselves, or sealed texts where the field is sealed `equal`. A
 * command to MongoDB, which may log it, then carries no plain value of a sensitive field.
 * @throws where the field is sealed to its row: nothing can be looked up by it
 */
export function storedKeys(scope: Sealing, collection: string, field: string, keys: readonly string[]): StoredKeys {
  if (!isSealed(scope, collection, field)) return { values: [...keys], group: `$${field}`, keyOf: String }
  const { current, former } = scope.atRest.ring()
  const place = { collection, field, id: null }
  const now = keys.map((key) => sealValue(current, place, key))
  const before = former.map((old) => keys.map((key) => sealValue(old, place, key)))
  const plain = new Map(now.map((text, index) => [text, keys[index] as string]))
  return {
    values: [...now, ...before.flat()],
    group: before.reduce<unknown>((group, texts) => underCurrent(group, `$${field}`, texts, now), `$${field}`),
    keyOf: (grouped) => plain.get(String(grouped)) ?? '',
  }
}

/** A text of a former key as the current key's text of the same value. */
function underCurrent(group: unknown, stored: string, former: readonly string[], current: readonly string[]): unknown {
  const at = { $indexOfArray: [{ $literal: former }, stored] }
  return { $cond: [{ $gte: [at, 0] }, { $arrayElemAt: [{ $literal: current }, at] }, group] }
}

/** Whether a field is sealed `equal`. @throws where it is sealed to its row: MongoDB cannot compare it */
export function isSealed({ atRest }: Sealing, collection: string, field: string): boolean {
  const form = atRest.paths(collection).find((path) => path.field === field)?.form
  if (form === 'row') throw new Error(`${collection}.${field} is sealed to its row: MongoDB cannot compare it`)
  return form === 'equal'
}

/** @throws where MongoDB is about to filter, order, sum or show by itself what is sealed */
export function requirePlain({ atRest }: Sealing, collection: string, fields: readonly string[]): void {
  const sealed = atRest.paths(collection).find((path) => fields.includes(path.field))
  if (sealed) throw new Error(`${collection}.${sealed.field} is sealed: MongoDB cannot read it`)
}

/** The plain value of a stored text of an `equal` field, as a group of MongoDB gives it. */
export function openKey({ atRest }: Sealing, collection: string, field: string, stored: unknown): unknown {
  return stored == null ? null : openValue(atRest.ring(), { collection, field, id: null }, stored)
}

/** The text of the current key for a stored text of any key; equal values are then equal texts again. */
export function underCurrentKey({ atRest }: Sealing, collection: string, field: string, stored: unknown): unknown {
  const ring = atRest.ring()
  if (stored == null || sealedBy(stored) === ring.current.kid) return stored
  const place = { collection, field, id: null }
  return sealValue(ring.current, place, openValue(ring, place, stored))
}
