import { demoSetting } from '../../../seed/demo/setting.ts'
import { discoverAgencies } from '../../../subgraphs/_kit/discover.ts'

/** The population that a hub serves. */
export interface Population {
  readonly persons: number
  readonly seed: string
}

type DemoSetting = ReturnType<typeof demoSetting>

let known: { readonly of: string; readonly setting: Promise<DemoSetting> } | undefined

/**
 * Whom the demo is about in a population on a day (ISO date of the province). It takes a second to
 * compute, so that the one asked last is kept.
 */
export function servedSetting(population: Population, today: string): Promise<DemoSetting> {
  const of = JSON.stringify([population.persons, population.seed, today])
  if (known?.of !== of) {
    const setting = discoverAgencies().then((agencies) => demoSetting({ population, agencies, today }))
    known = { of, setting }
    // What failed is computed again for whoever asks next.
    setting.catch(() => {
      known = undefined
    })
  }
  return known.setting
}
