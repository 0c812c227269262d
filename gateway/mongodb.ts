import { limits } from '../schema/limits.ts'
import type { Config } from './config.ts'
import { type EmbeddedMongod, startMongod } from './embedded/start-mongod.ts'

/** The MongoDB server behind the agencies, given or embedded. */
export interface Mongodb {
  readonly uri: string
  readonly embedded: boolean
  stop(): Promise<void>
}

/** Takes the server of `MONGODB_URI`, or starts the embedded one on the data folder. */
export async function openMongodb(
  config: Pick<Config, 'mongodbUri' | 'dataDir'>,
  say: (line: string) => void,
): Promise<Mongodb> {
  if (config.mongodbUri) return { uri: config.mongodbUri, embedded: false, stop: async () => {} }
  return superviseMongod(config.dataDir, say)
}

/** Where one agency's database lies: a server of its own where it is given, else the common one. */
export function agencyUri(config: Pick<Config, 'agencyUris'>, database: string, common: string): string {
  return config.agencyUris[database] ?? common
}

/**
 * The embedded server, started again at the same address when it ends by itself: the hub
 * answers AGENCY_UNAVAILABLE meanwhile and takes the databases up as they return. After
 * `limits.mongodRestarts` ends it is left down, since a server that cannot stay is not helped.
 */
async function superviseMongod(dataDir: string, say: (line: string) => void): Promise<Mongodb> {
  let stopping = false
  let restarts = 0
  let current: Promise<EmbeddedMongod>
  const first = await startMongod({ dataDir, say, onExit: () => again() })
  current = Promise.resolve(first)
  function again(): void {
    if (stopping) return
    if (restarts >= limits.mongodRestarts) {
      say(
        `mongod: đã dừng ${restarts + 1} lần, không khởi động lại nữa — ended too often; stop the hub and look into ${dataDir}/mongod.log`,
      )
      return
    }
    restarts += 1
    say('mongod: tự dừng, đang khởi động lại — ended by itself, starting it again')
    current = startMongod({ dataDir, say: () => {}, port: first.port, onExit: () => again() })
    current.catch(() => again())
  }
  return {
    uri: first.uri,
    embedded: true,
    async stop() {
      stopping = true
      const mongod = await current.catch(() => null)
      await mongod?.stop()
    },
  }
}
