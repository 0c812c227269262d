import DataLoader from 'dataloader'
import { limits } from '../../schema/limits.ts'
import { storedKeys } from './at-rest/stored-keys.ts'
import type { RequestScope } from './request-scope.ts'
import type { Row } from './row.ts'
import { rowsRead } from './rows-read.ts'

/**
 * The row of a collection whose `field` equals `key`, or null. All keys that one
 * request asks in the same turn go to MongoDB in one command.
 */
export function loadOne(scope: RequestScope, collection: string, field: string, key: string): Promise<Row | null> {
  return oneLoader(scope, collection, field).load(key)
}

/** Hands a row that a list has read to whoever asks for it by key, so that it is not read twice. */
export function primeOne(scope: RequestScope, collection: string, field: string, row: Row): void {
  oneLoader(scope, collection, field).prime(String(row[field]), row)
}

function oneLoader(scope: RequestScope, collection: string, field: string): DataLoader<string, Row | null> {
  return scope.keep(`one ${collection}.${field}`, () => {
    return batched<Row | null>(async (keys) => {
      const rows = await find(scope, collection, field, keys)
      const byKey = new Map(rows.map((row) => [String(row[field]), row]))
      return keys.map((wanted) => byKey.get(wanted) ?? null)
    })
  })
}

/**
 * Every row whose `field` equals `key`, ordered by `_id`. Only for lists that a key, a
 * family or a legal act bounds; the lint's table of bounded lists names each one.
 */
export function loadAll(scope: RequestScope, collection: string, field: string, key: string): Promise<Row[]> {
  const loader = scope.keep(`all ${collection}.${field}`, () => {
    return batched<Row[]>(async (keys) => {
      const rows = await find(scope, collection, field, keys)
      const byKey = new Map<string, Row[]>(keys.map((wanted) => [wanted, []]))
      for (const row of rows) {
        for (const value of [row[field]].flat()) byKey.get(String(value))?.push(row)
      }
      return keys.map((wanted) => byKey.get(wanted) ?? [])
    })
  })
  return loader.load(key)
}

/** A loader of this request whose commands carry at most `limits.keysPerCommand` keys. */
export function batched<T>(read: (keys: readonly string[]) => Promise<T[]>): DataLoader<string, T> {
  return new DataLoader<string, T>(read, { maxBatchSize: limits.keysPerCommand })
}

async function find(scope: RequestScope, collection: string, field: string, keys: readonly string[]): Promise<Row[]> {
  const rows = await scope
    .collection(collection)
    .find({ [field]: { $in: storedKeys(scope, collection, field, keys).values } })
    .sort({ _id: 1 })
    .batchSize(limits.databaseBatchRows)
    .maxTimeMS(limits.databaseCommandMs)
    .lean<Row[]>()
  return rowsRead(scope, collection, rows)
}
