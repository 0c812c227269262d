import { addYears, dayOf, isoOf, yearsBetween } from '../../seed/population/days.ts'
import type { PopulationChunk, SyntheticHousehold, SyntheticPerson } from '../../seed/population/population.ts'
import type { Random } from '../../seed/population/random.ts'

/** A programme that somebody receives and its monthly amount in VND. */
export interface Entitlement {
  readonly programme: 'SOCIAL_PENSION' | 'DISABILITY' | 'ORPHAN' | 'POOR_SINGLE_PARENT'
  readonly monthlyAmount: number
  readonly disabilityType: string | null
  /** Earliest ISO date from which it can run. */
  readonly from: string
}

/** VND a month; programmes are multiples of it (a design choice near the base of Decree 20/2021). */
const baseAmountVnd = 500_000
/** Age of the social pension in years. */
export const pensionAge = 75
const childAge = 16
const alone = ['3', '4']
const types = [
  ['MOBILITY', 42],
  ['MENTAL', 18],
  ['SIGHT', 14],
  ['HEARING_SPEECH', 10],
  ['INTELLECTUAL', 9],
  ['OTHER', 7],
] as const

/** What one living person receives, the first that applies; null for most. Shares are design choices. */
export function entitlementOf(random: Random, person: SyntheticPerson, chunk: PopulationChunk): Entitlement | null {
  const { asOf } = chunk.province
  const age = yearsBetween(person.dateOfBirth, asOf)
  if (age >= pensionAge) return random.chance(0.6) ? pensionOf(person) : null
  if (age < childAge && isOrphan(person, chunk)) {
    return entitlement('ORPHAN', age < 4 ? 2.5 : 1.5, person.dateOfBirth)
  }
  if (!random.chance(0.012)) return null
  return {
    ...entitlement('DISABILITY', random.pick([1.5, 2]), person.dateOfBirth),
    disabilityType: random.weighted(types),
  }
}

/** The pension of somebody who has reached the age. */
export function pensionOf(person: SyntheticPerson): Entitlement {
  return entitlement('SOCIAL_PENSION', 1, isoOf(addYears(dayOf(person.dateOfBirth), pensionAge)))
}

/** The head of a poor household who is widowed or divorced and has a child at home; null otherwise. */
export function singleParentOf(household: SyntheticHousehold, chunk: PopulationChunk): Entitlement | null {
  const head = chunk.personById.get(household.headId)
  if (household.poverty !== 'POOR' || head?.dateOfDeath !== null || !alone.includes(head.maritalStatus)) return null
  const { asOf } = chunk.province
  const isChild = (id: string) => {
    const member = chunk.personById.get(id)
    const ofHead = member?.motherId === head.personalId || member?.fatherId === head.personalId
    return member !== undefined && ofHead && yearsBetween(member.dateOfBirth, asOf) < childAge
  }
  const children = household.memberIds.filter(isChild).length
  return children === 0 ? null : entitlement('POOR_SINGLE_PARENT', children, '2021-07-01')
}

/** Both parents are known and dead, or the only one that is known. */
function isOrphan(person: SyntheticPerson, chunk: PopulationChunk): boolean {
  const parents = [person.fatherId, person.motherId].flatMap((id) => (id ? (chunk.personById.get(id) ?? []) : []))
  return parents.length > 0 && parents.every(({ dateOfDeath }) => dateOfDeath !== null)
}

function entitlement(programme: Entitlement['programme'], coefficient: number, from: string): Entitlement {
  return { programme, monthlyAmount: baseAmountVnd * coefficient, disabilityType: null, from }
}
