import { type Unit, unitsById } from '../../seed/reference/units.ts'

/** The last day of a unit's period (`code@validFrom`), null where it stands today. */
export function lastDayOf(unitId: string): string | null {
  return unitOf(unitId).validTo
}

/** Whether a unit has since been merged or divided, at once or after a change of name or type. */
export function hasMerged(unitId: string): boolean {
  return unitOf(unitId).successions.some(({ id, relation }) => relation !== 'renamed' || (id !== null && hasMerged(id)))
}

function unitOf(unitId: string): Unit {
  const unit = unitsById().get(unitId)
  if (!unit) throw new Error('the population names a unit that is not in the register of units')
  return unit
}
