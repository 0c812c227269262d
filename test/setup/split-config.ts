import type { ServeConfig } from '../../subgraphs/_kit/serve-config.ts'

/** The configuration of one database's subgraph over the shared database, on a port of its own. */
export function splitConfig(folder: string, dataDir: string, changes: Partial<ServeConfig> = {}): ServeConfig {
  return {
    folder,
    mode: 'demo',
    host: '127.0.0.1',
    port: 0,
    dataDir,
    mongodbUri: process.env.TEST_MONGODB_URI,
    agencyUris: {},
    foreign: null,
    clock: undefined,
    ...changes,
  }
}
