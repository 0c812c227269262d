import { openClock } from '../schema/clock.ts'
import type { SeedReport } from '../seed/load/seed-province.ts'
import { openDataDirectory, removeRunFile, writeRunFile } from '../subgraphs/_kit/data-folder.ts'
import { closeServer, urlOf } from '../subgraphs/_kit/http/listen.ts'
import type { Subgraph } from '../subgraphs/_kit/subgraph.ts'
import type { Config } from './config.ts'
import { foreignGraph } from './foreign.ts'
import { publishedKeys } from './http/published-keys.ts'
import { openHttp, type Served } from './http.ts'
import { openMongodb } from './mongodb.ts'
import { nothingBehind, openDoor } from './open-door.ts'
import { openProvince } from './open-province.ts'
import { exampleVariables } from './pages/playground/example-variables.ts'
import { offeredCallers } from './pages/playground/offered-callers.ts'
import { openPlayground } from './pages/playground/playground.ts'
import { type AgencyState, startPage } from './pages/start/start.ts'
import { reportFailure } from './report-failure.ts'
import type { SeedProgress } from './seed-at-start.ts'

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
    const clock = openClock(config.clock)
    const behind = nothingBehind(config)
    await openDataDirectory(config.dataDir)
    const served: Served = {
      door: await openDoor(config, clock, behind, talk.say),
      pages: [
        startPage(() => opened.map(stateOf)),
        await openPlayground({
          variablesOf: exampleVariables(() => seededNow, clock),
          callersOf: offeredCallers(config, clock, () => seededNow),
        }),
        publishedKeys(config),
      ],
      agencies: () => Object.fromEntries(opened.map(({ name, database }) => [name, database.state()])),
      report: reportFailure,
    }
    const server = await openHttp(served, config.host, config.port)
    closing.push(() => closeServer(server))
    const url = urlOf(server, config.host)
    if (config.supergraph) {
      const graph = await foreignGraph(config.supergraph, config)
      closing.push(() => graph.stop())
      behind.graph = graph
      return { url, mongodbUri: null, subgraphs: [], seeded: null, stop }
    }
    const mongodb = await openMongodb(config, talk.say)
    closing.push(() => mongodb.stop())
    const { say, progress } = talk
    const seeded = await openProvince({ config, say, progress, clock, mongodb, behind, closing, opened })
    seededNow = seeded
    await writeRunFile(config.dataDir, { mongodbUri: mongodb.uri, pid: process.pid, url })
    closing.push(() => removeRunFile(config.dataDir))
    return { url, mongodbUri: mongodb.uri, subgraphs: opened, seeded, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function stateOf({ agency, database }: Subgraph): AgencyState {
  return { title: agency.manifest.title, ...database.state() }
}
