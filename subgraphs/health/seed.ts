import type { PopulationChunk, SeedDocument, SeedModule } from '../../seed/population/population.ts'
import { facilitiesOf, facilityDocuments } from './facilities.ts'
import { encountersOf } from './seed-encounters.ts'
import { practitionersOf } from './seed-practitioners.ts'
import { vaccinationsOf } from './seed-vaccinations.ts'

/** Facilities of the province; practitioners, encounters and vaccinations of each part of the population. */
export const seed: SeedModule = { constants: facilityDocuments, documents }

function* documents(chunk: PopulationChunk): Generator<SeedDocument> {
  const facilities = facilitiesOf(chunk.province)
  yield* practitionersOf(chunk, facilities)
  yield* encountersOf(chunk, facilities)
  yield* vaccinationsOf(chunk, facilities)
}
