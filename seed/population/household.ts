import { addressOf, spotIn } from './address.ts'
import { applyDeaths } from './deaths.ts'
import type { Draft } from './draft.ts'
import { makeFamily } from './family.ts'
import { headOf } from './kinship.ts'
import { povertyOf } from './livelihood.ts'
import { ethnicityIn, religionOf } from './peoples.ts'
import type { SyntheticCommune, SyntheticHousehold } from './population.ts'
import type { Random } from './random.ts'
import type { Segment } from './segments.ts'

/** A household before its persons have IDs. */
export interface HouseholdDraft {
  readonly code: string
  readonly commune: SyntheticCommune
  readonly spot: string
  readonly address: string
  readonly religion: string | null
  readonly poverty: SyntheticHousehold['poverty']
  /** The dead on record included. */
  readonly family: readonly Draft[]
  readonly head: Draft
}

/** Households that hold exactly the persons of a segment. */
export function householdsOf(random: Random, segment: Segment): HouseholdDraft[] {
  const households: HouseholdDraft[] = []
  for (let room = segment.persons; room > 0; ) {
    // A sequence starts at the persons before: households are never more, so no code is given twice.
    const household = makeHousehold(random, segment.commune, segment.before + households.length + 1, room)
    households.push(household)
    room -= household.family.length
  }
  return households
}

function makeHousehold(random: Random, commune: SyntheticCommune, sequence: number, room: number): HouseholdDraft {
  const family = makeFamily(random, ethnicityIn(random, commune), room)
  applyDeaths(random, family)
  const spot = spotIn(random, commune)
  return {
    code: `HGD-${commune.code}-${String(sequence).padStart(6, '0')}`,
    commune,
    spot,
    address: addressOf(spot, commune),
    religion: religionOf(random),
    poverty: povertyOf(random, commune),
    family,
    head: headOf(random, family),
  }
}
