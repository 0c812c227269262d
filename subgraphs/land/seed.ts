import type { SeedModule } from '../../seed/population/population.ts'
import { parcels } from './seed-parcels.ts'
import { permits } from './seed-permits.ts'

/** Parcels, rights to them, and permits of the synthetic population. */
export const seed: SeedModule = {
  *documents(chunk) {
    yield* parcels(chunk)
    yield* permits(chunk)
  },
}
