import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startMongod } from '../../gateway/embedded/start-mongod.ts'

export interface OwnMongod {
  readonly uri: string
  /** Stops the server and keeps its data. */
  stop(): Promise<void>
  /** Freezes the server: it keeps its connections and answers nothing. */
  freeze(): void
  thaw(): void
  /** Starts it again at the same address. */
  start(): Promise<void>
  remove(): Promise<void>
}

/** A MongoDB of a test's own, which it can stop and start at will. */
export async function ownMongod(): Promise<OwnMongod> {
  const dataDir = await mkdtemp(join(tmpdir(), 'own-mongod-'))
  let mongod = await startMongod({ dataDir, say: () => {} })
  let running = true
  const { uri, port } = mongod
  const stop = async () => {
    if (running) await mongod.stop()
    running = false
  }
  return {
    uri,
    stop,
    freeze() {
      process.kill(mongod.pid, 'SIGSTOP')
      // A signal takes its time: what is sent from here on must meet a server that stands still.
      while (!isStopped(mongod.pid));
    },
    thaw: () => process.kill(mongod.pid, 'SIGCONT'),
    async start() {
      mongod = await startMongod({ dataDir, say: () => {}, port })
      running = true
    },
    async remove() {
      await stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

function isStopped(pid: number): boolean {
  return /\) [Tt] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
}
