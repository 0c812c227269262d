import { join, resolve } from 'node:path'
import { ConfigError } from '../../schema/config-error.ts'
import { type IdentitySettings, identitySettings } from '../../schema/identity/settings.ts'
import { repositoryRoot } from '../../schema/repository-root.ts'

/** Everything that the start of one subgraph depends on. */
export interface ServeConfig {
  readonly folder: string
  readonly mode: 'demo' | 'production'
  readonly host: string
  readonly port: number
  /** The hub's own data folder: keys of the hop, of cursors and of sealed fields. */
  readonly dataDir: string
  /** The common server; undefined: that of the hub that runs on the data folder. */
  readonly mongodbUri: string | undefined
  /** A server of its own for a database, by folder: `MONGODB_URI_LAND`. */
  readonly agencyUris: Readonly<Record<string, string>>
  /** Set where callers come by themselves, through somebody else's router: whose tokens are accepted. */
  readonly foreign: IdentitySettings | null
  readonly clock: string | undefined
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The configuration of `npm run subgraph -- <folder>`; a variable that is empty counts as absent.
 * @param known folders of all agencies
 * @throws ConfigError naming what is wrong and the way out
 */
export function readServeConfig(env: Environment, folder: string | undefined, known: readonly string[]): ServeConfig {
  const mode = oneOf(env, 'HUB_MODE', ['demo', 'production'])
  const foreign = oneOf(env, 'SUBGRAPH_FOREIGN', ['no', 'yes']) === 'yes'
  return {
    folder: knownFolder(folder, known),
    mode,
    host: hostOf(env, mode, foreign),
    port: portOf(env),
    dataDir: resolve(env.HUB_DATA_DIR || join(repositoryRoot, '.data')),
    mongodbUri: uriOf(env, 'MONGODB_URI'),
    agencyUris: agencyUris(env, known),
    foreign: foreign ? identitySettings(env, mode) : null,
    clock: clockOf(env, mode),
  }
}

/** The hub's own subgraph answers from the gateway's desk (the caller, the judge, the log), which no other process has. */
const gatewaysOwn = 'hub'

function knownFolder(folder: string | undefined, known: readonly string[]): string {
  const others = known.filter((one) => one !== gatewaysOwn)
  if (folder !== undefined && others.includes(folder)) return folder
  const list = others.join(', ')
  if (folder === gatewaysOwn) {
    throw new ConfigError(
      `npm run subgraph -- hub: đồ thị con này trả lời từ chính cổng của nền tảng nên không chạy riêng được; chọn một trong ${list}. ` +
        `The subgraph "hub" answers about the caller and the log from within the gateway and is never served elsewhere; take one of ${list}.`,
    )
  }
  throw new ConfigError(
    `npm run subgraph -- <folder>: cần tên thư mục của một cơ sở dữ liệu: ${list}. Takes the folder of one database: ${list}.`,
  )
}

function oneOf<Value extends string>(env: Environment, name: string, values: readonly [Value, Value]): Value {
  const text = env[name] || values[0]
  const value = values.find((one) => one === text)
  if (value) return value
  throw new ConfigError(
    `${name}: chỉ nhận ${values.join(' hoặc ')}. ${name} takes ${values.join(' or ')}; left out, it is ${values[0]}.`,
  )
}

/** Behind the hop nobody else is answered on any host; demo tokens can be made by anybody, and stay here. */
function hostOf(env: Environment, mode: ServeConfig['mode'], foreign: boolean): string {
  const host = env.HOST || '127.0.0.1'
  const local = host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
  if (local || !foreign || mode === 'production' || env.HUB_DEMO_EXPOSED === 'yes') return host
  throw new ConfigError(
    `HOST=${host}: bản thử cấp danh tính cho bất kỳ ai nên chỉ phục vụ trên máy này. ` +
      'With SUBGRAPH_FOREIGN=yes the demo gives its identities to anybody and serves on loopback only. ' +
      'Leave HOST out; or set HUB_DEMO_EXPOSED=yes inside a container that publishes to loopback.',
  )
}

function portOf(env: Environment): number {
  const text = env.PORT || '4101'
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port <= 65_535) return port
  throw new ConfigError('PORT: cần một số nguyên từ 0 đến 65535. PORT takes a whole number from 0 to 65535.')
}

function agencyUris(env: Environment, known: readonly string[]): Record<string, string> {
  const uris = known.map(
    (name) => [name, uriOf(env, `MONGODB_URI_${name.toUpperCase().replaceAll('-', '_')}`)] as const,
  )
  return Object.fromEntries(uris.flatMap(([name, uri]) => (uri === undefined ? [] : [[name, uri]])))
}

/** The URI may hold a password, so a refusal never repeats it. */
function uriOf(env: Environment, name: string): string | undefined {
  const uri = env[name]
  if (!uri || /^mongodb(\+srv)?:\/\/[^/?]+(\/[A-Za-z0-9_-]{0,30})?(\?.*)?$/.test(uri)) return uri || undefined
  throw new ConfigError(
    `${name}: cần dạng mongodb://máy:cổng/tiền-tố. ${name} takes the form mongodb://host:port/prefix, the prefix as the hub has it.`,
  )
}

function clockOf(env: Environment, mode: ServeConfig['mode']): string | undefined {
  const text = env.HUB_CLOCK
  if (!text || (mode === 'demo' && !Number.isNaN(Date.parse(text)))) return text || undefined
  throw new ConfigError(
    'HUB_CLOCK: cần một thời điểm ISO, và chỉ dùng cho bản thử. HUB_CLOCK takes an ISO instant such as 2026-01-31T08:00:00+07:00, in the demo only.',
  )
}
