import { addYears, dayOf, isoOf, yearsBetween } from '../../seed/population/days.ts'
import type { PopulationChunk, SeedDocument, SeedModule, SyntheticPerson } from '../../seed/population/population.ts'
import type { Random } from '../../seed/population/random.ts'
import { groupBy } from '../../seed/reference/group-by.ts'
import { type InsuredGroup, insuredGroup } from './insured-group.ts'

/** Shares of the living and terms are design choices. */
const shares = { valid: 0.93, expired: 0.03, fifteenCharacterCard: 0.3 } as const
const days = { sinceStart: 500, untilEndLeast: 30, untilEndMost: 700, sinceExpiry: 700, term: 364 } as const
/** Cards printed since then show the ten digits only. */
const shortCardsSince = '2021-04-01'
const referenceBaseVnd = 2_340_000
const wageBase = { leastSteps: 50, mostSteps: 460, stepVnd: 100_000 } as const
const bounds = { chunks: 1_000, numbersPerChunk: 100_000 } as const

/** Health insurance of the synthetic population: most of the living, and some whose card ran out. */
export const seed: SeedModule = { documents }

function* documents(chunk: PopulationChunk): Generator<SeedDocument> {
  const random = chunk.random('social-insurance/cards')
  const employerOf = employers(chunk)
  const povertyOf = new Map(chunk.households.map(({ code, poverty }) => [code, poverty]))
  const facilityFor = facilityPicker(chunk, random)
  let sequence = 0
  for (const person of chunk.persons) {
    if (person.dateOfDeath !== null) continue
    const draw = random.float()
    const ageYears = yearsBetween(person.dateOfBirth, chunk.province.asOf)
    // A child's first card runs from birth to the sixth birthday, so none has run out.
    const expired = draw >= shares.valid && draw < shares.valid + shares.expired && ageYears >= 6
    if (draw >= shares.valid && !expired) continue
    const employerTaxCode = employerOf.get(person.personalId) ?? null
    const poverty = povertyOf.get(person.householdCode) ?? 'NONE'
    const group = insuredGroup({ ageYears, poverty, employed: employerTaxCode !== null })
    const socialNumber = socialNumberOf(chunk.index, sequence++)
    const document = {
      _id: socialNumber,
      socialNumber,
      personalId: person.personalId,
      cardNumber: cardNumberOf(socialNumber, group, person, random),
      ...periodOf(person, { asOf: chunk.province.asOf, expired, ageYears, random }),
      benefitLevel: group.benefitLevel,
      firstCareFacilityCode: facilityFor(person),
      contributionBase: employerTaxCode === null ? referenceBaseVnd : wageBaseVnd(random),
      employerTaxCode,
    }
    yield { collection: 'healthInsurances', document, ...(expired ? { plants: 'expired-insurance' as const } : {}) }
  }
}

/** One employer a person: the first active firm that names them. */
function employers(chunk: PopulationChunk): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const firm of chunk.firms) {
    if (firm.status !== 'ACTIVE') continue
    for (const id of firm.employeeIds) if (!found.has(id)) found.set(id, firm.taxCode)
  }
  return found
}

/** A facility of the person's own commune, or any where the commune has none. */
function facilityPicker({ province }: PopulationChunk, random: Random): (person: SyntheticPerson) => string | null {
  const byUnit = groupBy(province.healthFacilities, ({ unitId }) => unitId)
  return ({ unitId }) => {
    const near = byUnit.get(unitId) ?? province.healthFacilities
    return near.length === 0 ? null : random.pick(near).code
  }
}

/** `52`, three digits of the chunk, five of the record: unique without a counter for all. */
function socialNumberOf(chunk: number, sequence: number): string {
  if (chunk >= bounds.chunks || sequence >= bounds.numbersPerChunk) {
    throw new Error(`chunk ${chunk} has more insured persons than social insurance numbers`)
  }
  return `52${String(chunk).padStart(3, '0')}${String(sequence).padStart(5, '0')}`
}

function cardNumberOf(socialNumber: string, group: InsuredGroup, person: SyntheticPerson, random: Random): string {
  const old = person.dateOfBirth < shortCardsSince && random.chance(shares.fifteenCharacterCard)
  return old ? `${group.letters}${group.benefitLevel}52${socialNumber}` : socialNumber
}

function periodOf(
  { dateOfBirth }: SyntheticPerson,
  of: { asOf: string; expired: boolean; ageYears: number; random: Random },
): { validFrom: string; validTo: string } {
  if (of.ageYears < 6) return { validFrom: dateOfBirth, validTo: isoOf(addYears(dayOf(dateOfBirth), 6) - 1) }
  const today = dayOf(of.asOf)
  if (of.expired) {
    const end = today - of.random.int(1, days.sinceExpiry)
    return { validFrom: isoOf(end - days.term), validTo: isoOf(end) }
  }
  return {
    validFrom: isoOf(today - of.random.int(0, days.sinceStart)),
    validTo: isoOf(today + of.random.int(days.untilEndLeast, days.untilEndMost)),
  }
}

function wageBaseVnd(random: Random): number {
  return random.int(wageBase.leastSteps, wageBase.mostSteps) * wageBase.stepVnd
}
