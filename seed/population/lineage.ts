import { isValidAt, type Unit, unitsById } from '../reference/units.ts'
import type { Random } from './random.ts'

/**
 * The unit in whose place a unit of today stands on an earlier ISO date: the unit itself, or
 * one of those that were merged into it, each as likely (how many people each brought is
 * mostly not known).
 */
export function unitOn(random: Random, unitId: string, date: string): Unit {
  const units = unitsById()
  let unit = units.get(unitId)
  while (unit && unit.validFrom !== null && unit.validFrom > date) unit = units.get(random.pick(unit.predecessorIds))
  if (!unit) throw new Error('a unit of the population is not in the register of units')
  return unit
}

/** The name of the district in which a commune lay on its last day; throws for a commune of today, which has none. */
export function districtNameOf(commune: Unit): string {
  const day = commune.validTo
  for (const unit of unitsById().values()) {
    if (day !== null && unit.level === 2 && unit.code === commune.parentCode && isValidAt(unit, day)) return unit.name
  }
  throw new Error('only a commune of before 2025-07-01 has a district')
}
