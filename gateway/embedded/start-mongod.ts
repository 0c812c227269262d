import { mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { limits } from '../../schema/limits.ts'
import { choosePort, keepPort } from './choose-port.ts'
import { claimFolder } from './claim-folder.ts'
import { directClient, ensurePrimary } from './ensure-primary.ts'
import { findMongod } from './find-mongod.ts'
import { type LaunchedMongod, launchMongod, type MongodEnd } from './launch-mongod.ts'
import { mongodArguments, replicaSetName } from './mongod-arguments.ts'
import { boundLog, logSince, logSize, setLogAside } from './mongod-log.ts'
import { endOrphans } from './own-processes.ts'
import { lostItsPort, whyMongodEnded } from './why-mongod-ended.ts'

export interface EmbeddedMongod {
  /** Without a database name; a direct connection, on which transactions and change streams work. */
  readonly uri: string
  readonly port: number
  /** Of mongod itself. */
  readonly pid: number
  readonly version: string
  /** Ends mongod in order and frees the folder; resolves when the process is gone. May be called again. */
  stop(): Promise<void>
}

export interface StartOptions {
  /** `HUB_DATA_DIR`: holds `mongod/`, `mongod.log`, `mongod.port`, and `mongod.owner` while a hub runs. */
  readonly dataDir: string
  readonly say: (line: string) => void
  /** Default: the port of the last start where it is free, else any free one. */
  readonly port?: number
  /** Default: the environment of this process. */
  readonly env?: NodeJS.ProcessEnv
  readonly cacheDir?: string
  /** Called where mongod ends without `stop` after it was ready. */
  readonly onExit?: (end: MongodEnd) => void
}

interface Folder {
  readonly path: string
  readonly dbPath: string
  readonly logPath: string
}

/**
 * Starts the embedded MongoDB on `dataDir`: a replica set of one member on loopback, its
 * data kept from start to start. Throws where another living hub has the folder, where no
 * mongod can be found, and where mongod does not become ready; then nothing is left running.
 */
export async function startMongod(options: StartOptions): Promise<EmbeddedMongod> {
  const folder = await prepareFolder(options.dataDir)
  const release = await claimFolder(folder.path)
  try {
    const binary = await findMongod(options)
    await endOrphans(folder.dbPath, options.say)
    await setLogAside(folder.logPath)
    const { port, mongod } = await serve(binary.path, folder, options.port)
    return embedded({ port, mongod, version: binary.version, release, folder, onExit: options.onExit })
  } catch (error) {
    await release()
    throw error
  }
}

/** The real path, so that one folder is one folder by whatever link it is reached. */
async function prepareFolder(dataDir: string): Promise<Folder> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const path = await realpath(dataDir)
  const dbPath = join(path, 'mongod')
  await mkdir(dbPath, { recursive: true, mode: 0o700 })
  return { path, dbPath, logPath: join(path, 'mongod.log') }
}

async function serve(binary: string, folder: Folder, fixedPort: number | undefined) {
  for (let attempt = 1; ; attempt += 1) {
    const port = fixedPort ?? (await choosePort(folder.path))
    const logStart = await logSize(folder.logPath)
    const mongod = await launchMongod(binary, mongodArguments(folder, port), folder)
    const end = await readyOrEnded(mongod, port, folder)
    if (end === undefined) {
      await keepPort(folder.path, port)
      return { port, mongod }
    }
    if (fixedPort === undefined && lostItsPort(end) && attempt < limits.mongodPortAttempts) continue
    const why = whyMongodEnded(end, await logSince(folder.logPath, logStart), folder.logPath)
    throw new Error(`mongod không khởi động được — mongod did not start: ${why}`)
  }
}

/** Undefined when it is primary; how it ended where it ended first. Throws with mongod stopped. */
async function readyOrEnded(mongod: LaunchedMongod, port: number, folder: Folder): Promise<MongodEnd | undefined> {
  const client = directClient(port)
  const ready = ensurePrimary(client, port, folder.dbPath)
  try {
    return await Promise.race([ready.then(() => undefined), mongod.ended])
  } catch (error) {
    // a server that ends takes its connections along, and those may be noticed first
    const end = await mongod.end()
    if (end.code !== 0 && end.code !== null) return end
    throw new Error('mongod không khởi động được — mongod did not become ready', { cause: error })
  } finally {
    ready.catch(() => undefined)
    await client.close()
  }
}

function embedded(parts: {
  port: number
  mongod: LaunchedMongod
  version: string
  folder: Folder
  release: () => Promise<void>
  onExit: StartOptions['onExit']
}): EmbeddedMongod {
  const { port, mongod, version, folder, release, onExit } = parts
  const unbound = boundLog(folder.logPath, mongod.pid)
  let stopping = false
  const freed = mongod.ended.then(async (end) => {
    unbound()
    await release()
    if (!stopping) onExit?.(end)
  })
  return {
    uri: `mongodb://127.0.0.1:${port}/?replicaSet=${replicaSetName}&directConnection=true`,
    port,
    pid: mongod.pid,
    version,
    async stop() {
      stopping = true
      await mongod.end()
      await freed
    },
  }
}
