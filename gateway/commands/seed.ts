import { parseArgs } from 'node:util'
import { openClock } from '../../schema/clock.ts'
import { seedProvince } from '../../seed/load/seed-province.ts'
import { openDataKeys } from '../../subgraphs/_kit/at-rest/data-keys.ts'
import { openDataDirectory, readRunFile } from '../../subgraphs/_kit/data-folder.ts'
import { openDatabase } from '../../subgraphs/_kit/database.ts'
import { discoverAgencies } from '../../subgraphs/_kit/discover.ts'
import { type Config, ConfigError, readConfig } from '../config.ts'
import { agencyUri, openMongodb } from '../mongodb.ts'
import { describeSeed } from './describe-seed.ts'
import { explain } from './explain.ts'
import { createBar } from './progress-bar.ts'

const help = `npm run seed -- [--persons N] [--seed TEXT]

Tạo dân số tổng hợp và nạp vào cơ sở dữ liệu của mọi cơ quan.
Fills the agencies' databases with reference data and a synthetic population.

  --persons N   1 to 2,000,000; default HUB_SEED_PERSONS or 10000
  --seed TEXT   another text gives another population; default "binh-dinh"

The same numbers twice write nothing the second time; an interrupted run goes on where it
stopped; other numbers replace what the seed wrote. A database without its marker that holds
anything is never touched. A running hub's database is used, else one is started.`

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { persons: { type: 'string' }, seed: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help) return void process.stdout.write(`${help}\n`)
  const env = { ...process.env, ...(values.persons ? { HUB_SEED_PERSONS: values.persons } : {}) }
  const config = readConfig(env)
  await openDataDirectory(config.dataDir)
  const running = await readRunFile(config.dataDir)
  const mongodb = await openMongodb(
    { dataDir: config.dataDir, mongodbUri: running?.mongodbUri ?? config.mongodbUri },
    say,
  )
  try {
    await fill({ ...config, seed: values.seed || config.seed }, mongodb.uri)
  } finally {
    await mongodb.stop()
  }
}

async function fill(config: Config, commonUri: string): Promise<void> {
  const now = openClock(config.clock)
  const agencies = await discoverAgencies()
  const dataKeys = await openDataKeys(
    config.dataDir,
    agencies.map(({ manifest }) => manifest.database),
  )
  const targets = agencies.map((agency) => {
    const uri = agencyUri(config, agency.manifest.database, commonUri)
    return { agency, database: openDatabase(agency, { uri, now, dataKeys }) }
  })
  const bar = createBar(process.stdout)
  try {
    await Promise.all(targets.map(({ database }) => database.firstAttempt))
    const { seedPersons: persons, seed } = config
    const report = await seedProvince({ targets, persons, seed, replace: true, progress: bar.show })
    bar.done()
    for (const line of describeSeed(report)) say(line)
    for (const [name, count] of Object.entries(report.planted).sort()) say(`  ${name}: ${count}`)
    if (report.unreachable.length > 0)
      throw new ConfigError(`Chưa nạp được / not reached: ${report.unreachable.join(', ')}`)
  } finally {
    bar.done()
    await Promise.all(targets.map(({ database }) => database.close()))
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

main().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`)
  process.exitCode = 1
})
