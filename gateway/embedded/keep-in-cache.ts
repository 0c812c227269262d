import { chmod, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { partialFolder } from './cache-folder.ts'
import { mongodName, mongodVersion } from './mongod-version.ts'

/**
 * Moves a fetched binary to `<cacheRoot>/mongod-<version>/` by one rename of its folder:
 * a crash or a second start at the same time finds either nothing or the whole. Where a
 * usable copy is there already, that one stays. Returns the path in the cache.
 */
export async function keepInCache(cacheRoot: string, binary: string, version: string): Promise<string> {
  const place = join(cacheRoot, `mongod-${version}`)
  const kept = join(place, mongodName)
  const made = await partialFolder(cacheRoot)
  try {
    await rename(binary, join(made, mongodName))
    await writeThrough(join(made, mongodName))
    if (await moved(made, place)) return kept
    if ('version' in (await mongodVersion(kept))) return kept
    await replace(made, place)
    return kept
  } finally {
    await rm(made, { recursive: true, force: true })
  }
}

/** Without this a power cut after the rename could leave a file with its length and without its bytes. */
async function writeThrough(path: string): Promise<void> {
  await chmod(path, 0o755)
  const file = await open(path, 'r+')
  await file.sync()
  await file.close()
}

/** False where something stands at `to`; the error differs from system to system. */
async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to)
    return true
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES', 'ENOTDIR'].includes(code)) return false
    throw error
  }
}

async function replace(made: string, place: string): Promise<void> {
  const aside = await partialFolder(join(place, '..'))
  await rename(place, join(aside, 'broken'))
  // false: a start beside us was faster, with a whole copy of its own
  await moved(made, place)
  await rm(aside, { recursive: true, force: true })
}
