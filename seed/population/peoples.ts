import { familyNameShares } from './names.ts'
import type { SyntheticCommune } from './population.ts'
import type { Random } from './random.ts'

type Weighted = readonly (readonly [string, number])[]

/** Codes of ethnic_groups.csv. */
export const kinh = '01'
const hoa = '04'
const baNa = '13'
const cham = '17'
const hre = '19'

/** Shares by former district; a design choice from general knowledge of where the peoples live. */
const upland: Readonly<Record<string, Weighted>> = {
  'Huyện An Lão': [
    [kinh, 60],
    [hre, 38],
    [baNa, 2],
  ],
  'Huyện Vĩnh Thạnh': [
    [kinh, 68],
    [baNa, 31],
    [cham, 1],
  ],
  'Huyện Vân Canh': [
    [kinh, 56],
    [cham, 28],
    [baNa, 16],
  ],
}
const lowland: Weighted = [
  [kinh, 99.4],
  [baNa, 0.3],
  [hoa, 0.2],
  [cham, 0.1],
]
/** Codes of religions.csv for a household; `0` = none declared. A design choice, no table was found. */
const religions: Weighted = [
  ['0', 88],
  ['1', 6],
  ['2', 4],
  ['3', 1.2],
  ['4', 0.7],
  ['5', 0.1],
]
/** Đinh is common among the Hrê and the Ba Na of the province; the share is a design choice. */
const dinhShare = 0.7

/** Whether a former district is one of the three of the uplands. */
export function isUpland(commune: Pick<SyntheticCommune, 'formerDistrict'>): boolean {
  return commune.formerDistrict in upland
}

/** The people of a household of a commune, as a code of ethnic_groups.csv. */
export function ethnicityIn(random: Random, commune: Pick<SyntheticCommune, 'formerDistrict'>): string {
  return random.weighted(upland[commune.formerDistrict] ?? lowland)
}

/** The religion of a household, as a code of religions.csv; null = none declared. */
export function religionOf(random: Random): string | null {
  const code = random.weighted(religions)
  return code === '0' ? null : code
}

/** A family name by the people that bears it. */
export function familyNameOf(random: Random, ethnicity: string): string {
  if ((ethnicity === hre || ethnicity === baNa) && random.chance(dinhShare)) return 'Đinh'
  return random.weighted(familyNameShares())
}
