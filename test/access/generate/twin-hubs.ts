import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mongoose from 'mongoose'
import { createHub, type Hub } from '../../../gateway/hub.ts'
import { demoKeys } from '../../../seed/demo/token-key.ts'
import { cursorKey, joinKey } from '../../../subgraphs/_kit/data-folder.ts'
import { testDataKeysFile } from '../../setup/data-keys.ts'
import { testConfig } from '../../setup/hub.ts'
import { frozenNow } from './viewers.ts'

/** Two hubs that differ in nothing: one seed in two databases, one set of keys, one frozen clock. */
export interface TwinHubs {
  readonly hubs: readonly [Hub, Hub]
  /** The folder of the keys by which tokens are made; both hubs know them. */
  readonly dataDir: string
  stop(): Promise<void>
}

/** Opens both over databases of their own, which are dropped in the end. */
export async function openTwinHubs(name: string, persons: number): Promise<TwinHubs> {
  const prefix = `${name}${randomBytes(4).toString('hex')}`
  const folders = await Promise.all([0, 1].map(() => mkdtemp(join(tmpdir(), 'hub-twin-'))))
  const [first = '', second = ''] = folders
  await writeFile(join(first, 'data-keys.json'), testDataKeysFile, { mode: 0o600 })
  await Promise.all([cursorKey(first), joinKey(first), demoKeys(first)])
  await cp(first, second, { recursive: true })
  const hubs: Hub[] = []
  for (const [index, dataDir] of folders.entries()) {
    const mongodbUri = String(process.env.TEST_MONGODB_URI).replace('/shared', `/${prefix}${index}`)
    const config = {
      ...testConfig(dataDir),
      mongodbUri,
      seedPersons: persons,
      clock: frozenNow,
      ratePerSecond: 1_000_000,
    }
    hubs.push(await createHub(config, { say: () => {}, progress: () => {} }))
  }
  return {
    hubs: hubs as unknown as readonly [Hub, Hub],
    dataDir: first,
    async stop() {
      for (const hub of hubs) await hub.stop()
      // After they have stopped: whoever still follows a change would write a database anew.
      await dropAll(prefix)
      await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })))
    },
  }
}

/** Drops every database of a prefix, the grants and the log beside the agencies. */
export async function dropAll(prefix: string): Promise<void> {
  const connection = await mongoose.createConnection(String(process.env.TEST_MONGODB_URI)).asPromise()
  const client = connection.getClient()
  const { databases } = await client.db('admin').admin().listDatabases()
  for (const { name } of databases) if (name.startsWith(prefix)) await client.db(name).dropDatabase()
  await connection.close()
}
