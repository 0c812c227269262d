import type {
  PlantedConflict,
  PopulationChunk,
  SeedDocument,
  SyntheticHousehold,
} from '../../seed/population/population.ts'
import type { Random } from '../../seed/population/random.ts'
import { lastDayOfPosting } from './posting.ts'

type Poverty = 'POOR' | 'NEAR_POOR'

/** The lists of this year and of the last one; the posting of last year's has ended, but for the planted one. */
export function* povertyListsOf(chunk: PopulationChunk): Generator<SeedDocument> {
  const random = chunk.random('social-protection/poverty')
  const thisYear = Number(chunk.province.asOf.slice(0, 4))
  const forgotten = chunk.households.find(({ poverty }) => poverty === 'NONE')
  for (const household of chunk.households) {
    const { poverty } = household
    if (poverty !== 'NONE') yield listed(random, household, poverty, thisYear, 'posted')
    const before = lastYears(random, poverty)
    if (household === forgotten) yield listed(random, household, 'NEAR_POOR', thisYear - 1, 'forgotten')
    else if (before) yield listed(random, household, before, thisYear - 1, 'taken down')
  }
}

/** What a household was a year ago: most poor ones were poor, few of the others (design choices). */
function lastYears(random: Random, poverty: SyntheticHousehold['poverty']): Poverty | null {
  if (poverty === 'NONE') return random.chance(0.01) ? 'NEAR_POOR' : null
  if (!random.chance(0.92)) return null
  return poverty === 'NEAR_POOR' && random.chance(0.2) ? 'POOR' : poverty
}

function listed(
  random: Random,
  household: SyntheticHousehold,
  povertyClass: Poverty,
  year: number,
  posting: 'posted' | 'taken down' | 'forgotten',
): SeedDocument {
  const postedFrom = `${year}-01-05`
  const postedUntil = lastDayOfPosting(postedFrom)
  const plants: PlantedConflict = 'poor-list-of-last-year-still-shown'
  return {
    collection: 'poorHouseholds',
    document: {
      _id: `${household.code}/${year}`,
      householdCode: household.code,
      year,
      postedFrom,
      postedUntil,
      takenDownOn: posting === 'taken down' ? postedUntil : null,
      povertyClass,
      score: povertyClass === 'POOR' ? random.int(60, 120) : random.int(121, 140),
      unitId: household.unitId,
    },
    ...(posting === 'forgotten' ? { plants } : {}),
  }
}
