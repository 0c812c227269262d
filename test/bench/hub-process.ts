import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { repositoryRoot } from '../../schema/repository-root.ts'

/** A hub in a process of its own, so that its CPU is told from that of who asks it. */
export interface HubProcess {
  readonly variant: Variant
  readonly url: string
  readonly pid: number
  stop(): Promise<void>
}

/** `hub`: as it is served. `hub-bare`: the same graph over the same data, without rules and without a log. */
export type Variant = 'hub' | 'hub-bare'

const programs: Readonly<Record<Variant, string>> = {
  hub: 'dist/gateway/main.js',
  'hub-bare': 'dist/test/bench/bare-hub.js',
}

/** Without the limits on a caller: the bench is one caller. */
const unlimited = { HUB_RATE_PER_SECOND: '1000000', HUB_SUBJECTS_PER_DAY: '1000000000' }

/** Starts a variant on a data folder and a database; resolves when it serves. @throws with what it said if it ends */
export async function startHubProcess(variant: Variant, dataDir: string, mongodbUri: string): Promise<HubProcess> {
  const { PATH, HOME } = process.env
  const child = spawn(process.execPath, [join(repositoryRoot, programs[variant])], {
    env: { PATH, HOME, ...unlimited, PORT: '0', HUB_DATA_DIR: dataDir, MONGODB_URI: mongodbUri },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const url = await servedAt(child)
  return {
    variant,
    url,
    pid: child.pid as number,
    async stop() {
      if (child.exitCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

function servedAt(child: ChildProcess): Promise<string> {
  const said: string[] = []
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue
      createInterface(stream).on('line', (line) => {
        said.push(line)
        const ready = /^Hub ready on (http:\S+)/.exec(line)
        if (ready?.[1]) resolve(ready[1])
      })
    }
    child.once('exit', () => reject(new Error(`the hub ended before it served:\n${said.join('\n')}`)))
  })
}
