import { limits } from '../../schema/limits.ts'
import { readCommunes } from './communes.ts'
import { populationDay } from './days.ts'
import { healthFacilitiesOf } from './health-facilities.ts'
import type { SyntheticProvince } from './population.ts'
import { randomFrom } from './random.ts'
import { chunkCountOf } from './segments.ts'

/** What is asked of a population; nothing else decides any byte of it. */
export interface PopulationRequest {
  /** 1 to `limits.seedPersonsMax`; how many persons all chunks hold together, the dead included. */
  readonly persons: number
  readonly seed: string
}

/** The province of a synthetic population; throws a RangeError where the number of persons is out of bounds. */
export function makeProvince({ persons, seed }: PopulationRequest): SyntheticProvince {
  if (!Number.isInteger(persons) || persons < 1 || persons > limits.seedPersonsMax) {
    throw new RangeError(`persons must be a whole number from 1 to ${limits.seedPersonsMax}`)
  }
  const communes = readCommunes()
  return {
    persons,
    seed,
    asOf: populationDay,
    chunkCount: chunkCountOf(persons),
    communes,
    healthFacilities: healthFacilitiesOf(communes),
    random: (label) => randomFrom(seed, 'province', label),
  }
}
