import type { SeedDocument } from '../../seed/population/population.ts'
import type { Random } from '../../seed/population/random.ts'

/** A person or an organization with a right to a parcel. */
export type Holder = { readonly personalId: string } | { readonly taxCode: string }

type Parcel = SeedDocument['document']

/** Shares of parcels (design choices). */
const mortgagedShare = 0.12
const disputedShare = 0.01
const dividedShare = 0.1

const lenders = ['Ngân hàng Mẫu A', 'Ngân hàng Mẫu B', 'Quỹ tín dụng nhân dân Mẫu'] as const
const subjects = ['Ranh giới thửa đất', 'Lối đi chung', 'Thừa kế quyền sử dụng đất'] as const

/** One row a holder. A couple holds without shares unless they divided it. */
export function* owners(random: Random, parcel: Parcel, holders: readonly Holder[]): Generator<SeedDocument> {
  const divided = holders.length > 1 && random.chance(dividedShare)
  for (const [position, holder] of holders.entries()) {
    yield {
      collection: 'parcelOwners',
      document: {
        _id: `${parcel._id}/${position + 1}`,
        parcelId: parcel._id,
        unitId: parcel.unitId,
        ...holder,
        share: holders.length === 1 ? 100 : divided ? 100 / holders.length : null,
      },
    }
  }
}

/** At most one mortgage; `certain` where the caller needs it. */
export function* mortgages(random: Random, parcel: Parcel, certain = false): Generator<SeedDocument> {
  if (!random.chance(mortgagedShare) && !certain) return
  const year = random.int(2015, 2024)
  yield {
    collection: 'mortgages',
    document: {
      _id: `${parcel._id}/1`,
      parcelId: parcel._id,
      unitId: parcel.unitId,
      lender: random.pick(lenders),
      registeredOn: `${year}-0${random.int(1, 9)}-15`,
      releasedOn: !certain && random.chance(0.4) ? `${year + 1}-11-20` : null,
    },
  }
}

/** At most one dispute. */
export function* disputes(random: Random, parcel: Parcel): Generator<SeedDocument> {
  if (!random.chance(disputedShare)) return
  const year = random.int(2018, 2025)
  yield {
    collection: 'landDisputes',
    document: {
      _id: `${parcel._id}/1`,
      parcelId: parcel._id,
      unitId: parcel.unitId,
      subject: random.pick(subjects),
      receivedOn: `${year}-0${random.int(1, 9)}-10`,
      settledOn: random.chance(0.6) ? `${year}-12-20` : null,
    },
  }
}
