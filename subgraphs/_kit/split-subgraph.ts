import { openClock } from '../../schema/clock.ts'
import { provinceSupergraph } from '../../schema/compose/province-supergraph.ts'
import { ConfigError } from '../../schema/config-error.ts'
import { isForeign } from '../../seed/load/marker.ts'
import type { LoadedAgency } from './agency.ts'
import { openDataKeys } from './at-rest/data-keys.ts'
import { cursorSeal } from './cursor.ts'
import { cursorKey, joinKey, openDataDirectory, readRunFile } from './data-folder.ts'
import { openDatabase } from './database.ts'
import { discoverAgencies } from './discover.ts'
import { openExchangeLog } from './exchange-log/exchange-log.ts'
import { logSigningKey } from './exchange-log/signing-key.ts'
import { type GrantStore, openGrantStore } from './grants/grant-store.ts'
import { type Door, listen } from './http/listen.ts'
import { openForeignDoor } from './http/open-foreign-door.ts'
import { openHopDoor } from './http/open-hop-door.ts'
import { provinceRules } from './province-rules.ts'
import { residenceMap } from './residence-map.ts'
import { keySeal } from './sealed-key.ts'
import type { ServeConfig } from './serve-config.ts'
import { openSubgraph, type Subgraph, type SubgraphOptions } from './subgraph.ts'

/** One database's subgraph that serves in a process of its own. */
export interface SplitSubgraph {
  readonly url: string
  readonly subgraph: Subgraph
  readonly grants: GrantStore
  /** Ends everything that the opening began, in reverse order. */
  stop(): Promise<void>
}

export interface SplitTalk {
  readonly say: (line: string) => void
  readonly report: SubgraphOptions['report']
}

type Closing = (() => Promise<unknown>)[]

/**
 * Opens one agency's database and serves its subgraph over HTTP, in the order of a request's way
 * back to front. A database that is down is taken up later, and so are the grants.
 * @throws ConfigError with the way out, or the system's error where the address cannot be taken
 */
export async function openSplitSubgraph(config: ServeConfig, talk: SplitTalk): Promise<SplitSubgraph> {
  const closing: Closing = []
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close()
  }
  try {
    await openDataDirectory(config.dataDir)
    const uri = await commonUri(config)
    const subgraph = await openOwnDatabase(config, uri, talk, closing)
    const grants = openGrantStore({ uri, now: () => new Date(), processName: config.folder, say: talk.say })
    closing.push(() => grants.close())
    const door = await openDoor({ config, uri, subgraph, grants, talk, closing })
    await subgraph.database.firstAttempt
    const listening = await listen(door, config.host, config.port)
    closing.push(() => listening.close())
    return { url: listening.url, subgraph, grants, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

interface Behind {
  readonly config: ServeConfig
  readonly uri: string
  readonly subgraph: Subgraph
  readonly grants: GrantStore
  readonly talk: SplitTalk
  readonly closing: Closing
}

/** Behind a router that is not ours the subgraph writes a log of its own; behind the hub the hub does. */
async function openDoor({ config, uri, subgraph, grants, talk, closing }: Behind): Promise<Door> {
  if (!config.foreign) return openHopDoor({ config, subgraph, grants, report: talk.report })
  const { dataDir, foreign: tokens } = config
  const clock = openClock(config.clock)
  const signingKey = await logSigningKey(dataDir)
  const log = await openExchangeLog({ uri, dataDir, signingKey, now: clock })
  closing.push(() => log.close())
  return openForeignDoor({ tokens, dataDir, clock, subgraph, grants, log, ...talk })
}

async function openOwnDatabase(config: ServeConfig, uri: string, talk: SplitTalk, closing: Closing): Promise<Subgraph> {
  const { folder, dataDir, agencyUris, mode, clock } = config
  const agencies = await discoverAgencies()
  const rules = provinceRules(await provinceSupergraph(agencies, talk.say), agencies)
  const uriOf = (name: string) => agencyUris[name] ?? uri
  const subgraph = openSubgraph(agencyNamed(agencies, folder), {
    uri: uriOf(folder),
    now: openClock(clock),
    dataKeys: await openDataKeys(dataDir, [folder]),
    cursors: cursorSeal(await cursorKey(dataDir)),
    residence: residenceMap(openRegister(agencies, uriOf, closing)),
    access: { rules, layer: config.foreign ? 'foreign' : 'hop', seal: keySeal(await joinKey(dataDir)) },
    report: talk.report,
    onChange: (name, up) => talk.say(up ? reached(name) : lost(name)),
    ...(mode === 'demo' ? { admit: (database) => admitSynthetic(database, talk.say) } : {}),
  })
  closing.push(() => subgraph.close())
  return subgraph
}

/** The master of persons knows where they live; a territory of any database is decided by it. */
function openRegister(agencies: readonly LoadedAgency[], uriOf: (name: string) => string, closing: Closing) {
  const owner = agencies.find(({ manifest }) => manifest.owns.includes('Person')) as LoadedAgency
  const register = openDatabase(owner, { uri: uriOf(owner.folder), now: () => new Date() })
  closing.push(() => register.close())
  return register.connection
}

function agencyNamed(agencies: readonly LoadedAgency[], folder: string): LoadedAgency {
  const agency = agencies.find((one) => one.folder === folder)
  if (!agency) throw new Error(`there is no folder subgraphs/${folder}`)
  return agency
}

function reached(name: string): string {
  return `${name}: cơ sở dữ liệu đã kết nối — database reached`
}

function lost(name: string): string {
  return `${name}: mất kết nối cơ sở dữ liệu — database lost, it is taken up again as soon as it answers`
}

async function commonUri({ mongodbUri, dataDir }: ServeConfig): Promise<string> {
  const uri = mongodbUri ?? (await readRunFile(dataDir))?.mongodbUri
  if (uri) return uri
  throw new ConfigError(
    'MONGODB_URI: chưa có và không có nền tảng nào đang chạy trên thư mục dữ liệu này. ' +
      'No MONGODB_URI, and no hub runs on this data folder: start it first with npm start (same HUB_DATA_DIR), or set MONGODB_URI to the server of its databases.',
  )
}

/** The demo's keys lie in a folder and its identities are for everybody: it never stands before real records. */
async function admitSynthetic(database: Subgraph['database'], say: (line: string) => void): Promise<boolean> {
  if (!(await isForeign(database))) return true
  say(
    `${database.name}: có dữ liệu không do bộ sinh dữ liệu tạo ra, không phục vụ — holds data that the seed did not write and is not served`,
  )
  return false
}
