import { openClock } from '../../schema/clock.ts'
import { openDataDirectory, readRunFile } from '../../subgraphs/_kit/data-folder.ts'
import { GrantRefused } from '../../subgraphs/_kit/grants/check-grant.ts'
import { openGrantDesk } from '../../subgraphs/_kit/grants/grant-desk.ts'
import { ConfigError, readConfig } from '../config.ts'
import { openMongodb } from '../mongodb.ts'
import { describeTouched } from './describe-grants.ts'
import { explain } from './explain.ts'
import { grantsHelp, readGrantsArguments, runGrants } from './run-grants.ts'

async function main(): Promise<void> {
  const args = readGrantsArguments(process.argv.slice(2))
  if (args.help || args.action === undefined) return say(grantsHelp)
  const config = readConfig(process.env)
  await openDataDirectory(config.dataDir)
  const running = await readRunFile(config.dataDir)
  const mongodb = await openMongodb(
    { dataDir: config.dataDir, mongodbUri: running?.mongodbUri ?? config.mongodbUri },
    (line) => process.stderr.write(`${line}\n`),
  )
  const desk = openGrantDesk({
    uri: mongodb.uri,
    now: openClock(config.clock),
    committed: ({ touched }) => describeTouched(touched).forEach(say),
  })
  try {
    await runGrants(args, desk, say)
  } finally {
    await desk.close()
    await mongodb.stop()
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** 2: the words were not understood; 1: the grants were refused, or the database does not answer. */
main().catch((error: unknown) => {
  const nothing = error instanceof GrantRefused ? '\nKhông ghi gì — Nothing was written' : ''
  process.stderr.write(`${explain(error)}${nothing}\n`)
  process.exitCode = error instanceof ConfigError ? 2 : 1
})
