import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { newCursorKey } from './cursor.ts'
import { writeOnce, writeWhole } from './write-whole.ts'

/** What a running hub writes for the commands and the split subgraphs beside it. */
export interface RunFile {
  readonly mongodbUri: string
  readonly pid: number
  readonly url: string
}

/** Makes the folder that holds what must survive a restart. */
export async function openDataDirectory(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
}

/** The key that seals cursors: made at the first start, kept, so that cursors outlive a restart. */
export function cursorKey(dataDir: string): Promise<Buffer> {
  return keptKey(join(dataDir, 'cursor.key'))
}

/** The key that seals what only joins records: the same in every process that serves the graph. */
export function joinKey(dataDir: string): Promise<Buffer> {
  return keptKey(join(dataDir, 'join.key'))
}

/** Processes that start together on one folder agree on one key: the first to lay it down wins. */
async function keptKey(path: string): Promise<Buffer> {
  const known = await readKey(path)
  if (known) return known
  const text = newCursorKey().toString('base64url')
  const laid = await writeOnce(path, text)
  const found = laid ? null : await readKey(path)
  if (found) return found
  // A file of another length is no key: cursors would fail one by one while the hub serves.
  if (!laid) await writeWhole(path, text)
  return (await readKey(path)) ?? Buffer.from(text, 'base64url')
}

async function readKey(path: string): Promise<Buffer | null> {
  const key = Buffer.from((await readFile(path, 'utf8').catch(() => '')).trim(), 'base64url')
  return key.byteLength === keyBytes ? key : null
}

const keyBytes = 32

/** Tells the commands where this hub's database is. */
export async function writeRunFile(dataDir: string, run: RunFile): Promise<void> {
  await writeWhole(join(dataDir, 'run.json'), `${JSON.stringify(run, null, 2)}\n`)
}

/** The hub that runs on this folder, or null; the file of a killed hub is no hub. */
export async function readRunFile(dataDir: string): Promise<RunFile | null> {
  const text = await readFile(join(dataDir, 'run.json'), 'utf8').catch(() => '')
  const run = parseRun(text)
  return run && isAlive(run.pid) ? run : null
}

/** Null for anything else: the parser's own error would repeat the file, and a password with it. */
function parseRun(text: string): RunFile | null {
  try {
    const run: RunFile | null = JSON.parse(text)
    const whole = typeof run?.mongodbUri === 'string' && typeof run.url === 'string'
    return whole && Number.isInteger(run.pid) && run.pid > 0 ? run : null
  } catch {
    return null
  }
}

/** Removed at a clean stop, so that no command waits for a hub that is gone. */
export async function removeRunFile(dataDir: string): Promise<void> {
  await rm(join(dataDir, 'run.json'), { force: true })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Another user's process cannot be asked, and lives.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
