import { addYears, ageOf, daysIn, today } from './days.ts'
import { type Draft, wed } from './draft.ts'
import { fullNameOf, givenNameOf, type Sex } from './names.ts'
import { familyNameOf, kinh } from './peoples.ts'
import type { Random } from './random.ts'

/** Years below which nobody marries (men 20, women 18: the marriage law's ages). */
const marriageAge = { MALE: 20, FEMALE: 18 } as const
/** Husband's age less the wife's, in years. */
const ageGap = { least: -3, most: 9 }
/** Share of couples of the uplands' peoples in which one spouse is Kinh; a design choice. */
const mixedShare = 0.06

/** A person with a name of their own; the family name is drawn unless it is given. */
export function makePerson(
  random: Random,
  traits: { sex: Sex; birth: number; ethnicity: string; family?: string; notGiven?: readonly string[] },
): Draft {
  const { sex, birth, ethnicity } = traits
  const family = traits.family ?? familyNameOf(random, ethnicity)
  const birthYear = new Date(birth * 86_400_000).getUTCFullYear()
  let name = { family, ...givenNameOf(random, sex, birthYear) }
  // Brothers and sisters bear different names; five tries are enough for nine of them.
  for (let i = 0; i < 5 && traits.notGiven?.includes(fullNameOf(name)); i++) {
    name = { family, ...givenNameOf(random, sex, birthYear) }
  }
  return {
    sex,
    birth,
    ethnicity,
    name,
    father: null,
    mother: null,
    spouse: null,
    marriage: null,
    death: null,
    alone: '1',
  }
}

/**
 * A spouse of plausible age, wedded after both came of age; null where the wedding day would
 * not have come yet. The person must not have a spouse on record.
 */
export function marry(random: Random, person: Draft, latest: number = today): Draft | null {
  const sex = person.sex === 'MALE' ? 'FEMALE' : 'MALE'
  // Two draws make the middle of the range likelier than its ends.
  const gap = (random.float() + random.float()) / 2
  const years = ageGap.least + gap * (ageGap.most - ageGap.least)
  const birth = person.birth + (sex === 'FEMALE' ? 1 : -1) * daysIn(years)
  const earliest = Math.max(addYears(person.birth, marriageAge[person.sex]), addYears(birth, marriageAge[sex]))
  const day = earliest + random.int(1, daysIn(random.chance(0.7) ? 5 : 12))
  if (day >= latest || ageOf(birth) > 101) return null
  const ethnicity = person.ethnicity !== kinh && random.chance(mixedShare) ? kinh : person.ethnicity
  const spouse = makePerson(random, { sex, birth, ethnicity })
  if (sex === 'FEMALE') wed(person, spouse, day)
  else wed(spouse, person, day)
  return spouse
}
