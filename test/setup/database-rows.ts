import { openRows } from '../../subgraphs/_kit/at-rest/at-rest.ts'
import type { TestHub } from './hub.ts'

/**
 * Rows of one agency's database in the order of their `_id`, read by the driver alone. Sealed
 * fields are opened; a condition on one is applied to the opened rows.
 */
export async function databaseRows(
  hub: Pick<TestHub, 'hub'>,
  database: string,
  collection: string,
  filter: object,
  // biome-ignore lint/suspicious/noExplicitAny: rows are whatever the agency stores
): Promise<Record<string, any>[]> {
  const subgraph = hub.hub.subgraphs.find(({ name }) => name === database)
  const { db } = subgraph?.database.connection ?? {}
  if (!subgraph || !db) throw new Error(`${database} is not connected`)
  const { atRest } = subgraph.database
  const sealed = new Set(atRest.paths(collection).map(({ field }) => field))
  const conditions = Object.entries(filter)
  const plain = Object.fromEntries(conditions.filter(([field]) => !sealed.has(field)))
  const found = await db.collection(collection).find(plain).sort({ _id: 1 }).toArray()
  return openRows(atRest, collection, found).filter((row) =>
    conditions.every(([field, value]) => !sealed.has(field) || row[field] === value),
  )
}
