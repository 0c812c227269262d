import { yearsBetween } from '../../seed/population/days.ts'
import type { PlantedConflict, PopulationChunk, SyntheticCommune } from '../../seed/population/population.ts'
import type { Random } from '../../seed/population/random.ts'
import { homePortOf } from './ports.ts'
import { type Owner, ownersOf, registrationNumberOf, type SeededVessel } from './seeded-vessel.ts'
import { zoneOf } from './zones.ts'

/** About 6,000 vessels for the 1.5 million persons of the whole province (a design choice). */
const householdsPerVessel = 27
const fishingIndustry = '03'

/** The first vessels of a coast carry the planted conflicts, so that a small population has them too. */
const planted: readonly PlantedConflict[] = [
  'vessel-of-exactly-15-metres',
  'vessel-of-exactly-12-metres',
  'vessel-with-two-owners',
]

/** The vessels of one part of the population; none where no commune of it lies on the coast. */
export function* vesselsOf(chunk: PopulationChunk): Generator<{ vessel: SeededVessel; plants?: PlantedConflict }> {
  const random = chunk.random('fisheries/vessels')
  const coast = new Map(chunk.province.communes.filter(({ coastal }) => coastal).map((place) => [place.unitId, place]))
  const candidates = [...householdOwners(chunk, coast), ...firmOwners(chunk, coast)]
  let sequence = 0
  for (const [i, { owner, commune, likelihood }] of candidates.entries()) {
    const plants = planted[sequence]
    if (!plants && !random.chance(likelihood)) continue
    const seller = plants === 'vessel-with-two-owners' ? candidates[i + 1]?.owner : undefined
    const vessel = vesselOf({ chunk, sequence, owner, commune, random, plants, seller })
    sequence += 1
    yield plants && (plants !== 'vessel-with-two-owners' || seller) ? { vessel, plants } : { vessel }
  }
}

interface Candidate {
  readonly owner: Owner
  readonly commune: SyntheticCommune
  readonly likelihood: number
}

/** One candidate a household: the head, else the first living member of working age. */
function* householdOwners(chunk: PopulationChunk, coast: ReadonlyMap<string, SyntheticCommune>): Generator<Candidate> {
  for (const household of chunk.households) {
    const commune = coast.get(household.unitId)
    if (!commune) continue
    const personalId = [household.headId, ...household.memberIds].find((id) => mayOwn(chunk, id))
    if (personalId) yield { owner: { personalId }, commune, likelihood: 1 / householdsPerVessel }
  }
}

function* firmOwners(chunk: PopulationChunk, coast: ReadonlyMap<string, SyntheticCommune>): Generator<Candidate> {
  for (const { taxCode, unitId, status, industries } of chunk.firms) {
    const commune = coast.get(unitId)
    if (!commune || status !== 'ACTIVE') continue
    yield { owner: { taxCode }, commune, likelihood: industries.includes(fishingIndustry) ? 0.8 : 0.01 }
  }
}

function mayOwn(chunk: PopulationChunk, personalId: string): boolean {
  const person = chunk.personById.get(personalId)
  if (!person || person.dateOfDeath !== null) return false
  const age = yearsBetween(person.dateOfBirth, chunk.province.asOf)
  return age >= 20 && age <= 75
}

function vesselOf(made: {
  chunk: PopulationChunk
  sequence: number
  owner: Owner
  commune: SyntheticCommune
  random: Random
  plants: PlantedConflict | undefined
  seller: Owner | undefined
}): SeededVessel {
  const { chunk, sequence, owner, commune, random, plants, seller } = made
  const registrationNumber = registrationNumberOf(chunk.index, sequence)
  const lengthMax = lengthOf(random, plants)
  const zone = zoneOf(lengthMax)
  const builtYear = random.int(1998, 2024)
  const registered = Math.min(builtYear + random.int(0, 1), 2024)
  return {
    _id: registrationNumber,
    registrationNumber,
    name: random.chance(0.3)
      ? `${random.pick(['Hải Âu', 'Biển Xanh', 'Sao Biển', 'Sóng Bạc'])} ${random.int(1, 99)}`
      : null,
    lengthMax,
    enginePower: Math.round(lengthMax * lengthMax * (1 + random.float())),
    hullMaterial: zone === 'OFFSHORE' ? random.weighted(offshoreHulls) : random.weighted(smallHulls),
    builtYear,
    gear: zone === 'COASTAL' ? random.weighted(coastalGears) : random.weighted(openSeaGears),
    zone,
    homePortCode: homePortOf(commune),
    unitId: commune.unitId,
    registeredOn: `${registered}-${String(random.int(1, 12)).padStart(2, '0')}-${String(random.int(1, 28)).padStart(2, '0')}`,
    ...ownersOf(owner, seller, random),
    onIllegalList: random.chance(0.005),
  }
}

const offshoreHulls = [
  ['WOOD', 80],
  ['COMPOSITE', 15],
  ['STEEL', 5],
] as const
const smallHulls = [
  ['WOOD', 85],
  ['COMPOSITE', 15],
] as const
const coastalGears = [
  ['GILL_NET', 50],
  ['HOOK_AND_LINE', 25],
  ['TRAWL', 25],
] as const
const openSeaGears = [
  ['HOOK_AND_LINE', 35],
  ['PURSE_SEINE', 30],
  ['GILL_NET', 15],
  ['FALLING_NET', 10],
  ['TRAWL', 7],
  ['LOGISTICS', 3],
] as const

/** Metres with one decimal; 45 % coastal, 15 % middle, 40 % offshore. */
function lengthOf(random: Random, plants: PlantedConflict | undefined): number {
  if (plants === 'vessel-of-exactly-15-metres') return 15
  if (plants === 'vessel-of-exactly-12-metres') return 12
  const [from, to] = random.weighted([[[60, 119], 45] as const, [[121, 149], 15] as const, [[151, 260], 40] as const])
  return random.int(from, to) / 10
}
