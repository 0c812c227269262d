import type {
  PopulationChunk,
  SeedDocument,
  SyntheticCommune,
  SyntheticHousehold,
} from '../../seed/population/population.ts'
import { fieldUse, homeUse, workUse } from './land-uses.ts'
import { type ParcelRequest, parcelBook } from './parcel-book.ts'
import { disputes, type Holder, mortgages, owners } from './rights.ts'

/** Homes, fields and works that have a parcel here: about one parcel for two households (a design choice). */
const homeShare = 0.36
const fieldShare = 0.14
const workShare = 0.3
/** One home in so many was split: rare, and present from a thousand persons on. */
const homesPerSplit = 100
/** The day of every split: after 2025-07-01, when the provinces were joined. */
const splitOn = '2026-04-20'
const dayBeforeSplit = '2026-04-19'

/** Parcels of a chunk, each followed by the rights to it. */
export function* parcels(chunk: PopulationChunk): Generator<SeedDocument> {
  const random = chunk.random('land/parcels')
  const communes = new Map(chunk.province.communes.map((commune) => [commune.unitId, commune]))
  let homes = 0
  const record = recorder(chunk)
  for (const household of chunk.households) {
    const commune = communes.get(household.unitId)
    const holders = holdersOf(chunk, household)
    if (!commune || holders.length === 0) continue
    if (random.chance(homeShare)) {
      const write = homes++ % homesPerSplit === 0 ? record.split : record.whole
      yield* write(commune, homeUse(commune), holders)
    }
    if (random.chance(fieldShare)) yield* record.whole(commune, fieldUse(random, commune), holders)
  }
  for (const firm of chunk.firms) {
    const commune = communes.get(firm.unitId)
    if (!commune || firm.status === 'DISSOLVED' || !random.chance(workShare)) continue
    yield* record.whole(commune, workUse(random), [{ taxCode: firm.taxCode }])
  }
}

type Write = (
  commune: SyntheticCommune,
  landUse: ParcelRequest['landUse'],
  holders: readonly Holder[],
) => Generator<SeedDocument>

function recorder(chunk: PopulationChunk): { readonly whole: Write; readonly split: Write } {
  const book = parcelBook(chunk)
  const random = chunk.random('land/rights')
  function* rights(parcel: SeedDocument['document'], holders: readonly Holder[], mortgaged?: true) {
    yield* owners(random, parcel, holders)
    yield* mortgages(random, parcel, mortgaged)
    yield* disputes(random, parcel)
  }
  return {
    *whole(commune, landUse, holders) {
      const parcel = book.enter({ commune, landUse })
      yield { collection: 'parcels', document: parcel }
      yield* rights(parcel, holders)
    },
    /** The mortgage stays on the parcel that is no more: who joins by the old identifier finds it. */
    *split(commune, landUse, holders) {
      const areaSquareMetres = 240
      const before = book.enter({ commune, landUse, areaSquareMetres, validTo: dayBeforeSplit })
      const parts = [140, 100].map((area) =>
        book.enter({ commune, landUse, areaSquareMetres: area, validFrom: splitOn, predecessorIds: [before._id] }),
      )
      const document = { ...before, successorIds: parts.map((part) => part._id) }
      yield { collection: 'parcels', document, plants: 'parcel-split-after-join-date' }
      yield* rights(document, holders, true)
      for (const part of parts) {
        yield { collection: 'parcels', document: part }
        yield* owners(random, part, holders)
      }
    },
  }
}

/** The head of a household, with the spouse who lives there; nobody where the head has died. */
function holdersOf(chunk: PopulationChunk, household: SyntheticHousehold): Holder[] {
  const head = chunk.personById.get(household.headId)
  if (!head || head.dateOfDeath !== null) return []
  const spouse = head.spouseId !== null && household.memberIds.includes(head.spouseId) ? [head.spouseId] : []
  return [head.personalId, ...spouse].map((personalId) => ({ personalId }))
}
