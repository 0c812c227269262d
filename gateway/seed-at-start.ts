import { limits } from '../schema/limits.ts'
import { writeDemoPopulation } from '../seed/demo/demo-population.ts'
import { type SeedPhase, type SeedReport, seedProvince } from '../seed/load/seed-province.ts'
import { requireKeysFit } from '../subgraphs/_kit/at-rest/key-check.ts'
import type { Subgraph } from '../subgraphs/_kit/subgraph.ts'
import type { Config } from './config.ts'
import { reportFailure } from './report-failure.ts'

export type SeedProgress = (done: number, total: number, phase: SeedPhase) => void

type Population = Pick<SeedReport, 'persons' | 'seed'>

/**
 * Seeds the databases that were down at the start as soon as they answer, so that an agency
 * returns without a restart, with the population of the others. `changed` hears every change of state.
 */
export function seedWhenBack(config: Pick<Config, 'seedPersons' | 'seed'>): {
  changed(name: string, up: boolean): void
  /** @param others what the databases hold that were reached; without one, the first that returns decides */
  waitFor(subgraphs: readonly Subgraph[], others: Population | null): void
  /** Called when the hub stops: a load that is cut off resumes at the next start and is no failure. */
  stop(): void
} {
  const waiting = new Map<string, Subgraph>()
  let stopped = false
  let population: Population | null = null
  const seed = (subgraph: Subgraph) => {
    waiting.delete(subgraph.name)
    const { persons, seed } = population ?? { persons: config.seedPersons, seed: config.seed }
    // A load of other numbers would be another population: nobody in it is known to the others.
    seedProvince({ targets: [subgraph], persons, seed, replace: population !== null, progress: () => {} }).then(
      (report) => {
        // Gone again before it was asked: it is still waited for.
        if (report.unreachable.length > 0) waiting.set(subgraph.name, subgraph)
        else population ??= report
      },
      (error: unknown) => {
        if (stopped) return
        waiting.set(subgraph.name, subgraph)
        reportFailure({ subgraph: subgraph.name, requestId: 'seed', error })
      },
    )
  }
  return {
    changed(name, up) {
      const subgraph = waiting.get(name)
      if (up && subgraph) seed(subgraph)
    },
    stop() {
      stopped = true
    },
    waitFor(subgraphs, others) {
      population = others
      for (const subgraph of subgraphs) {
        waiting.set(subgraph.name, subgraph)
        if (subgraph.database.state().up) seed(subgraph)
      }
    },
  }
}

interface AtStart {
  readonly config: Config
  readonly subgraphs: readonly Subgraph[]
  readonly uriOf: (name: string) => string
  readonly back: ReturnType<typeof seedWhenBack>
  readonly progress: SeedProgress
}

/**
 * Fills the databases of the demo, as far as they are empty, and says which population they hold.
 * Production is never filled: null.
 */
export async function seedAtStart({ config, subgraphs, uriOf, back, progress }: AtStart): Promise<SeedReport | null> {
  await reachDatabases(subgraphs, uriOf)
  if (config.mode === 'production') {
    const up = subgraphs.filter(({ database }) => database.state().up)
    await Promise.all(up.map(({ database }) => requireKeysFit(database)))
    return null
  }
  const seeded = await seedProvince({
    targets: subgraphs,
    persons: config.seedPersons,
    seed: config.seed,
    replace: false,
    progress,
  })
  const lost = subgraphs.filter(({ name }) => seeded.unreachable.includes(name))
  back.waitFor(lost, lost.length < subgraphs.length ? seeded : null)
  await writeDemoPopulation(config.dataDir, seeded)
  return seeded
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
