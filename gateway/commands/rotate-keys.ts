import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openClock } from '../../schema/clock.ts'
import { limits } from '../../schema/limits.ts'
import { readMarker } from '../../seed/load/marker.ts'
import { openDataKeys } from '../../subgraphs/_kit/at-rest/data-keys.ts'
import { rotateDatabase } from '../../subgraphs/_kit/at-rest/rotate-database.ts'
import { openDataDirectory, readRunFile } from '../../subgraphs/_kit/data-folder.ts'
import { type Database, openDatabase } from '../../subgraphs/_kit/database.ts'
import { discoverAgencies } from '../../subgraphs/_kit/discover.ts'
import { ConfigError, readConfig } from '../config.ts'
import { agencyUri, openMongodb } from '../mongodb.ts'
import { explain } from './explain.ts'
import { createBar } from './progress-bar.ts'

const help = `npm run keys:rotate -- <database> | --all

Thay khóa mã hóa dữ liệu nhạy cảm của một cơ sở dữ liệu và mã hóa lại; nền tảng vẫn phục vụ trong khi đó.
Gives a database a new data key and seals its sensitive values by it, while the hub serves.

  <database>   folder of the agency: health, residence, …
  --all        every database that holds sensitive values, one after the other

Interrupted, it goes on where it stopped when it is called again. The former key is removed from
data-keys.json when no value under it is left; copies of that file on other machines must be
renewed before this command, and after it.`

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { all: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    allowPositionals: true,
  })
  if (values.help) return say(help)
  const config = readConfig(process.env)
  const agencies = await discoverAgencies()
  const sealed = agencies.map((agency) => agency.manifest.database)
  const wanted = values.all ? sealed : positionals
  const unknown = wanted.find((name) => !sealed.includes(name))
  if (wanted.length === 0 || unknown !== undefined) throw unknownDatabase(unknown, sealed)
  await openDataDirectory(config.dataDir)
  const running = await readRunFile(config.dataDir)
  const mongodbUri = running?.mongodbUri ?? config.mongodbUri
  const mongodb = await openMongodb({ dataDir: config.dataDir, mongodbUri }, say)
  try {
    const keys = await openDataKeys(config.dataDir, sealed)
    // On a server of our own that was just started nobody else reads.
    const settle = async () => void (mongodb.embedded || (await setTimeout(limits.dataKeysSettleMs)))
    for (const agency of agencies.filter(({ manifest }) => wanted.includes(manifest.database))) {
      const uri = agencyUri(config, agency.manifest.database, mongodb.uri)
      const database = openDatabase(agency, { uri, now: openClock(config.clock), dataKeys: keys })
      await rotateOne(database, { keys, settle }).finally(() => database.close())
    }
  } finally {
    await mongodb.stop()
  }
}

async function rotateOne(
  database: Database,
  { keys, settle }: Pick<Parameters<typeof rotateDatabase>[0], 'keys' | 'settle'>,
): Promise<void> {
  if (!(await database.firstAttempt)) throw new ConfigError(`${database.name}: không kết nối được — not reached`)
  if (database.atRest.collections.length === 0) {
    return say(`${database.name}: không có dữ liệu nhạy cảm — holds no sensitive values`)
  }
  const marker = await readMarker(database)
  if (marker && !marker.complete) throw unfinished(database.name)
  const bar = createBar(process.stdout)
  try {
    const rows = await rotateDatabase({ database, keys, settle, progress: (done, all) => bar.show(done, all, 'keys') })
    bar.done()
    say(`${database.name}: đã mã hóa lại ${rows} bản ghi bằng khóa mới — ${rows} records sealed by a new key`)
  } finally {
    bar.done()
  }
}

function unknownDatabase(name: string | undefined, known: readonly string[]): ConfigError {
  const problem =
    name === undefined
      ? 'Thiếu tên cơ sở dữ liệu. No database is named'
      : `Không có cơ sở dữ liệu này. No database bears the name ${name}`
  return new ConfigError(`${problem}: npm run keys:rotate -- <${known.join(' | ')}>, or --all.`)
}

function unfinished(name: string): ConfigError {
  return new ConfigError(
    `${name}: dữ liệu chưa nạp xong. The database is not filled to the end: run npm run seed first, then rotate its keys.`,
  )
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

main().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`)
  process.exitCode = 1
})
