import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startMongod } from '../../gateway/embedded/start-mongod.ts'
import { seedProvince } from '../../seed/load/seed-province.ts'
import { openDatabase } from '../../subgraphs/_kit/database.ts'
import { discoverAgencies } from '../../subgraphs/_kit/discover.ts'
import { testDataKeys } from './data-keys.ts'
import { testPersons, testSeed } from './population.ts'

/** One real MongoDB for the whole run, filled once: the tests read it, and write only under names of their own. */
export default async function startDatabase(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hub-test-'))
  const mongod = await startMongod({ dataDir, say: (line) => process.stderr.write(`${line}\n`) })
  const uri = mongod.uri.replace(/\/(\?|$)/, '/shared$1')
  const now = () => new Date()
  const targets = (await discoverAgencies()).map((agency) => {
    return { agency, database: openDatabase(agency, { uri, now, dataKeys: testDataKeys }) }
  })
  await Promise.all(targets.map(({ database }) => database.firstAttempt))
  await seedProvince({ targets, persons: testPersons, seed: testSeed, replace: true, progress: () => {} })
  await Promise.all(targets.map(({ database }) => database.close()))
  process.env.TEST_MONGODB_URI = uri
  Object.assign(globalThis, { testMongod: mongod, testDataDir: dataDir })
}
