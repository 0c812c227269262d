import { type SeedPhase, seedProvince } from '../seed/load/seed-province.ts'
import type { Subgraph } from '../subgraphs/_kit/subgraph.ts'
import type { Config } from './config.ts'
import { reportFailure } from './report-failure.ts'

export type SeedProgress = (done: number, total: number, phase: SeedPhase) => void

/**
 * Seeds the databases that were down at the start as soon as they answer, so that an agency
 * returns without a restart. `changed` hears every change of state.
 */
export function seedWhenBack(config: Pick<Config, 'seedPersons' | 'seed'>): {
  changed(name: string, up: boolean): void
  waitFor(subgraphs: readonly Subgraph[]): void
  /** Called when the hub stops: a load that is cut off resumes at the next start and is no failure. */
  stop(): void
} {
  const waiting = new Map<string, Subgraph>()
  let stopped = false
  const seed = (subgraph: Subgraph) => {
    waiting.delete(subgraph.name)
    seedProvince({
      targets: [subgraph],
      persons: config.seedPersons,
      seed: config.seed,
      replace: false,
      progress: () => {},
    }).catch((error: unknown) => {
      if (stopped) return
      waiting.set(subgraph.name, subgraph)
      reportFailure({ subgraph: subgraph.name, requestId: 'seed', error })
    })
  }
  return {
    changed(name, up) {
      const subgraph = waiting.get(name)
      if (up && subgraph) seed(subgraph)
    },
    stop() {
      stopped = true
    },
    waitFor(subgraphs) {
      for (const subgraph of subgraphs) {
        waiting.set(subgraph.name, subgraph)
        if (subgraph.database.state().up) seed(subgraph)
      }
    },
  }
}
