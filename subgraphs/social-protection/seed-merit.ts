import { yearsBetween } from '../../seed/population/days.ts'
import type { PopulationChunk, SeedDocument } from '../../seed/population/population.ts'
import { recordCodeOf } from './record-code.ts'

const categories = [
  ['MARTYR_RELATIVE', 40],
  ['WAR_INVALID', 28],
  ['TOXIC_EXPOSURE', 14],
  ['RESISTANCE_ACTIVIST', 12],
  ['SICK_SOLDIER', 6],
] as const
const fromAgeYears = 60

/** Persons of merit: about one in twelve of the living of sixty and more (a design choice). */
export function* meritOf(chunk: PopulationChunk): Generator<SeedDocument> {
  const random = chunk.random('social-protection/merit')
  let sequence = 0
  for (const { personalId, unitId, dateOfBirth, dateOfDeath } of chunk.persons) {
    if (dateOfDeath !== null || yearsBetween(dateOfBirth, chunk.province.asOf) < fromAgeYears) continue
    if (!random.chance(1 / 12)) continue
    const recordCode = recordCodeOf('NCC', chunk.index, sequence++)
    yield {
      collection: 'meritPersons',
      document: {
        _id: recordCode,
        recordCode,
        personalId,
        category: random.weighted(categories),
        recognizedOn: `${random.int(1995, 2020)}-07-27`,
        monthlyAmount: random.int(18, 80) * 100_000,
        unitId,
      },
    }
  }
}
