import type { PopulationChunk, SeedDocument, SeedModule } from '../../seed/population/population.ts'
import { places } from './ports.ts'
import { papersOf } from './seed-papers.ts'
import { signalsOf } from './seed-signals.ts'
import { vesselsOf } from './seed-vessels.ts'
import { voyagesOf } from './seed-voyages.ts'

/** Ports and shelters, then the fleet of each part of the population with all that hangs on a vessel. */
export const seed: SeedModule = { constants: places, documents }

function* documents(chunk: PopulationChunk): Generator<SeedDocument> {
  for (const { vessel, plants } of vesselsOf(chunk)) {
    const random = chunk.random(`fisheries/${vessel.registrationNumber}`)
    const { asOf } = chunk.province
    const papers = papersOf(vessel, random, asOf)
    yield {
      collection: 'fishingVessels',
      document: { ...vessel, ...papers.onVessel },
      ...(plants ? { plants } : {}),
    }
    yield* papers.documents
    yield* signalsOf(vessel, random, asOf)
    yield* voyagesOf(vessel, random, asOf)
  }
}
