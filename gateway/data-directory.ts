import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { newCursorKey } from '../subgraphs/_kit/cursor.ts'

/** What a running hub writes for the commands beside it. */
export interface RunFile {
  readonly mongodbUri: string
  readonly pid: number
  readonly url: string
}

const privateFile = { mode: 0o600 }

/** Makes the folder that holds what must survive a restart. */
export async function openDataDirectory(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
}

/** The key that seals cursors: made at the first start, kept, so that cursors outlive a restart. */
export async function cursorKey(dataDir: string): Promise<Buffer> {
  const path = join(dataDir, 'cursor.key')
  const known = Buffer.from((await readFile(path, 'utf8').catch(() => '')).trim(), 'base64url')
  const key = newCursorKey()
  // A file of another length is no key: cursors would fail one by one while the hub serves.
  if (known.byteLength === key.byteLength) return known
  await writeWhole(path, key.toString('base64url'))
  return key
}

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

/** Written aside and renamed: a crash leaves the old file or the new one, never half of it. */
async function writeWhole(path: string, text: string): Promise<void> {
  // A name that nobody can have laid out before, and no link is followed to.
  const aside = `${path}.${randomBytes(6).toString('hex')}`
  await writeFile(aside, text, { ...privateFile, flag: 'wx' })
  await rename(aside, path)
}
