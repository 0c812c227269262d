import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { limits } from '../../schema/limits.ts'
import { processStart } from './process-table.ts'
import { waitUntil } from './wait-until.ts'

interface Owner {
  readonly pid: number
  readonly started: string
}

/**
 * Makes this process the only hub on `folder` until the returned function is called or
 * the process ends, however it ends. Throws where another living hub has it, and names it.
 * Below this, mongod's own lock on its files stays the last guard (a hub in another
 * container cannot be seen from here).
 */
export async function claimFolder(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, 'mongod.owner')
  const draft = `${file}.${randomUUID()}`
  const claim = JSON.stringify({ pid: process.pid, started: await processStart(process.pid), claim: randomUUID() })
  await writeFile(draft, claim, { mode: 0o600 })
  try {
    const mine = await waitUntil(async () => (await linked(draft, file)) || clearStale(file), limits.mongodStopMs)
    if (!mine) throw new Error(`Không giữ được ${file} — The file ${file} could not be claimed`)
  } finally {
    await rm(draft, { force: true })
  }
  return async () => {
    if ((await content(file)) === claim) await rm(file, { force: true })
  }
}

/** A link appears whole or not at all, and never over another: the one step that decides between two starts. */
async function linked(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Throws where the owner lives; else takes its file away. Always false: the claim is still to be made. */
async function clearStale(file: string): Promise<false> {
  const seen = await content(file)
  const owner = ownerOf(seen)
  if (owner !== undefined && (await processStart(owner.pid)) === owner.started) throw inUse(owner.pid)
  const aside = `${file}.${randomUUID()}`
  await rename(file, aside).catch(() => undefined)
  // a third start may have put its claim there since we looked: it goes back
  if ((await content(aside)) !== seen) await link(aside, file).catch(() => undefined)
  await rm(aside, { force: true })
  return false
}

function content(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '')
}

/** Undefined for a file that a power cut left empty, or that is not ours. */
function ownerOf(text: string): Owner | undefined {
  try {
    const { pid, started } = JSON.parse(text) as Partial<Owner>
    return Number.isInteger(pid) && typeof started === 'string' ? { pid: pid as number, started } : undefined
  } catch {
    return undefined
  }
}

function inUse(pid: number): Error {
  return new Error(
    `HUB_DATA_DIR đang được một hub khác dùng (tiến trình ${pid}); hãy dừng nó hoặc chọn HUB_DATA_DIR khác — ` +
      `Another hub (process ${pid}) is using this HUB_DATA_DIR; stop it, or choose another HUB_DATA_DIR`,
  )
}
