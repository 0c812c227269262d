import type { Random } from '../../seed/population/random.ts'

/** What parcels of a land use look like in the synthetic data; all figures are design choices. */
export interface LandUseFigures {
  /** Square metres. */
  readonly area: readonly [number, number]
  /** Thousands of VND a square metre. */
  readonly price: readonly [number, number]
}

/** By the symbol on the cadastral map, which is the name in the enum `LandUse`. */
export const landUses = {
  ONT: { area: [120, 600], price: [300, 3_000] },
  ODT: { area: [60, 250], price: [3_000, 30_000] },
  LUC: { area: [400, 2_500], price: [60, 110] },
  BHK: { area: [400, 3_000], price: [50, 90] },
  CLN: { area: [500, 4_000], price: [45, 100] },
  RSX: { area: [2_000, 20_000], price: [8, 20] },
  NTS: { area: [1_000, 8_000], price: [40, 80] },
  SKC: { area: [1_000, 20_000], price: [400, 2_500] },
  TMD: { area: [300, 4_000], price: [800, 9_000] },
} as const satisfies Record<string, LandUseFigures>

export type LandUse = keyof typeof landUses

const farmland = [
  ['LUC', 45],
  ['BHK', 20],
  ['CLN', 20],
  ['RSX', 15],
] as const
const coastalFarmland = [...farmland, ['NTS', 20]] as const
const workplaces = [
  ['SKC', 60],
  ['TMD', 40],
] as const

interface Place {
  readonly name: string
  readonly coastal: boolean
}

/** Residential land of a commune: urban in a phường, rural elsewhere. */
export function homeUse(commune: Place): LandUse {
  return commune.name.startsWith('Phường ') ? 'ODT' : 'ONT'
}

/** A use for a field of a household. */
export function fieldUse(random: Random, commune: Place): LandUse {
  return commune.coastal ? random.weighted<LandUse>(coastalFarmland) : random.weighted<LandUse>(farmland)
}

/** A use for a parcel of a firm. */
export function workUse(random: Random): LandUse {
  return random.weighted<LandUse>(workplaces)
}

/** The use that the plan has for a parcel: nearly always the present one. */
export function plannedUse(random: Random, present: LandUse, commune: Place): LandUse {
  if (!random.chance(0.08)) return present
  return present === homeUse(commune) ? 'TMD' : homeUse(commune)
}
