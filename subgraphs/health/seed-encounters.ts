import { dayOf, isoOf, yearsBetween } from '../../seed/population/days.ts'
import type { PopulationChunk, SeedDocument, SyntheticPerson } from '../../seed/population/population.ts'
import type { Random } from '../../seed/population/random.ts'
import { birth, type Diagnosis, diagnoses } from './diagnoses.ts'
import { type Facilities, facilityFor } from './facilities.ts'
import { opaqueId } from './opaque-id.ts'

/** An encounter as health stores it, before its `_id`. */
interface Encounter {
  readonly personalId: string
  readonly date: string
  readonly [field: string]: unknown
}

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
  const ids = chunk.random('health/encounter-ids')
  const { asOf } = chunk.province
  for (const person of chunk.persons) {
    if (person.dateOfDeath !== null) continue
    const age = yearsBetween(person.dateOfBirth, asOf)
    const count = countAt(random, age)
    const made = Array.from({ length: count }, () => encounter(random, person, { age, asOf }, facilities))
    yield* inOrderOfTime(made, () => opaqueId(ids))
  }
}

/**
 * A person's encounters follow each other by `_id`, which is the order of lists. The numbers
 * themselves tell neither whose they are nor when: beside sealed fields a telling `_id` would
 * undo the sealing.
 */
function* inOrderOfTime(made: readonly Encounter[], nextId: () => string): Generator<SeedDocument> {
  const ids = made.map(nextId).sort()
  const inTime = [...made].sort((one, other) => (one.date < other.date ? -1 : one.date > other.date ? 1 : 0))
  for (const [i, encounter] of inTime.entries()) {
    yield { collection: 'encounters', document: { _id: ids[i] as string, ...encounter } }
  }
}

function countAt(random: Random, age: number): number {
  const mean = age < 6 || age >= 60 ? 1.9 : 0.7
  return Math.floor(mean) + (random.chance(mean % 1) ? 1 : 0)
}

function encounter(
  random: Random,
  person: SyntheticPerson,
  { age, asOf }: { age: number; asOf: string },
  facilities: Facilities,
): Encounter {
  const { personalId, unitId, dateOfBirth } = person
  const { code, chapter, drugs } = random.weighted(tables[tableOf(person, age)])
  const first = Math.max(firstDayOfLastYear(asOf), dayOf(dateOfBirth))
  const date = isoOf(random.int(first, dayOf(asOf)))
  return {
    personalId,
    date,
    facilityCode: facilityFor(random, facilities, unitId),
    diagnosis: code,
    chapter,
    drugs,
    unitId,
    month: date.slice(0, 7),
  }
}

function tableOf(person: SyntheticPerson, age: number): keyof typeof tables {
  if (age < 15) return 'child'
  if (age >= 60) return 'old'
  return person.sex === 'FEMALE' && age >= 20 && age < 42 ? 'mother' : 'adult'
}
