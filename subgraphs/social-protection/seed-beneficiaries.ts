import { dayOf, isoOf, yearsBetween } from '../../seed/population/days.ts'
import type {
  PlantedConflict,
  PopulationChunk,
  SeedDocument,
  SyntheticPerson,
} from '../../seed/population/population.ts'
import { type Entitlement, entitlementOf, pensionAge, pensionOf, singleParentOf } from './entitlement.ts'
import { recordCodeOf } from './record-code.ts'

/** The records begin on the day on which Decree 20/2021 came into force. */
const recordsFrom = '2021-07-01'
/** Payments are made on the tenth of a month (a design choice). */
const paymentDay = '10'

/** One record before it is told; what is left out has its usual value. */
interface Award {
  readonly person: SyntheticPerson
  readonly entitlement: Entitlement
  readonly unitId?: string
  readonly to?: string
  readonly plants?: PlantedConflict
}

/** Records of assistance of one part of the population, with the two planted data errors. */
export function* beneficiariesOf(chunk: PopulationChunk): Generator<SeedDocument> {
  let sequence = 0
  for (const award of awardsOf(chunk)) {
    const recordCode = recordCodeOf('BTXH', chunk.index, sequence++)
    const { person, entitlement, to = null, unitId = person.unitId, plants } = award
    yield {
      collection: 'beneficiaries',
      document: {
        _id: recordCode,
        recordCode,
        personalId: person.personalId,
        ...entitlement,
        unitId,
        from: entitlement.from < recordsFrom ? recordsFrom : entitlement.from,
        to,
        lastPaidOn: lastPayment(to ?? chunk.province.asOf),
      },
      ...(plants ? { plants } : {}),
    }
  }
}

function* awardsOf(chunk: PopulationChunk): Generator<Award> {
  const planted = plantedAwards(chunk)
  const bearers = new Set(planted.map(({ person }) => person))
  const random = chunk.random('social-protection/beneficiaries')
  for (const person of chunk.persons) {
    if (bearers.has(person)) continue
    if (person.dateOfDeath === null) {
      const entitlement = entitlementOf(random, person, chunk)
      if (entitlement) yield { person, entitlement }
    } else if (hadPension(person) && random.chance(0.6)) {
      yield { person, entitlement: pensionOf(person), to: person.dateOfDeath }
    }
  }
  for (const household of chunk.households) {
    const person = chunk.personById.get(household.headId)
    const entitlement = singleParentOf(household, chunk)
    if (person && entitlement && !bearers.has(person)) yield { person, entitlement }
  }
  yield* planted
}

/** A pension that goes on although the death is recorded, and one that two communes pay. */
function plantedAwards(chunk: PopulationChunk): Award[] {
  const { asOf, communes } = chunk.province
  const longAgo = isoOf(dayOf(asOf) - 62)
  const dead = chunk.persons.find((person) => hadPension(person) && (person.dateOfDeath ?? asOf) < longAgo)
  const living = chunk.persons.find(
    ({ dateOfBirth, dateOfDeath }) => dateOfDeath === null && yearsBetween(dateOfBirth, asOf) >= pensionAge,
  )
  const other = communes.find(({ unitId }) => unitId !== living?.unitId)
  return [
    ...(dead ? [{ person: dead, entitlement: pensionOf(dead), plants: 'pension-paid-after-death' } as const] : []),
    ...(living && other
      ? ([
          { person: living, entitlement: pensionOf(living) },
          {
            person: living,
            entitlement: pensionOf(living),
            unitId: other.unitId,
            plants: 'beneficiary-in-two-communes',
          },
        ] as const)
      : []),
  ]
}

/** Whether somebody died at the age of a pension, at least a year after the records began. */
function hadPension({ dateOfBirth, dateOfDeath }: SyntheticPerson): boolean {
  return dateOfDeath !== null && dateOfDeath >= '2022-07-01' && yearsBetween(dateOfBirth, dateOfDeath) > pensionAge
}

/** The last day of payment on or before an ISO date. */
function lastPayment(iso: string): string {
  const month = iso.slice(8) >= paymentDay ? iso : isoOf(dayOf(`${iso.slice(0, 7)}-01`) - 1)
  return `${month.slice(0, 7)}-${paymentDay}`
}
