import type { Config } from './config.ts'
import { startMongod } from './embedded/start-mongod.ts'

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
  const mongod = await startMongod({ dataDir: config.dataDir, say })
  return { uri: mongod.uri, embedded: true, stop: () => mongod.stop() }
}

/** Where one agency's database lies: a server of its own where it is given, else the common one. */
export function agencyUri(config: Pick<Config, 'agencyUris'>, database: string, common: string): string {
  return config.agencyUris[database] ?? common
}
