import type { Clock } from '../schema/clock.ts'
import { provinceSupergraph } from '../schema/compose/province-supergraph.ts'
import { scalars } from '../schema/scalars/scalars.ts'
import type { SeedReport } from '../seed/load/seed-province.ts'
import { openDataKeys } from '../subgraphs/_kit/at-rest/data-keys.ts'
import { cursorSeal } from '../subgraphs/_kit/cursor.ts'
import { cursorKey, joinKey } from '../subgraphs/_kit/data-folder.ts'
import { discoverAgencies } from '../subgraphs/_kit/discover.ts'
import { provinceRules } from '../subgraphs/_kit/province-rules.ts'
import type { Residence } from '../subgraphs/_kit/residence.ts'
import { residenceMap } from '../subgraphs/_kit/residence-map.ts'
import { keySeal } from '../subgraphs/_kit/sealed-key.ts'
import { openSubgraph, type Subgraph, type SubgraphOptions } from '../subgraphs/_kit/subgraph.ts'
import { judgeRequests } from './access/judge-request.ts'
import { admitDatabases } from './admit-database.ts'
import { cleanAnswer } from './answer/clean-answer.ts'
import type { Config } from './config.ts'
import { followResidence } from './follow-residence.ts'
import { openGraph } from './graph.ts'
import { requireKnownAgencies } from './known-agencies.ts'
import { agencyUri, type Mongodb } from './mongodb.ts'
import type { Behind } from './open-door.ts'
import { openRecords } from './open-records.ts'
import { openEngine } from './plan/engine.ts'
import { openSources } from './plan/open-sources.ts'
import { reportFailure } from './report-failure.ts'
import { type SeedProgress, seedAtStart, seedWhenBack } from './seed-at-start.ts'

export interface Opening {
  readonly config: Config
  readonly say: (line: string) => void
  readonly progress: SeedProgress
  readonly clock: Clock
  readonly mongodb: Mongodb
  readonly behind: Behind
  readonly closing: (() => Promise<unknown>)[]
  /** The agencies as soon as they are opened, for the pages that show their state. */
  readonly opened: Subgraph[]
}

/** Opens the province from its databases up to its graph: agencies, seed, grants, log, judge, plan. */
export async function openProvince(opening: Opening): Promise<SeedReport | null> {
  const { config, say, clock, mongodb, behind, closing, opened } = opening
  const agencies = await discoverAgencies()
  requireKnownAgencies(
    config,
    agencies.map(({ folder }) => folder),
  )
  // Before any database is touched: a graph that does not compose is told at once.
  const supergraph = await provinceSupergraph(agencies, say)
  const rules = provinceRules(supergraph, agencies)
  const back = seedWhenBack(config)
  const gate = admitDatabases(say)
  const common: Omit<SubgraphOptions, 'uri'> = {
    now: clock,
    cursors: cursorSeal(await cursorKey(config.dataDir)),
    dataKeys: await openDataKeys(
      config.dataDir,
      agencies.map(({ manifest }) => manifest.database),
    ),
    access: { rules, layer: 'hop', seal: keySeal(await joinKey(config.dataDir)) },
    residence: registerOf(opened),
    report: reportFailure,
    onChange: back.changed,
    ...(config.mode === 'demo' ? { admit: gate.admit } : {}),
  }
  // The demo fills the databases of subgraphs that run elsewhere, too; production leaves those alone.
  const here = agencies.filter(({ folder }) => config.mode === 'demo' || !(folder in config.remoteSubgraphs))
  const uriOf = (name: string) => agencyUri(config, name, mongodb.uri)
  const subgraphs = here.map((agency) => openSubgraph(agency, { ...common, uri: uriOf(agency.manifest.database) }))
  opened.push(...subgraphs)
  closing.push(() => {
    back.stop()
    return Promise.all(subgraphs.map((subgraph) => subgraph.close()))
  })
  const seeded = await seedAtStart({ config, subgraphs, uriOf, back, progress: opening.progress })
  gate.started()
  const records = await openRecords({ config, say, clock, uri: mongodb.uri, rules, agencies, behind, seeded })
  closing.push(records.close)
  closing.push(follow(subgraphs))
  const engine = openEngine({
    supergraph,
    source: await openSources({ config, rules, subgraphs, say }),
    answer: cleanAnswer(agencies, clock),
    scalars,
    bounded: true,
    introspection: config.introspection,
    judge: judgeRequests(rules),
    logReady: () => behind.log?.ready() ?? false,
  })
  const graph = await openGraph(engine)
  closing.push(() => graph.stop())
  behind.graph = graph
  return seeded
}

/** The register's map of residence, once the register is opened: agencies open side by side. */
function registerOf(opened: readonly Subgraph[]): Residence {
  const map = () => {
    const register = opened.find(({ name }) => name === 'register')
    if (!register) throw new Error('no folder named register: nobody keeps the map of residence')
    return residenceMap(register.database.connection)
  }
  return {
    residenceOf: (personalIds) => map().residenceOf(personalIds),
    personsIn: (units) => map().personsIn(units),
  }
}

/** Keeps the register's map true to the residence database, where this process holds both. */
function follow(subgraphs: readonly Subgraph[]): () => Promise<unknown> {
  const connectionOf = (wanted: string) => subgraphs.find(({ name }) => name === wanted)?.database.connection
  const residence = connectionOf('residence')
  const register = connectionOf('register')
  if (!residence || !register) return async () => {}
  const report = (error: unknown) => reportFailure({ subgraph: 'register', requestId: 'residence map', error })
  const following = followResidence({ residence, register, report })
  return () => following.stop()
}
