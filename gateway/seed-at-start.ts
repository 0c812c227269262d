import { type SeedPhase, type SeedReport, seedProvince } from '../seed/load/seed-province.ts'
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
