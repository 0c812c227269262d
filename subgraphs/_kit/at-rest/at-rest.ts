import type { Schema } from 'mongoose'
import type { Row } from '../row.ts'
import type { DataKeys, KeyRing } from './key-ring.ts'
import { openValue, sealValue } from './seal-value.ts'
import type { AtRest } from './sealing.ts'
import { sensitivePaths } from './sensitive-paths.ts'

/** As much of an agency as says what is sealed. */
interface SealedAgency {
  readonly manifest: { readonly database: string }
  readonly collections: Readonly<Record<string, { readonly schema: Schema }>>
}

/** The sealing of an agency's database; one without marks needs no keys. */
export function atRestOf(agency: SealedAgency, keys: DataKeys | undefined): AtRest {
  const { database } = agency.manifest
  const known = new Map(Object.entries(agency.collections).map(([name, { schema }]) => [name, sensitivePaths(schema)]))
  return {
    collections: [...known.keys()].filter((name) => (known.get(name)?.length ?? 0) > 0).sort(),
    paths: (collection) => known.get(collection) ?? [],
    ring() {
      if (!keys) throw new Error(`the database ${database} was opened without its data keys`)
      return keys.ring(database)
    },
  }
}

/** A document as it is stored: its sensitive fields sealed, absent ones too, so that no gap tells anything. */
export function sealRow<R extends Row>(atRest: AtRest, collection: string, row: R): R {
  const paths = atRest.paths(collection)
  if (paths.length === 0) return row
  const { current } = atRest.ring()
  const sealed: Row = { ...row }
  for (const { field, form } of paths) {
    const id = form === 'row' ? String(row._id) : null
    sealed[field] = sealValue(current, { collection, field, id }, row[field])
  }
  return sealed as R
}

const opened = new WeakSet<Row>()

/**
 * Makes the sealed fields of rows readable, each when it is first read: most rows are read for
 * other fields. One that cannot be opened throws then, so its field answers null, our failure is
 * reported, and the cipher text reaches nobody.
 */
export function openRows(atRest: AtRest, collection: string, rows: Row[]): Row[] {
  const paths = atRest.paths(collection)
  if (paths.length === 0) return rows
  const ring = ringNow(atRest)
  for (const row of rows) {
    if (opened.has(row)) continue
    opened.add(row)
    for (const { field, form } of paths) {
      const stored = row[field]
      if (stored == null) continue
      const place = { collection, field, id: form === 'row' ? String(row._id) : null }
      openWhenRead(row, field, () => openValue(ring(), place, stored))
    }
  }
  return rows
}

/** The keys of this moment, whenever they are used; without any, only what is sealed cannot be read. */
function ringNow(atRest: AtRest): () => KeyRing {
  try {
    const ring = atRest.ring()
    return () => ring
  } catch (error) {
    return () => {
      throw error
    }
  }
}

function openWhenRead(row: Row, field: string, open: () => unknown): void {
  const shape = { enumerable: true, configurable: true }
  Object.defineProperty(row, field, {
    ...shape,
    get() {
      const value = open()
      Object.defineProperty(row, field, { ...shape, writable: true, value })
      return value
    },
  })
}
