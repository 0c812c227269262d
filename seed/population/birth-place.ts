import { readUnits, type Unit } from '../reference/units.ts'
import { unitOn } from './lineage.ts'
import type { SyntheticCommune } from './population.ts'
import type { Random } from './random.ts'

/** Where a birth was registered. */
interface BirthPlace {
  /** First three digits of the personal ID: the province of that day, `0` and its code. */
  readonly place: string
  /** `code@validFrom` of the commune, as it was then. */
  readonly unitId: string
}

/** Where the persons of a commune come from; a design choice. */
const origins = [
  ['HERE', 0.8],
  ['ELSEWHERE_IN_PROVINCE', 0.115],
  ['OLD_GIA_LAI', 0.055],
  ['OTHER_PROVINCE', 0.03],
] as const

/** Codes of other provinces in personal IDs, the neighbours and the large cities among them. */
const otherProvinces = [
  ['079', 30],
  ['051', 20],
  ['054', 20],
  ['066', 10],
  ['048', 8],
  ['056', 6],
  ['001', 6],
] as const

let gialai: readonly Unit[] | undefined

/**
 * The place of birth registration. Of the communes of other provinces there is no register
 * here; a person who came from one has its code in the ID, and counts as registered again in
 * the commune of residence (a design choice).
 */
export function birthPlaceOf(
  random: Random,
  residence: SyntheticCommune,
  communes: readonly SyntheticCommune[],
  birthDate: string,
): BirthPlace {
  const origin = random.weighted(origins)
  if (origin === 'ELSEWHERE_IN_PROVINCE') return registeredIn(unitOn(random, random.pick(communes).unitId, birthDate))
  if (origin === 'OLD_GIA_LAI') return registeredIn(unitOn(random, random.pick(communesOfOldGiaLai()).id, birthDate))
  const here = unitOn(random, residence.unitId, birthDate)
  return origin === 'HERE' ? registeredIn(here) : { place: random.weighted(otherProvinces), unitId: here.id }
}

function registeredIn(unit: Unit): BirthPlace {
  return { place: `0${unit.ancestorCodes.at(-1)}`, unitId: unit.id }
}

function communesOfOldGiaLai(): readonly Unit[] {
  gialai ??= readUnits().filter(
    (unit) => unit.level === 3 && unit.validTo === null && unit.formerProvinceCodes.includes('64'),
  )
  return gialai
}
