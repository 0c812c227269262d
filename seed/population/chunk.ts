import { plantConflicts, plantTaxConflicts } from './conflicts.ts'
import type { Draft } from './draft.ts'
import { firmsOf } from './firms.ts'
import { type HouseholdDraft, householdsOf } from './household.ts'
import { type Registered, register, tellPerson } from './person.ts'
import { personalIdMaker } from './personal-id.ts'
import type {
  PlantedConflict,
  PopulationChunk,
  SyntheticHousehold,
  SyntheticPerson,
  SyntheticProvince,
} from './population.ts'
import { randomFrom } from './random.ts'
import { segmentsOf } from './segments.ts'

/**
 * One chunk of the population, from (persons, seed, index) alone: the same bytes whether it is
 * made first, last or twice. Nothing in it refers to another chunk. Throws a RangeError where
 * the index is not a chunk of the province.
 */
export function makeChunk(province: SyntheticProvince, index: number): PopulationChunk {
  if (!Number.isInteger(index) || index < 0 || index >= province.chunkCount) throw new RangeError('no such chunk')
  const random = (label: string) => randomFrom(province.seed, 'chunk', index, label)
  const families = random('population/families')
  const drafts = segmentsOf(province, index).flatMap((segment) => householdsOf(families, segment))
  const planted = plantConflicts(
    random('population/conflicts'),
    drafts.flatMap(({ family }) => family),
  )
  const { persons, households, conflicts } = tell(province, index, drafts, planted)
  const personById = new Map(persons.map((person) => [person.personalId, person]))
  const firms = firmsOf(random('population/firms'), province, index, persons)
  plantTaxConflicts(random('population/tax-conflicts'), persons.length, firms, conflicts)
  return { index, province, persons, households, firms, personById, conflicts, random }
}

interface Told {
  readonly persons: readonly SyntheticPerson[]
  readonly households: readonly SyntheticHousehold[]
  readonly conflicts: Map<string, PlantedConflict>
}

function tell(
  province: SyntheticProvince,
  index: number,
  drafts: readonly HouseholdDraft[],
  planted: ReadonlyMap<Draft, PlantedConflict>,
): Told {
  const random = randomFrom(province.seed, 'chunk', index, 'population/records')
  const makeId = personalIdMaker(province.seed, province.chunkCount, index)
  const registered = new Map<Draft, Registered>()
  for (const household of drafts) {
    for (const person of household.family) {
      registered.set(person, register(random, person, household, province, makeId, planted.get(person)))
    }
  }
  const idOf = (person: Draft) => registered.get(person)?.personalId ?? ''
  return {
    persons: drafts.flatMap((household) =>
      household.family.map((person) =>
        tellPerson(random, person, household, province.seed, registered, planted.get(person)),
      ),
    ),
    households: drafts.map((household) => ({
      code: household.code,
      unitId: household.commune.unitId,
      address: household.address,
      headId: idOf(household.head),
      memberIds: household.family.filter((person) => person.death === null).map(idOf),
      poverty: household.poverty,
    })),
    conflicts: new Map([...planted].map(([person, conflict]) => [idOf(person), conflict])),
  }
}
