import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { limits } from '../schema/limits.ts'
import { scalars } from '../schema/scalars/scalars.ts'
import { type SeedReport, seedProvince } from '../seed/load/seed-province.ts'
import { cursorSeal } from '../subgraphs/_kit/cursor.ts'
import { discoverAgencies } from '../subgraphs/_kit/discover.ts'
import { openSubgraph, type Subgraph } from '../subgraphs/_kit/subgraph.ts'
import { admitDatabases } from './admit-database.ts'
import { cleanAnswer } from './answer/clean-answer.ts'
import { openClock } from './clock.ts'
import { type Config, ConfigError } from './config.ts'
import { cursorKey, openDataDirectory, removeRunFile, writeRunFile } from './data-directory.ts'
import { foreignGraph } from './foreign.ts'
import { type Graph, openGraph } from './graph.ts'
import { openHttp, type Served } from './http.ts'
import { agencyUri, type Mongodb, openMongodb } from './mongodb.ts'
import { exampleVariables } from './pages/playground/example-variables.ts'
import { openPlayground } from './pages/playground/playground.ts'
import { type AgencyState, startPage } from './pages/start/start.ts'
import { openEngine } from './plan/engine.ts'
import { localSource } from './plan/local-source.ts'
import { provinceSupergraph } from './province.ts'
import { reportFailure } from './report-failure.ts'
import { type SeedProgress, seedWhenBack } from './seed-at-start.ts'

/** A hub that serves. `stop` ends everything that `createHub` began, in reverse order. */
export interface Hub {
  readonly url: string
  readonly mongodbUri: string | null
  readonly subgraphs: readonly Subgraph[]
  readonly seeded: SeedReport | null
  stop(): Promise<void>
}

export interface HubTalk {
  readonly say: (line: string) => void
  readonly progress: SeedProgress
}

/** Wires the hub by hand, in the order of a request's way back to front, and serves it. */
export async function createHub(config: Config, talk: HubTalk): Promise<Hub> {
  const closing: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close()
  }
  try {
    const opened: Subgraph[] = []
    let seededNow: SeedReport | null = null
    const served: Served = {
      graph: null,
      pages: [
        startPage(() => opened.map(stateOf)),
        await openPlayground({ variablesOf: exampleVariables(() => seededNow) }),
      ],
      clock: openClock(config.clock),
      agencies: () => Object.fromEntries(opened.map(({ name, database }) => [name, database.state()])),
      report: reportFailure,
    }
    await openDataDirectory(config.dataDir)
    const server = await openHttp(served, config.host, config.port)
    closing.push(() => closeServer(server))
    const url = urlOf(server, config.host)
    if (config.supergraph) {
      served.graph = await foreignGraph(config.supergraph)
      closing.push(() => (served.graph as Graph).stop())
      return { url, mongodbUri: null, subgraphs: [], seeded: null, stop }
    }
    const mongodb = await openMongodb(config, talk.say)
    closing.push(() => mongodb.stop())
    const { subgraphs, seeded } = await openProvince({ config, talk, mongodb, served, closing, opened })
    seededNow = seeded
    await writeRunFile(config.dataDir, { mongodbUri: mongodb.uri, pid: process.pid, url })
    closing.push(() => removeRunFile(config.dataDir))
    return { url, mongodbUri: mongodb.uri, subgraphs, seeded, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

interface Opening {
  readonly config: Config
  readonly talk: HubTalk
  readonly mongodb: Mongodb
  readonly served: Served
  readonly closing: (() => Promise<unknown>)[]
  /** The agencies as soon as they are opened, for the pages that show their state. */
  readonly opened: Subgraph[]
}

async function openProvince(opening: Opening): Promise<{ subgraphs: Subgraph[]; seeded: SeedReport }> {
  const { config, talk, mongodb, served, closing, opened } = opening
  const agencies = await discoverAgencies()
  requireKnownAgencies(
    config,
    agencies.map(({ folder }) => folder),
  )
  // Before any database is touched: a graph that does not compose is told at once.
  const supergraph = await provinceSupergraph(agencies, talk.say)
  const cursors = cursorSeal(await cursorKey(config.dataDir))
  const back = seedWhenBack(config)
  const gate = admitDatabases(talk.say)
  const subgraphs = agencies.map((agency) => {
    const uri = agencyUri(config, agency.manifest.database, mongodb.uri)
    return openSubgraph(agency, {
      uri,
      now: served.clock,
      cursors,
      report: reportFailure,
      onChange: back.changed,
      admit: gate.admit,
    })
  })
  closing.push(() => {
    back.stop()
    return Promise.all(subgraphs.map((subgraph) => subgraph.close()))
  })
  opened.push(...subgraphs)
  await reachDatabases(subgraphs, (name) => agencyUri(config, name, mongodb.uri))
  const seeded = await seedProvince({
    targets: subgraphs,
    persons: config.seedPersons,
    seed: config.seed,
    replace: false,
    progress: talk.progress,
  })
  gate.started()
  const lost = subgraphs.filter(({ name }) => seeded.unreachable.includes(name))
  back.waitFor(lost, lost.length < subgraphs.length ? seeded : null)
  const sources = new Map(subgraphs.map((subgraph) => [subgraph.name, localSource(subgraph)]))
  const engine = openEngine({
    supergraph,
    source: (name) => sources.get(name) ?? missingSource(name),
    answer: cleanAnswer(agencies, served.clock),
    scalars,
    bounded: true,
  })
  served.graph = await openGraph(engine)
  closing.push(() => (served.graph as Graph).stop())
  return { subgraphs, seeded }
}

/** A misspelt name would leave an agency on the common server without a word. */
function requireKnownAgencies({ agencyUris }: Config, known: readonly string[]): void {
  const unknown = Object.keys(agencyUris).find((name) => !known.includes(name))
  if (unknown === undefined) return
  const variable = (name: string) => `MONGODB_URI_${name.toUpperCase().replaceAll('-', '_')}`
  throw new ConfigError(
    `${variable(unknown)}: không có cơ quan nào tên như vậy. No agency bears this name; the hub knows ${known.map(variable).join(', ')}.`,
  )
}

/**
 * Waits for the databases: one attempt for each server, and longer for those whose server has
 * answered another, since on a busy machine a connection may only be late.
 */
async function reachDatabases(subgraphs: readonly Subgraph[], uriOf: (name: string) => string): Promise<void> {
  const reached = await Promise.all(subgraphs.map(({ database }) => database.firstAttempt))
  const answering = new Set(subgraphs.filter((_, index) => reached[index]).map(({ name }) => uriOf(name)))
  const late = subgraphs.filter(({ name }) => answering.has(uriOf(name)))
  await Promise.all(late.map(({ database }) => database.untilUp(limits.databaseLateMs)))
}

function stateOf({ agency, database }: Subgraph): AgencyState {
  return { title: agency.manifest.title, ...database.state() }
}

function missingSource(name: string): never {
  throw new Error(`the supergraph names the subgraph ${name}, and there is no folder for it: run npm run compose`)
}

function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** Lets the requests that are under way end, for so long; a caller that dawdles does not keep the hub. */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => server.closeAllConnections(), limits.shutdownMs)
    server.close(() => {
      clearTimeout(late)
      resolve()
    })
    server.closeIdleConnections()
  })
}
