import { openDataDirectory, readRunFile } from '../../subgraphs/_kit/data-folder.ts'
import { readConfig } from '../config.ts'
import { openMongodb } from '../mongodb.ts'

/** Where the log of a data folder lies: the database of the hub that runs on it, else the given one, else its own. */
export interface LogSource {
  readonly uri: string
  readonly dataDir: string
  stop(): Promise<void>
}

/** Finds the database of the log, and starts the embedded one where no hub does. @throws ConfigError */
export async function openLogSource(): Promise<LogSource> {
  const { dataDir, mongodbUri } = readConfig(process.env)
  await openDataDirectory(dataDir)
  const running = await readRunFile(dataDir)
  // What it says while it starts goes beside the result, which another program may read.
  const say = (line: string) => void process.stderr.write(`${line}\n`)
  const mongodb = await openMongodb({ dataDir, mongodbUri: running?.mongodbUri ?? mongodbUri }, say)
  return { uri: mongodb.uri, dataDir, stop: mongodb.stop }
}
