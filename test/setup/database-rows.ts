import type { TestHub } from './hub.ts'

/** Rows of one agency's database in the order of their `_id`, read by the driver alone. */
export async function databaseRows(
  hub: TestHub,
  database: string,
  collection: string,
  filter: object,
  // biome-ignore lint/suspicious/noExplicitAny: rows are whatever the agency stores
): Promise<Record<string, any>[]> {
  const subgraph = hub.hub.subgraphs.find(({ name }) => name === database)
  const { db } = subgraph?.database.connection ?? {}
  if (!db) throw new Error(`${database} is not connected`)
  return db.collection(collection).find(filter).sort({ _id: 1 }).toArray()
}
