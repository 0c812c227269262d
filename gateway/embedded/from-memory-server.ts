import { rm } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { limits } from '../../schema/limits.ts'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { partialFolder } from './cache-folder.ts'
import { keepInCache } from './keep-in-cache.ts'
import type { MongodStep } from './mongod-step.ts'
import { mongodVersion } from './mongod-version.ts'
import { runProgram } from './run-program.ts'

const program = join(repositoryRoot, 'gateway/embedded/download-mongod.mjs')

/** The download of mongodb-memory-server, from MongoDB's own servers; its `MONGOMS_*` settings hold. */
export const fromMemoryServer: MongodStep = async ({ env, cacheRoot, say }) => {
  const folder = await partialFolder(cacheRoot)
  try {
    say('mongod: đang thử mongodb-memory-server — trying the download of mongodb-memory-server')
    const outcome = await download(folder, env)
    if ('failed' in outcome) return `không tải được (${outcome.failed}) — the download failed`
    const answer = await mongodVersion(outcome.path)
    if ('reason' in answer) return answer.reason
    const { path } = outcome
    const { version } = answer
    // what it found elsewhere (MONGOMS_SYSTEM_BINARY) is not ours to move
    const kept = path.startsWith(folder + sep) ? await keepInCache(cacheRoot, path, version) : path
    return { path: kept, version, source: 'memory-server' }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** `failed` is a short code, for the package's errors hold addresses and run over many lines. */
async function download(folder: string, env: NodeJS.ProcessEnv): Promise<{ path: string } | { failed: string }> {
  const { NODE_OPTIONS: _, ...rest } = env
  const end = await runProgram(process.execPath, [program, folder], {
    // the package checks certificates only where npm's setting says so: an executable is coming
    env: { ...rest, npm_config_strict_ssl: 'true' },
    limitMs: limits.mongodDownloadMs,
  })
  if (end.code === null) return { failed: 'TIMEOUT' }
  try {
    const said = end.output.split('\n').filter((line) => line.startsWith('{"'))
    const { path, failed } = JSON.parse(said.at(-1) ?? '') as { path?: string; failed?: unknown }
    return path === undefined ? { failed: String(failed).slice(0, 40) } : { path }
  } catch {
    return { failed: `exit ${end.code}` }
  }
}
