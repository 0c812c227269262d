import { join, resolve } from 'node:path'
import { ConfigError } from '../schema/config-error.ts'
import { type IdentitySettings, identitySettings } from '../schema/identity/settings.ts'
import { limits } from '../schema/limits.ts'
import { repositoryRoot } from '../schema/repository-root.ts'

export { ConfigError }

/** Everything that a start depends on, read from the environment once. */
export interface Config extends IdentitySettings {
  /** `demo`: synthetic data and identities that the hub makes itself; `production`: neither. */
  readonly mode: 'demo' | 'production'
  readonly host: string
  readonly port: number
  readonly dataDir: string
  /** Absent: an embedded MongoDB is started. */
  readonly mongodbUri: string | undefined
  /** A server of its own for an agency's database: `MONGODB_URI_LAND`, `MONGODB_URI_CIVIL_STATUS`. */
  readonly agencyUris: Readonly<Record<string, string>>
  readonly seedPersons: number
  readonly seed: string
  readonly clock: string | undefined
  /** A foreign Federation 2 supergraph to serve instead of the province's. */
  readonly supergraph: string | undefined
  /** The schema is public unless this is off; then no error suggests a name either. */
  readonly introspection: boolean
  /** Databases whose subgraph runs elsewhere, by folder: `{ land: 'http://127.0.0.1:4101' }`. */
  readonly remoteSubgraphs: Readonly<Record<string, string>>
  /** Requests of one caller in a second. */
  readonly ratePerSecond: number
  /** Persons whose records one agency may read for one purpose on one day of the province. */
  readonly subjectsPerDay: number
  /** Metrics and diagnostics; undefined: not served. */
  readonly opsPort: number | undefined
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The configuration of this start; a variable that is empty counts as absent.
 * @throws ConfigError naming the variable and the way out
 */
export function readConfig(env: Environment): Config {
  const mode = oneOf(env, 'HUB_MODE', ['demo', 'production'])
  if (mode === 'production') requireForProduction(env)
  return {
    mode,
    ...identitySettings(env, mode),
    host: host(env, mode),
    port: wholeNumber(env, 'PORT', 4000, 0, 65_535),
    dataDir: resolve(env.HUB_DATA_DIR || join(repositoryRoot, '.data')),
    mongodbUri: mongodbUri(env, 'MONGODB_URI'),
    agencyUris: agencyUris(env),
    seedPersons: wholeNumber(env, 'HUB_SEED_PERSONS', 10_000, 1, limits.seedPersonsMax),
    seed: env.HUB_SEED || 'binh-dinh',
    clock: instant(env, mode),
    supergraph: env.SUPERGRAPH || undefined,
    introspection: oneOf(env, 'HUB_INTROSPECTION', ['on', 'off']) === 'on',
    remoteSubgraphs: remoteSubgraphs(env),
    ratePerSecond: wholeNumber(env, 'HUB_RATE_PER_SECOND', limits.ratePerSecondDefault, 1, 1_000_000),
    subjectsPerDay: wholeNumber(env, 'HUB_SUBJECTS_PER_DAY', limits.subjectsPerDayDefault, 1, 1_000_000_000),
    opsPort: env.OPS_PORT ? wholeNumber(env, 'OPS_PORT', 0, 0, 65_535) : undefined,
  }
}

function oneOf<Value extends string>(env: Environment, name: string, values: readonly [Value, Value]): Value {
  const text = env[name] || values[0]
  const value = values.find((known) => known === text)
  if (value) return value
  throw new ConfigError(
    `${name}: chỉ nhận ${values.join(' hoặc ')}. ${name} takes ${values.join(' or ')}; left out, it is ${values[0]}.`,
  )
}

/** The demo's identities can be taken by anybody who reaches it, so that it stays on this machine. */
function host(env: Environment, mode: Config['mode']): string {
  const name = env.HOST || '127.0.0.1'
  if (mode === 'production' || isLoopback(name) || env.HUB_DEMO_EXPOSED === 'yes') return name
  throw new ConfigError(
    `HOST=${name}: bản thử cấp danh tính cho bất kỳ ai nên chỉ phục vụ trên máy này. ` +
      'The demo gives its identities to anybody and serves on loopback only. ' +
      'Leave HOST out; or set HUB_DEMO_EXPOSED=yes inside a container that publishes to loopback.',
  )
}

/** All that is missing at once; real records are never put into a database that a start makes. */
function requireForProduction(env: Environment): void {
  const missing = ['HUB_ISSUER', 'HUB_AUDIENCE', 'HUB_JWKS', 'MONGODB_URI'].filter((name) => !env[name])
  if (missing.length === 0) return
  throw new ConfigError(
    `${missing.join(', ')}: còn thiếu, chế độ vận hành không tự tạo danh tính hay cơ sở dữ liệu. ` +
      `HUB_MODE=production takes ${missing.join(', ')} too: the identity provider's issuer, audience and JWKS, and a database. Leave HUB_MODE out for the demo.`,
  )
}

/** Whether a host name means this machine alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

function wholeNumber(env: Environment, name: string, fallback: number, least: number, most: number): number {
  const text = env[name]
  if (text === undefined || text === '') return fallback
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (number >= least && number <= most) return number
  throw new ConfigError(
    `${name}: cần một số nguyên từ ${least} đến ${most}. ${name} takes a whole number from ${least} to ${most}.`,
  )
}

function instant(env: Environment, mode: Config['mode']): string | undefined {
  const text = env.HUB_CLOCK
  if (!text) return undefined
  if (mode === 'production') {
    throw new ConfigError(
      'HUB_CLOCK: chỉ dùng cho bản thử. HUB_CLOCK refuses production, where grants and tokens end by the real time; leave it out.',
    )
  }
  if (/^\d{4}-\d{2}-\d{2}T.+(?:Z|[+-]\d{2}:\d{2})$/.test(text) && !Number.isNaN(Date.parse(text))) return text
  throw new ConfigError(
    'HUB_CLOCK: cần một thời điểm ISO. HUB_CLOCK takes an ISO instant such as 2026-01-31T08:00:00+07:00.',
  )
}

function agencyUris(env: Environment): Record<string, string> {
  const uris: Record<string, string> = {}
  for (const name of Object.keys(env)) {
    const agency = /^MONGODB_URI_([A-Z0-9_]+)$/.exec(name)?.[1]
    const uri = agency && mongodbUri(env, name)
    if (agency && uri) uris[agency.toLowerCase().replaceAll('_', '-')] = uri
  }
  return uris
}

/** The URI may hold a password, so a refusal never repeats it. */
function mongodbUri(env: Environment, name: string): string | undefined {
  const uri = env[name]
  if (!uri) return undefined
  const parts = /^mongodb(?:\+srv)?:\/\/[^/?]+(?:\/(?<prefix>[^?]*))?(?:\?.*)?$/.exec(uri)
  // What follows is part of the names of databases, for which MongoDB has few characters and 63 bytes.
  if (parts && /^[A-Za-z0-9_-]{0,30}$/.test(parts.groups?.prefix ?? '')) return uri
  throw new ConfigError(
    `${name}: cần dạng mongodb://máy:cổng/tiền-tố, tiền tố tối đa 30 chữ, số, _ hoặc -. ` +
      `${name} takes the form mongodb://host:port/prefix, the prefix of at most 30 letters, digits, _ or -.`,
  )
}

function remoteSubgraphs(env: Environment): Record<string, string> {
  const entries = (env.HUB_SUBGRAPHS ?? '').split(',').filter((entry) => entry.trim() !== '')
  const remote = new Map<string, string>()
  for (const entry of entries) {
    const { folder, url } = /^(?<folder>[a-z][a-z0-9-]*)=(?<url>https?:\/\/[^\s;]+)$/.exec(entry.trim())?.groups ?? {}
    if (!folder || !url || !URL.canParse(url) || remote.has(folder)) {
      throw new ConfigError(
        'HUB_SUBGRAPHS: cần dạng thư-mục=địa-chỉ, cách nhau bằng dấu phẩy, mỗi thư mục một lần. ' +
          'HUB_SUBGRAPHS takes folder=url pairs parted by commas, each folder once: land=http://127.0.0.1:4101,health=https://health.example.',
      )
    }
    remote.set(folder, url)
  }
  return Object.fromEntries(remote)
}
