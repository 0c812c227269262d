import { join, resolve } from 'node:path'
import { limits } from '../schema/limits.ts'
import { repositoryRoot } from '../schema/repository-root.ts'

/** Everything that a start depends on, read from the environment once. */
export interface Config {
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
}

type Environment = Readonly<Record<string, string | undefined>>

/** Raised for a setting that cannot be used; its message says which one and how to mend it. */
export class ConfigError extends Error {}

/**
 * The configuration of this start; a variable that is empty counts as absent.
 * @throws ConfigError naming the variable and the way out
 */
export function readConfig(env: Environment): Config {
  refuseProduction(env)
  const host = env.HOST || '127.0.0.1'
  if (!isLoopback(host) && env.HUB_DEMO_EXPOSED !== 'yes') {
    throw new ConfigError(
      `HOST=${host}: bản này chưa có bộ kiểm soát truy cập nên chỉ phục vụ trên máy này. ` +
        'This release answers everything to everybody and serves on loopback only. ' +
        'Leave HOST out; or set HUB_DEMO_EXPOSED=yes inside a container that publishes to loopback.',
    )
  }
  return {
    host,
    port: wholeNumber(env, 'PORT', 4000, 0, 65_535),
    dataDir: resolve(env.HUB_DATA_DIR || join(repositoryRoot, '.data')),
    mongodbUri: mongodbUri(env, 'MONGODB_URI'),
    agencyUris: agencyUris(env),
    seedPersons: wholeNumber(env, 'HUB_SEED_PERSONS', 10_000, 1, limits.seedPersonsMax),
    seed: env.HUB_SEED || 'binh-dinh',
    clock: instant(env),
    supergraph: env.SUPERGRAPH || undefined,
  }
}

function refuseProduction(env: Environment): void {
  const mode = env.HUB_MODE || 'demo'
  if (mode === 'demo') return
  if (mode === 'production') {
    throw new ConfigError(
      'HUB_MODE=production: bản này chưa có bộ kiểm soát truy cập nên không chạy ở chế độ vận hành. ' +
        'This release has no access judge yet and refuses production. Leave HUB_MODE out to run the demo on synthetic data.',
    )
  }
  throw new ConfigError('HUB_MODE: chỉ nhận demo hoặc production. HUB_MODE takes demo or production.')
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

function instant(env: Environment): string | undefined {
  const text = env.HUB_CLOCK
  if (!text) return undefined
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
