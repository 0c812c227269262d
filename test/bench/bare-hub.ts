import { cleanAnswer } from '../../gateway/answer/clean-answer.ts'
import { type Config, readConfig } from '../../gateway/config.ts'
import { openGraph } from '../../gateway/graph.ts'
import { openHttp } from '../../gateway/http.ts'
import { nothingBehind, openDoor } from '../../gateway/open-door.ts'
import { openEngine } from '../../gateway/plan/engine.ts'
import { openSources } from '../../gateway/plan/open-sources.ts'
import { reportFailure } from '../../gateway/report-failure.ts'
import type { AccessRules } from '../../schema/access/rules.ts'
import { openClock } from '../../schema/clock.ts'
import { provinceSupergraph } from '../../schema/compose/province-supergraph.ts'
import { scalars } from '../../schema/scalars/scalars.ts'
import { openDataKeys } from '../../subgraphs/_kit/at-rest/data-keys.ts'
import { cursorSeal } from '../../subgraphs/_kit/cursor.ts'
import { cursorKey } from '../../subgraphs/_kit/data-folder.ts'
import { discoverAgencies } from '../../subgraphs/_kit/discover.ts'
import { openSubgraph } from '../../subgraphs/_kit/subgraph.ts'

// What rules and log cost is measured against this hub: the same door, plan and databases, in which
// nothing is judged and nothing is logged. It serves the bench, on loopback, and is part of no product.

const noRules: AccessRules = { types: new Map(), inputs: new Map() }

/** Serves databases that a hub on the same data folder has seeded; nothing is seeded here. */
async function serveBare(config: Config): Promise<string> {
  const clock = openClock(config.clock)
  const behind = nothingBehind(config)
  const say = (line: string) => void process.stderr.write(`${line}\n`)
  const agencies = await discoverAgencies()
  const up = databasesUp(agencies.length)
  const options = {
    onChange: up.changed,
    now: clock,
    cursors: cursorSeal(await cursorKey(config.dataDir)),
    dataKeys: await openDataKeys(
      config.dataDir,
      agencies.map(({ manifest }) => manifest.database),
    ),
    access: null,
    report: reportFailure,
    uri: String(config.mongodbUri),
  }
  const subgraphs = agencies.map((agency) => openSubgraph(agency, options))
  const engine = openEngine({
    supergraph: await provinceSupergraph(agencies, say),
    source: await openSources({ config, rules: noRules, subgraphs, say }),
    answer: cleanAnswer(agencies, clock),
    scalars,
    bounded: true,
    introspection: config.introspection,
    judge: null,
    logReady: () => true,
  })
  behind.graph = await openGraph(engine)
  const door = await openDoor(config, clock, behind, say)
  const server = await openHttp({ door, pages: [], agencies: () => ({}), report: reportFailure }, '127.0.0.1', 0)
  const address = server.address()
  await up.all
  if (address === null || typeof address === 'string') throw new Error('the bare hub has no port')
  return `http://127.0.0.1:${address.port}`
}

/** Resolves when so many databases have answered. */
function databasesUp(count: number): { readonly all: Promise<void>; changed(name: string, up: boolean): void } {
  const answered = new Set<string>()
  let done = () => {}
  const all = new Promise<void>((resolve) => {
    done = resolve
  })
  return {
    all,
    changed(name, up) {
      if (up) answered.add(name)
      if (answered.size === count) done()
    },
  }
}

process.on('SIGTERM', () => process.exit(0))
process.stdout.write(`Hub ready on ${await serveBare(readConfig(process.env))}\n`)
