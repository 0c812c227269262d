import type { Random } from '../../seed/population/random.ts'
import type { FishingZone } from './zones.ts'

/** Who is on record: a person or an organization. */
export type Owner = { readonly personalId: string } | { readonly taxCode: string }

interface OwnerOnRecord {
  readonly personalId?: string
  readonly taxCode?: string
  readonly from: string
  readonly soldOn?: string
}

/** A vessel without its papers, as the documents that hang on it need it. */
export interface SeededVessel {
  readonly _id: string
  readonly registrationNumber: string
  readonly lengthMax: number
  readonly zone: FishingZone
  readonly gear: string
  readonly homePortCode: string
  readonly owners: readonly OwnerOnRecord[]
  readonly [field: string]: unknown
}

const numbersPerChunk = 160
const numberMax = 99_999

/**
 * `BĐ-NNNNN-TS` (Đ is U+0110). Each chunk has 160 numbers of its own, so that numbers are unique
 * over 600 chunks without a counter for all. Throws where a chunk needs more.
 */
export function registrationNumberOf(chunk: number, sequence: number): string {
  const number = chunk * numbersPerChunk + sequence + 1
  if (sequence >= numbersPerChunk || number > numberMax) throw new Error(`chunk ${chunk} has more vessels than numbers`)
  return `BĐ-${String(number).padStart(5, '0')}-TS`
}

/** The five digits of a registration number, of which the numbers of its papers are made. */
export function digitsOf(vessel: Pick<SeededVessel, 'registrationNumber'>): string {
  return vessel.registrationNumber.slice(3, 8)
}

/**
 * The owner, and the seller where a sale was reported and never settled: both are on record
 * then, and the present owner is the buyer. The telephone number begins with 000, which no
 * network gives out.
 */
export function ownersOf(owner: Owner, seller: Owner | undefined, random: Random) {
  const soldOn = '2025-09-15'
  const owners: OwnerOnRecord[] = [
    ...(seller ? [{ ...seller, from: '2016-03-01', soldOn }] : []),
    { ...owner, from: seller ? soldOn : `${random.int(2005, 2024)}-05-10` },
  ]
  return {
    ownerPersonalId: 'personalId' in owner ? owner.personalId : null,
    ownerTaxCode: 'taxCode' in owner ? owner.taxCode : null,
    owners,
    ownerPersonalIds: owners.flatMap(({ personalId }) => personalId ?? []),
    ownerTaxCodes: owners.flatMap(({ taxCode }) => taxCode ?? []),
    ownerPhone: `000${String(random.int(0, 9_999_999)).padStart(7, '0')}`,
  }
}
