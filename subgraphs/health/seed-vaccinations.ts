import { dayOf, isoOf, yearsBetween } from '../../seed/population/days.ts'
import type { PopulationChunk, SeedDocument, SyntheticPerson } from '../../seed/population/population.ts'
import type { Random } from '../../seed/population/random.ts'
import { type Facilities, facilityFor } from './facilities.ts'
import { opaqueId } from './opaque-id.ts'

interface Dose {
  readonly vaccine: string
  readonly dose: number
  /** Days of age from which it is due. */
  readonly ageDays: number
}

/** Doses of small children, after the usual order of the national programme (a design choice). */
const schedule: readonly Dose[] = [
  { vaccine: 'BCG', dose: 1, ageDays: 1 },
  { vaccine: 'HEPATITIS_B', dose: 1, ageDays: 1 },
  { vaccine: 'PENTAVALENT', dose: 1, ageDays: 60 },
  { vaccine: 'PENTAVALENT', dose: 2, ageDays: 90 },
  { vaccine: 'PENTAVALENT', dose: 3, ageDays: 120 },
  { vaccine: 'POLIO', dose: 1, ageDays: 150 },
  { vaccine: 'MEASLES_RUBELLA', dose: 1, ageDays: 270 },
  { vaccine: 'JAPANESE_ENCEPHALITIS', dose: 1, ageDays: 365 },
  { vaccine: 'MEASLES_RUBELLA', dose: 2, ageDays: 540 },
]
const smallChildYears = 6
const schoolChildYears = 18

/** Vaccinations of the living, about one a person: all doses of small children, some of the others. */
export function* vaccinationsOf(chunk: PopulationChunk, facilities: Facilities): Generator<SeedDocument> {
  const random = chunk.random('health/vaccinations')
  const ids = chunk.random('health/vaccination-ids')
  const today = dayOf(chunk.province.asOf)
  for (const person of chunk.persons) {
    if (person.dateOfDeath !== null) continue
    const age = yearsBetween(person.dateOfBirth, chunk.province.asOf)
    const born = dayOf(person.dateOfBirth)
    const doses =
      age < smallChildYears ? schedule : age < schoolChildYears ? schedule.slice(-1) : adultDoses(random, today - born)
    const due = doses.filter(({ ageDays }) => born + ageDays <= today)
    // Those of one person follow each other in the order of the schedule; an `_id` tells nothing else.
    const own = due.map(() => opaqueId(ids)).sort()
    for (const [i, dose] of due.entries()) {
      const day = Math.min(today, born + dose.ageDays + random.int(0, 40))
      yield vaccination(random, person, dose, day, { facilities, _id: own[i] as string })
    }
  }
}

/** Of the last three years, one kind an adult at most. */
function adultDoses(random: Random, ageDays: number): Dose[] {
  const vaccine = random.weighted(adultVaccines)
  return vaccine === 'NONE' ? [] : [{ vaccine, dose: random.int(1, 3), ageDays: ageDays - random.int(60, 1_000) }]
}

const adultVaccines = [
  ['NONE', 55],
  ['COVID_19', 30],
  ['INFLUENZA', 8],
  ['TETANUS', 7],
] as const

function vaccination(
  random: Random,
  person: SyntheticPerson,
  { vaccine, dose }: Dose,
  day: number,
  { facilities, _id }: { facilities: Facilities; _id: string },
): SeedDocument {
  const { personalId, unitId } = person
  const status = random.weighted(statuses)
  return {
    collection: 'vaccinations',
    document: {
      _id,
      personalId,
      vaccine,
      dose,
      status,
      date: status === 'GIVEN' ? isoOf(day) : null,
      facilityCode: facilities.stations.get(unitId) ?? facilityFor(random, facilities, unitId),
    },
  }
}

const statuses = [
  ['GIVEN', 93],
  ['DUE', 6],
  ['CONTRAINDICATED', 1],
] as const
