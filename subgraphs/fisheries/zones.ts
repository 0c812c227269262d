export type FishingZone = 'COASTAL' | 'MIDDLE' | 'OFFSHORE'

const middleFromMetres = 12
const offshoreFromMetres = 15

/**
 * The zone of a vessel by its length overall in metres: under 12 coastal, from 12 to under 15
 * middle, 15 and more offshore. Both edges belong to the longer vessels (the rule of the fishery
 * database as domain experts state it; 12.0 and 15.0 are planted in the seed).
 */
export function zoneOf(lengthMax: number): FishingZone {
  if (lengthMax < middleFromMetres) return 'COASTAL'
  return lengthMax < offshoreFromMetres ? 'MIDDLE' : 'OFFSHORE'
}

/** Vessels of 15 m and more carry a monitoring device. */
export function isMonitored(lengthMax: number): boolean {
  return zoneOf(lengthMax) === 'OFFSHORE'
}
