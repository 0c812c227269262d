import { taxCodeCheckDigit } from '../../schema/scalars/tax-code.ts'
import type { PopulationChunk, SeedDocument, SyntheticPerson } from '../../seed/population/population.ts'

/** Share of households with a business, and of these with an old tax code on the record (design choices). */
const businessShare = 0.09
const oldTaxCodeShare = 0.8
const numbersPerChunk = 10_000
const chunksOfTaxCodes = 1_000

const trades = [
  'Tạp hóa',
  'Quán ăn',
  'Cà phê',
  'Sửa xe máy',
  'May đo',
  'Thu mua nông sản',
  'Làm bún',
  'Cơ khí nhỏ',
  'Nhà trọ',
  'Vật tư nông nghiệp',
] as const
const revenueClasses = [
  ['UP_TO_200_MILLION', 70],
  ['UP_TO_3_BILLION', 28],
  ['ABOVE_3_BILLION', 2],
] as const

/**
 * Household businesses of a chunk. The persons who are to have two tax codes own two businesses,
 * each still recorded under another old personal code (a planted conflict).
 */
export function* householdBusinesses(chunk: PopulationChunk): Generator<SeedDocument> {
  const random = chunk.random('enterprises/household-businesses')
  const taxCodes = oldTaxCodes(chunk.index)
  let sequence = 0
  const business = (owner: SyntheticPerson, personalTaxCode: string | null): SeedDocument['document'] => {
    const number = ++sequence
    const code = codeOf(chunk.index, number, owner.unitId)
    return {
      _id: code,
      code,
      name: `Hộ kinh doanh ${random.pick(trades)} Mẫu ${chunk.index * numbersPerChunk + number}`,
      address: owner.address,
      unitId: owner.unitId,
      ownerPersonalId: owner.personalId,
      personalTaxCode,
      revenueClass: random.weighted(revenueClasses),
    }
  }
  for (const household of chunk.households) {
    const head = chunk.personById.get(household.headId)
    if (!head || head.dateOfDeath !== null || hasTwoTaxCodes(chunk, head) || !random.chance(businessShare)) continue
    const taxCode = random.chance(oldTaxCodeShare) ? taxCodes.next().value : null
    yield { collection: 'householdBusinesses', document: business(head, taxCode) }
  }
  for (const owner of chunk.persons) {
    if (!hasTwoTaxCodes(chunk, owner)) continue
    yield { collection: 'householdBusinesses', document: business(owner, taxCodes.next().value) }
    const second = business(owner, taxCodes.next().value)
    yield { collection: 'householdBusinesses', document: second, plants: 'person-with-two-tax-codes' }
  }
}

function hasTwoTaxCodes(chunk: PopulationChunk, person: SyntheticPerson): boolean {
  return chunk.conflicts?.get(person.personalId) === 'person-with-two-tax-codes'
}

/** `HKD-<commune>-<number>`; each chunk has 10,000 numbers of its own. Assigned here. */
function codeOf(chunk: number, sequence: number, unitId: string): string {
  if (sequence >= numbersPerChunk) throw new Error(`chunk ${chunk} has more household businesses than numbers`)
  const number = String(chunk * numbersPerChunk + sequence).padStart(7, '0')
  return `HKD-${unitId.slice(0, unitId.indexOf('@'))}-${number}`
}

/** `9`, three digits of the chunk, five of its own, check digit; a tenth of the stems has none and is skipped. */
function* oldTaxCodes(chunk: number): Generator<string, never> {
  if (chunk >= chunksOfTaxCodes) throw new Error('more chunks than stems of old tax codes')
  for (let own = 0; ; own++) {
    const stem = `9${String(chunk).padStart(3, '0')}${String(own).padStart(5, '0')}`
    const digit = taxCodeCheckDigit(stem)
    if (digit !== null) yield `${stem}${digit}`
  }
}
