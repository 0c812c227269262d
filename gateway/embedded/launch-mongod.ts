import { type ChildProcess, fork } from 'node:child_process'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { limits } from '../../schema/limits.ts'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { endOrphans, endProcess } from './own-processes.ts'

/** How mongod ended; both null where its guardian was killed and mongod had to be ended after it. */
export interface MongodEnd {
  readonly code: number | null
  readonly signal: string | null
}

export interface LaunchedMongod {
  /** Of mongod itself. */
  readonly pid: number
  /** Resolves when mongod has ended, for whatever reason; never rejects. */
  readonly ended: Promise<MongodEnd>
  /** Ends it in order (SIGTERM) and tells how it ended; after its end it does nothing more. */
  readonly end: () => Promise<MongodEnd>
}

type Message = { pid: number } | { failed: string } | MongodEnd

const guardian = join(repositoryRoot, 'gateway/embedded/guardian.mjs')

/**
 * Starts mongod under its guardian, in a session of its own: Ctrl-C in the terminal
 * reaches the hub alone, which then stops mongod in order. What either writes to its
 * standard output goes to the log. Rejects where the binary cannot be started.
 */
export async function launchMongod(
  binary: string,
  args: readonly string[],
  folder: { readonly dbPath: string; readonly logPath: string },
): Promise<LaunchedMongod> {
  const log = await open(folder.logPath, 'a', 0o600)
  const child = fork(guardian, [String(limits.mongodStopMs), binary, ...args], {
    detached: true,
    execArgv: [],
    env: environment(),
    stdio: ['ignore', log.fd, log.fd, 'ipc'],
  })
  const ended = theEnd(child, folder.dbPath)
  const first = await Promise.race([firstMessage(child), ended]).finally(() => log.close())
  if ('pid' in first) return launched(first.pid, ended)
  const why = 'failed' in first ? first.failed : `${first.code ?? first.signal}`
  throw new Error(`Không khởi động được mongod (${why}) — mongod could not be started`)
}

function launched(pid: number, ended: Promise<MongodEnd>): LaunchedMongod {
  let over = false
  ended.then(() => {
    over = true
  })
  const end = async () => {
    // once it has ended its id may be another program's
    if (!over) await endProcess(pid)
    return ended
  }
  return { pid, ended, end }
}

/** The hub's environment may hold tokens, and options of Node that a second process must not share. */
function environment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'HOME', 'LANG', 'TZ', 'TMPDIR', 'LD_LIBRARY_PATH', 'SystemRoot', 'TEMP', 'TMP', 'Path']
  return Object.fromEntries(kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))
}

function firstMessage(child: ChildProcess): Promise<Message> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Message))
    child.once('error', reject)
  })
}

function theEnd(child: ChildProcess, dbPath: string): Promise<MongodEnd> {
  let last: MongodEnd | undefined
  child.on('message', (message: Message) => {
    if ('code' in message) last = message
  })
  // the end of the process may be noticed before its last word is read; the channel closes after it
  const gone = ['exit', 'disconnect'].map((event) => new Promise((resolve) => child.once(event, resolve)))
  return Promise.all(gone).then(async () => {
    // without a last word it was the guardian that was killed: mongod must not go on unguarded
    if (last === undefined) await endOrphans(dbPath, () => {}).catch(() => undefined)
    return last ?? { code: null, signal: null }
  })
}
