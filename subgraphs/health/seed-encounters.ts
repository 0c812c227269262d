import { dayOf, isoOf, yearsBetween } from '../../seed/population/days.ts'
import type { PopulationChunk, SeedDocument, SyntheticPerson } from '../../seed/population/population.ts'
import type { Random } from '../../seed/population/random.ts'
import { birth, type Diagnosis, diagnoses } from './diagnoses.ts'
import { type Facilities, facilityFor } from './facilities.ts'

/** From the first day of the year before the population's day: last year is whole, this one is running. */
const firstDayOfLastYear = (asOf: string) => dayOf(`${Number(asOf.slice(0, 4)) - 1}-01-01`)

const weighted = (age: keyof Diagnosis['weight'], more: readonly Diagnosis[] = []) =>
  [...diagnoses, ...more].map((diagnosis) => [diagnosis, diagnosis.weight[age]] as const)
const tables = {
  child: weighted('child'),
  adult: weighted('adult'),
  mother: weighted('adult', [birth]),
  old: weighted('old'),
}

/** Encounters of the living, about one a person: more of small children and the old (a design choice). */
export function* encountersOf(chunk: PopulationChunk, facilities: Facilities): Generator<SeedDocument> {
  const random = chunk.random('health/encounters')
  const { asOf } = chunk.province
  for (const person of chunk.persons) {
    if (person.dateOfDeath !== null) continue
    const age = yearsBetween(person.dateOfBirth, asOf)
    const count = countAt(random, age)
    for (let i = 0; i < count; i += 1) yield encounter(random, person, { age, asOf, i }, facilities)
  }
}

function countAt(random: Random, age: number): number {
  const mean = age < 6 || age >= 60 ? 1.9 : 0.7
  return Math.floor(mean) + (random.chance(mean % 1) ? 1 : 0)
}

function encounter(
  random: Random,
  person: SyntheticPerson,
  { age, asOf, i }: { age: number; asOf: string; i: number },
  facilities: Facilities,
): SeedDocument {
  const { personalId, unitId, dateOfBirth } = person
  const { code, chapter, drugs } = random.weighted(tables[tableOf(person, age)])
  const first = Math.max(firstDayOfLastYear(asOf), dayOf(dateOfBirth))
  const date = isoOf(random.int(first, dayOf(asOf)))
  return {
    collection: 'encounters',
    document: {
      _id: `${personalId}/${date}/${i}`,
      personalId,
      date,
      facilityCode: facilityFor(random, facilities, unitId),
      diagnosis: code,
      chapter,
      drugs,
      unitId,
      year: Number(date.slice(0, 4)),
      month: Number(date.slice(5, 7)),
    },
  }
}

function tableOf(person: SyntheticPerson, age: number): keyof typeof tables {
  if (age < 15) return 'child'
  if (age >= 60) return 'old'
  return person.sex === 'FEMALE' && age >= 20 && age < 42 ? 'mother' : 'adult'
}
