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
  const known = await readFile(path, 'utf8').catch(() => null)
  if (known) return Buffer.from(known.trim(), 'base64url')
  const key = newCursorKey()
  await writeWhole(path, key.toString('base64url'))
  return key
}

/** Tells the commands where this hub's database is. */
export async function writeRunFile(dataDir: string, run: RunFile): Promise<void> {
  await writeWhole(join(dataDir, 'run.json'), `${JSON.stringify(run, null, 2)}\n`)
}

/** The hub that runs on this folder, or null; the file of a killed hub is no hub. */
export async function readRunFile(dataDir: string): Promise<RunFile | null> {
  const text = await readFile(join(dataDir, 'run.json'), 'utf8').catch(() => null)
  if (!text) return null
  const run: RunFile = JSON.parse(text)
  return isAlive(run.pid) ? run : null
}

/** Removed at a clean stop, so that no command waits for a hub that is gone. */
export async function removeRunFile(dataDir: string): Promise<void> {
  await rm(join(dataDir, 'run.json'), { force: true })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Written aside and renamed: a crash leaves the old file or the new one, never half of it. */
async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, privateFile)
  await rename(`${path}.new`, path)
}
