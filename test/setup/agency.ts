import { randomBytes } from 'node:crypto'
import type { SeedDocument } from '../../seed/population/population.ts'
import { sealRow } from '../../subgraphs/_kit/at-rest/at-rest.ts'
import { cursorSeal, newCursorKey } from '../../subgraphs/_kit/cursor.ts'
import { loadAgency } from '../../subgraphs/_kit/discover.ts'
import { openSubgraph, type Subgraph } from '../../subgraphs/_kit/subgraph.ts'
import { testDataKeys } from './data-keys.ts'

/** One agency's subgraph over a real database, asked without a gateway. */
export interface TestAgency {
  /** The data of an answer; throws where it has errors. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they asked for
  ask(query: string, variables?: Record<string, unknown>): Promise<any>
  /** What the gateway asks of an entity: its fields by representations of its key. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they asked for
  entities(type: string, fields: string, keys: readonly object[]): Promise<any[]>
  close(): Promise<void>
}

/** The agency over the database that all tests read; `today` is the caller's date. */
export async function openSharedAgency(folder: string, today: string): Promise<TestAgency> {
  const subgraph = await open(folder, String(process.env.TEST_MONGODB_URI))
  return { ...asker(subgraph, today), close: () => subgraph.close() }
}

/** The agency over a database of its own that holds these documents and is dropped on `close`. */
export async function openScratchAgency(
  folder: string,
  documents: Iterable<SeedDocument>,
  today: string,
): Promise<TestAgency> {
  const name = `scratch${randomBytes(4).toString('hex')}`
  const subgraph = await open(folder, String(process.env.TEST_MONGODB_URI).replace('/shared', `/${name}`))
  const byCollection = new Map<string, SeedDocument['document'][]>()
  for (const { collection, document } of documents) {
    const stored = sealRow(subgraph.database.atRest, collection, document)
    const rows = byCollection.get(collection)
    if (rows) rows.push(stored)
    else byCollection.set(collection, [stored])
  }
  for (const [collection, rows] of byCollection) {
    await subgraph.database.collection(collection).collection.insertMany(rows as never[])
  }
  return {
    ...asker(subgraph, today),
    async close() {
      await subgraph.database.connection.dropDatabase()
      await subgraph.close()
    },
  }
}

async function open(folder: string, uri: string): Promise<Subgraph> {
  const options = {
    uri,
    access: null,
    now: () => new Date(),
    report: () => {},
    cursors: cursorSeal(newCursorKey()),
    dataKeys: testDataKeys,
  }
  const subgraph = openSubgraph(await loadAgency(folder), options)
  if (!(await subgraph.database.firstAttempt)) throw new Error('the database of the tests does not answer')
  return subgraph
}

function asker(subgraph: Subgraph, today: string): Pick<TestAgency, 'ask' | 'entities'> {
  const ask: TestAgency['ask'] = async (query, variables) => {
    const { data, errors } = await subgraph.handle({ query, variables, caller: { requestId: 'test', today } })
    if (errors) throw errors[0]
    return data
  }
  return {
    ask,
    async entities(type, fields, keys) {
      const query = `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on ${type} { ${fields} } } }`
      return (await ask(query, { keys: keys.map((key) => ({ __typename: type, ...key })) }))._entities
    },
  }
}
