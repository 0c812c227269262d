import { groupBy } from '../../../seed/reference/group-by.ts'
import type { Unit } from '../../../seed/reference/units.ts'

/**
 * All units that a territory reaches today, as keys `code@validFrom`: the units named, their
 * descendants in every period, and the successors that lie wholly inside (design choice: a
 * permission follows a merger and never grows by one).
 * - A parent's children are the units under its code whose period meets the parent's: a code that
 *   was used again has other children.
 * - A successor is in where it was founded by the succession and all its predecessors are in. One
 *   that stood before and was only enlarged is its own forerunner too, so it is not reached.
 * - The parts of a unit that was divided need a new decision: who moved where is not published.
 * Keys that are no units reach nothing.
 */
export function territoryUnits(territory: readonly string[], units: readonly Unit[]): ReadonlySet<string> {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const byParent = groupBy(units, (unit) => unit.parentCode)
  const inside = new Set<string>()
  const open = territory.filter((id) => byId.has(id))
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (inside.has(id)) continue
    inside.add(id)
    const unit = byId.get(id) as Unit
    for (const child of byParent.get(unit.code) ?? []) if (isChild(child, unit)) open.push(child.id)
    for (const successorId of unit.successorIds) {
      const successor = byId.get(successorId)
      if (successor && wasFounded(successor, unit) && successor.predecessorIds.every(isWholeAndInside)) {
        open.push(successorId)
      }
    }
  }
  return inside

  function isWholeAndInside(id: string): boolean {
    return inside.has(id) && byId.get(id)?.successions.length === 1
  }
}

function isChild(child: Unit, parent: Unit): boolean {
  if (child.level <= parent.level) return false
  return (
    (child.validFrom === null || parent.validTo === null || child.validFrom <= parent.validTo) &&
    (parent.validFrom === null || child.validTo === null || parent.validFrom <= child.validTo)
  )
}

function wasFounded(successor: Unit, predecessor: Unit): boolean {
  const succession = predecessor.successions.find(({ id }) => id === successor.id)
  return successor.validFrom !== null && successor.validFrom === succession?.effectiveDate
}
