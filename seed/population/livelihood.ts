import { isUpland } from './peoples.ts'
import type { SyntheticCommune, SyntheticHousehold } from './population.ts'
import type { Random } from './random.ts'

/** Weights of the codes of occupations.csv; a design choice. */
const ward = [
  ['5', 30],
  ['7', 18],
  ['9', 16],
  ['2', 12],
  ['8', 10],
  ['6', 6],
  ['3', 5],
  ['4', 4],
  ['1', 1.5],
  ['0', 0.6],
] as const
const country = [
  ['6', 36],
  ['9', 24],
  ['5', 14],
  ['7', 13],
  ['8', 6],
  ['2', 3],
  ['3', 2],
  ['4', 1],
  ['1', 0.6],
  ['0', 0.3],
] as const
const coast = [
  ['6', 48],
  ['9', 18],
  ['5', 14],
  ['7', 10],
  ['8', 5],
  ['2', 2.5],
  ['3', 1.5],
  ['4', 1],
  ['1', 0.5],
  ['0', 0.3],
] as const
const farming = '6'

/**
 * Code of occupations.csv at an age in years; null below 15, at school and in retirement (62
 * for men, 60 for women; many on the land work until 70). Everybody between has one.
 */
export function occupationOf(
  random: Random,
  person: { age: number; sex: 'MALE' | 'FEMALE' },
  commune: SyntheticCommune,
): string | null {
  const { age, sex } = person
  if (age < 15 || age >= 70 || (age < 18 && !random.chance(0.2))) return null
  const table = commune.name.startsWith('Phường') ? ward : commune.coastal ? coast : country
  const code = random.weighted(table)
  if (age >= (sex === 'MALE' ? 62 : 60)) return code === farming || random.chance(0.15) ? farming : null
  return age < 18 && code !== farming ? '9' : code
}

const povertyOfLowlands = [
  ['NONE', 93.5],
  ['NEAR_POOR', 4],
  ['POOR', 2.5],
] as const
const povertyOfUplands = [
  ['NONE', 66],
  ['NEAR_POOR', 18],
  ['POOR', 16],
] as const

/** Class of poverty; higher in the uplands, a design choice. */
export function povertyOf(random: Random, commune: SyntheticCommune): SyntheticHousehold['poverty'] {
  return random.weighted(isUpland(commune) ? povertyOfUplands : povertyOfLowlands)
}
