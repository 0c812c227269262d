import { dayOf, daysIn, isoOf, yearsBetween } from '../../seed/population/days.ts'
import type { PopulationChunk, SeedDocument, SyntheticPerson } from '../../seed/population/population.ts'
import { type Facilities, facilityFor } from './facilities.ts'

/** Codes of occupations.csv: professionals of high and of middle level. */
const professionals = ['2', '3']
const scopes = [
  ['DOCTOR', 30],
  ['NURSE', 35],
  ['ASSISTANT_DOCTOR', 12],
  ['MIDWIFE', 8],
  ['TECHNICIAN', 8],
  ['TRADITIONAL_DOCTOR', 4],
  ['DENTIST', 3],
] as const
const numbersPerChunk = 1_000
/** A licence holds for five years (Law on medical examination and treatment 15/2023). */
const termYears = 5

/** One professional in ten holds a licence; the first one of a chunk does, so that none is without. */
export function* practitionersOf(chunk: PopulationChunk, facilities: Facilities): Generator<SeedDocument> {
  const random = chunk.random('health/practitioners')
  const { asOf } = chunk.province
  let sequence = 0
  for (const person of chunk.persons) {
    if (!mayPractise(person, asOf) || (sequence > 0 && !random.chance(0.1))) continue
    const licenceNumber = licenceNumberOf(chunk.index, sequence++)
    const issued = dayOf(asOf) - random.int(30, daysIn(termYears) + 200)
    yield {
      collection: 'practitioners',
      document: {
        _id: licenceNumber,
        licenceNumber,
        personalId: person.personalId,
        name: person.fullName.normalize('NFC'),
        scope: random.weighted(scopes),
        issuedOn: isoOf(issued),
        validTo: isoOf(issued + daysIn(termYears)),
        facilityCode: facilityFor(random, facilities, person.unitId),
      },
    }
  }
}

function mayPractise(person: SyntheticPerson, asOf: string): boolean {
  const age = yearsBetween(person.dateOfBirth, asOf)
  return person.dateOfDeath === null && age >= 25 && age < 62 && professionals.includes(person.occupation ?? '')
}

/** `GPHN-52-` and seven digits, a thousand of them a chunk. Synthetic: the official form was not found. */
export function licenceNumberOf(chunk: number, sequence: number): string {
  if (sequence >= numbersPerChunk) throw new Error(`chunk ${chunk} has more practitioners than numbers`)
  return `GPHN-52-${String(chunk * numbersPerChunk + sequence).padStart(7, '0')}`
}
