import type { PopulationChunk, SeedDocument, SyntheticFirm } from '../../seed/population/population.ts'
import type { Random } from '../../seed/population/random.ts'

/** Share of firms with a permit, by what they do (design choices). */
const quarrierShare = 0.9
const builderShare = 0.35
const manufacturingShare = 0.5
const otherShare = 0.03
/** Codes of vsic.csv: other mining and quarrying; building, which digs its own sand and earth. */
const quarrying = '08'
const building = ['41', '42']
/** Codes of vsic.csv: divisions of section C. */
const manufacturing = { first: 10, last: 33 }
const minerals = ['Đá xây dựng', 'Đá granit ốp lát', 'Cát xây dựng', 'Đất san lấp', 'Sét gạch ngói'] as const

/**
 * Mineral and environment permits of a chunk's firms that are not dissolved. One firm of a chunk
 * has a mineral permit in any case, so that small populations have one too.
 */
export function* permits(chunk: PopulationChunk): Generator<SeedDocument> {
  const random = chunk.random('land/permits')
  const firms = chunk.firms.filter(({ status }) => status !== 'DISSOLVED')
  const certain = firms.find(isQuarrier) ?? firms.find(isBuilder) ?? firms[0]
  for (const [position, firm] of firms.entries()) {
    const number = `${String(chunk.index).padStart(4, '0')}-${String(position + 1).padStart(4, '0')}`
    if (random.chance(miningShareOf(firm)) || firm === certain) yield mineral(random, firm, number)
    if (random.chance(isManufacturer(firm) ? manufacturingShare : otherShare)) yield environment(random, firm, number)
  }
}

function mineral(random: Random, firm: SyntheticFirm, number: string): SeedDocument {
  return {
    collection: 'mineralPermits',
    document: {
      ...permit(random, firm, `GPKS-${number}`),
      mineral: random.pick(minerals),
      limits: `Khai thác không quá ${random.int(5, 150)}.000 m³ một năm`,
    },
  }
}

function environment(random: Random, firm: SyntheticFirm, number: string): SeedDocument {
  return {
    collection: 'environmentPermits',
    document: {
      ...permit(random, firm, `GPMT-${number}`),
      limits: `Xả nước thải không quá ${random.int(1, 60) * 10} m³ một ngày đêm`,
    },
  }
}

/** Numbers are assigned here: `<kind>-<chunk>-<firm of the chunk>`. */
function permit(random: Random, firm: SyntheticFirm, number: string): SeedDocument['document'] {
  const year = random.int(2016, 2025)
  const day = `${String(random.int(1, 12)).padStart(2, '0')}-${random.int(10, 28)}`
  return {
    _id: number,
    number,
    holderTaxCode: firm.taxCode,
    unitId: firm.unitId,
    place: firm.address,
    validFrom: `${year}-${day}`,
    validTo: `${year + random.pick([5, 7, 10])}-${day}`,
  }
}

function miningShareOf(firm: SyntheticFirm): number {
  if (isQuarrier(firm)) return quarrierShare
  return isBuilder(firm) ? builderShare : 0
}

function isQuarrier({ industries }: SyntheticFirm): boolean {
  return industries.includes(quarrying)
}

function isBuilder({ industries }: SyntheticFirm): boolean {
  return industries.some((code) => building.includes(code))
}

function isManufacturer(firm: SyntheticFirm): boolean {
  return firm.industries.some((code) => Number(code) >= manufacturing.first && Number(code) <= manufacturing.last)
}
