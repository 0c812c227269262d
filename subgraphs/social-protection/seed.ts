import type { PopulationChunk, SeedDocument, SeedModule } from '../../seed/population/population.ts'
import { cemeteriesOf } from './cemeteries.ts'
import { beneficiariesOf } from './seed-beneficiaries.ts'
import { meritOf } from './seed-merit.ts'
import { povertyListsOf } from './seed-poverty.ts'

/** Cemeteries of the province; assistance, poverty lists and merit of each part of the population. */
export const seed: SeedModule = { constants: cemeteriesOf, documents }

function* documents(chunk: PopulationChunk): Generator<SeedDocument> {
  yield* beneficiariesOf(chunk)
  yield* povertyListsOf(chunk)
  yield* meritOf(chunk)
}
