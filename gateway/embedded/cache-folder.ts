import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { limits } from '../../schema/limits.ts'

const partialPrefix = '.partial-'

/**
 * Where copies of mongod lie: outside `HUB_DATA_DIR`, so that wiping the data does not
 * cost a download. `HUB_CACHE_DIR`, else `XDG_CACHE_HOME` (where absolute, as its
 * specification asks), else `~/.cache`; below it `provincial-data-hub`.
 */
export function mongodCacheRoot(env: NodeJS.ProcessEnv, cacheDir?: string): string {
  const chosen = cacheDir || env.HUB_CACHE_DIR
  if (chosen) return join(chosen, 'provincial-data-hub')
  const shared = env.XDG_CACHE_HOME
  const base = shared && isAbsolute(shared) ? shared : join(env.HOME || homedir(), '.cache')
  return join(base, 'provincial-data-hub')
}

/**
 * Makes a folder for something half-made, on the same file system as its final place.
 * Clears what a crash left there; what a start beside us is making is too young to go.
 */
export async function partialFolder(cacheRoot: string): Promise<string> {
  await mkdir(cacheRoot, { recursive: true, mode: 0o700 })
  for (const name of await readdir(cacheRoot)) {
    if (!name.startsWith(partialPrefix)) continue
    const path = join(cacheRoot, name)
    const age = await stat(path).then(
      (found) => Date.now() - found.mtimeMs,
      () => 0,
    )
    if (age > limits.mongodPartialMs) await rm(path, { recursive: true, force: true })
  }
  return mkdtemp(join(cacheRoot, partialPrefix))
}
