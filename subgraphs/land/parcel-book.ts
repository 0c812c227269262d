import type { PopulationChunk, SeedDocument, SyntheticCommune } from '../../seed/population/population.ts'
import type { Random } from '../../seed/population/random.ts'
import { type LandUse, landUses, plannedUse } from './land-uses.ts'
import { parcelPlaces } from './parcel-places.ts'
import { parcelIdAt, rectangleAround } from './parcel-shape.ts'

const certificateShare = 0.9
const datedShare = 0.7
const certificatesPerChunk = 100_000
const chunksOfCertificates = 1_000

/** What is decided about a parcel before it is entered; the rest is drawn. */
export interface ParcelRequest {
  readonly commune: SyntheticCommune
  readonly landUse: LandUse
  readonly areaSquareMetres?: number
  readonly validFrom?: string
  readonly validTo?: string
  readonly predecessorIds?: readonly string[]
}

/** The cadastre of a chunk while it is written: each entry gets the next place and certificate. */
export function parcelBook(chunk: PopulationChunk): {
  readonly enter: (request: ParcelRequest) => SeedDocument['document']
} {
  const random = chunk.random('land/book')
  const nextPlace = parcelPlaces(chunk)
  return {
    enter({ commune, landUse, predecessorIds = [], validFrom, validTo, ...given }) {
      const { point, sheetNumber, parcelNumber } = nextPlace(commune.unitId)
      const { area, price } = landUses[landUse]
      const areaSquareMetres = given.areaSquareMetres ?? random.int(area[0], area[1])
      const parcelId = parcelIdAt(point)
      return {
        _id: parcelId,
        parcelId,
        unitId: commune.unitId,
        sheetNumber,
        parcelNumber,
        areaSquareMetres,
        landUse,
        plannedUse: plannedUse(random, landUse, commune),
        priceFrame: random.int(price[0], price[1]) * 1_000,
        validFrom: validFrom ?? enteredOn(random),
        validTo: validTo ?? null,
        current: validTo === undefined,
        predecessorIds,
        successorIds: [],
        geometry: rectangleAround(point, areaSquareMetres, 1 + random.float()),
        certificateNumber: random.chance(certificateShare) ? certificateOf(chunk.index, parcelNumber) : null,
      }
    },
  }
}

/** Null stands for "before the oldest source". */
function enteredOn(random: Random): string | null {
  if (!random.chance(datedShare)) return null
  return `${random.int(1996, 2024)}-${String(random.int(1, 12)).padStart(2, '0')}-${random.int(10, 28)}`
}

/** `ZZ`, three digits of the chunk, five of its own: nobody takes it for a printed serial. */
function certificateOf(chunk: number, number: number): string {
  if (chunk >= chunksOfCertificates || number >= certificatesPerChunk) throw new Error('no certificate number left')
  return `ZZ ${String(chunk).padStart(3, '0')}${String(number).padStart(5, '0')}`
}
