import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { MongodStep } from './mongod-step.ts'
import { compareVersions, mongodName, mongodVersion } from './mongod-version.ts'

const prefix = 'mongod-'

/** The newest copy that an earlier start kept and that still answers. */
export const fromCache: MongodStep = async ({ cacheRoot }) => {
  const names = await readdir(cacheRoot).catch(() => [])
  const versions = names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length))
  let reason = `chưa có bản nào trong ${cacheRoot} — no copy yet in that folder`
  for (const version of versions.sort(compareVersions).reverse()) {
    const path = join(cacheRoot, prefix + version, mongodName)
    const answer = await mongodVersion(path)
    if ('version' in answer) return { path, version: answer.version, source: 'cache' }
    reason = `${path}: ${answer.reason}`
  }
  return reason
}
