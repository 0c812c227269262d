import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { isValidAt, readUnits, type Unit, unitsById } from '../../../seed/reference/units.ts'
import { territoryUnits } from './territory.ts'

const units = readUnits()
const byId = unitsById()
const unit = (id: string) => byId.get(id) as Unit
const reach = (...territory: string[]) => territoryUnits(territory, units)
const communesToday = units.filter(({ level, validTo }) => level === 3 && validTo === null)
const idOf = (code: string, date: string) =>
  units.find((one) => one.code === code && isValidAt(one, date))?.id ?? fail(code)

function fail(code: string): never {
  throw new Error(`no unit ${code}`)
}

const territories = fc.uniqueArray(fc.constantFrom(...units.map(({ id }) => id)), { minLength: 1, maxLength: 12 })

/**
 * The oldest communes from whose ground a commune was made; worked out backwards, and by the
 * communes alone, so that it shares no step with what is tested.
 */
function ground(id: string): readonly string[] {
  const { predecessorIds, validFrom } = unit(id)
  const grownFrom = predecessorIds.filter((former) => unit(former).successions.some((one) => one.id === id))
  const stoodBefore = grownFrom.some((former) =>
    unit(former).successions.some((one) => one.id === id && (validFrom === null || validFrom < one.effectiveDate)),
  )
  const own = grownFrom.length === 0 || stoodBefore ? [id] : []
  return [...own, ...grownFrom.flatMap(ground)]
}

describe('a territory', () => {
  test('holds its own units, and reaches nothing more when it is taken again', () => {
    fc.assert(
      fc.property(territories, (territory) => {
        const reached = reach(...territory)
        expect(territory.every((id) => reached.has(id))).toBe(true)
        expect(reach(...reached)).toEqual(reached)
      }),
    )
  })

  test('reaches no less when units are added, and the same in any order', () => {
    fc.assert(
      fc.property(territories, territories, (some, more) => {
        const both = reach(...some, ...more)
        for (const id of [...reach(...some), ...reach(...more)]) expect(both.has(id)).toBe(true)
        expect(reach(...more, ...some)).toEqual(both)
      }),
    )
  })

  test('reaches a unit only for a reason: named, below one that is in, or made of units that are all in', () => {
    fc.assert(
      fc.property(territories, (territory) => {
        const reached = reach(...territory)
        for (const one of units) {
          const below = units.some(
            (above) =>
              reached.has(above.id) &&
              above.code === one.parentCode &&
              above.level < one.level &&
              (one.validTo === null || isValidAt(above, one.validTo) || (above.validTo ?? '') < one.validTo) &&
              (one.validFrom ?? '') <= (above.validTo ?? '9999') &&
              (above.validFrom ?? '') <= (one.validTo ?? '9999'),
          )
          const made =
            one.predecessorIds.length > 0 &&
            one.predecessorIds.every((id) => reached.has(id) && unit(id).successions.length === 1) &&
            one.predecessorIds.some((id) => unit(id).successions[0]?.effectiveDate === one.validFrom)
          expect([one.id, reached.has(one.id)]).toEqual([one.id, territory.includes(one.id) || below || made])
        }
      }),
      { numRuns: 30 },
    )
  })

  test('never grows beyond the ground on which its communes stood', () => {
    const former = units.filter(({ validTo }) => validTo !== null)
    const some = fc.uniqueArray(fc.constantFrom(...former.map(({ id }) => id)), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(some, (territory) => {
        const reached = [...reach(...territory)].map(unit)
        const stated = reached.filter((one) => territory.includes(one.id) || one.validTo !== null)
        const allowed = new Set(stated.filter(({ level }) => level === 3).flatMap(({ id }) => ground(id)))
        const today = reached.filter(({ level, validTo }) => level === 3 && validTo === null)
        for (const { id } of today) expect(ground(id).filter((origin) => !allowed.has(origin))).toEqual([])
      }),
    )
  })

  test('of the whole province holds all communes of today and no other province', () => {
    const province = reach('52@2025-07-01')
    expect(communesToday).toHaveLength(135)
    expect(communesToday.every(({ id }) => province.has(id))).toBe(true)
    expect(province.has('52@')).toBe(false)
    expect(province.has('64@')).toBe(false)
  })

  test('of old Bình Định follows its communes into the new ones, and not the province into the greater one', () => {
    const old = reach('52@')
    expect(old.has('52@2025-07-01')).toBe(false)
    const today = communesToday.filter(({ id }) => old.has(id))
    expect(today.length).toBeGreaterThan(50)
    expect(today.length).toBeLessThanOrEqual(58)
    expect(today.every(({ formerProvinceCodes }) => formerProvinceCodes.join() === '52')).toBe(true)
  })

  test('of both old provinces follows them into the new one', () => {
    expect(reach('52@', '64@').has('52@2025-07-01')).toBe(true)
  })

  test('of one commune of a merger does not reach the merged one; of all of them it does', () => {
    const merged = communesToday.find(
      ({ validFrom, predecessorIds }) => validFrom === '2025-07-01' && predecessorIds.length === 3,
    ) as Unit
    const [first, ...others] = merged.predecessorIds as [string, ...string[]]
    expect(reach(first).has(merged.id)).toBe(false)
    expect(reach(...others).has(merged.id)).toBe(false)
    expect(reach(first, ...others).has(merged.id)).toBe(true)
  })

  test('follows a unit that only changed its name or kind', () => {
    const renamed = units.find(({ successions }) => successions[0]?.relation === 'renamed') as Unit
    expect(reach(renamed.id).has(renamed.successorIds[0] as string)).toBe(true)
  })

  test('does not reach a commune that was enlarged by one of its own', () => {
    const taken = idOf('23593', '2024-10-31')
    const [enlarged] = unit(taken).successorIds as [string]
    expect(unit(enlarged).code).toBe('23590')
    expect(reach(taken).has(enlarged)).toBe(false)
  })

  test('does not follow a divided commune to any of its parts', () => {
    const divided = units.filter(({ successions }) => successions.length > 1)
    expect(divided.length).toBeGreaterThanOrEqual(4)
    for (const { id, successorIds } of divided) {
      const reached = reach(id)
      expect(successorIds.filter((part) => reached.has(part))).toEqual([])
    }
  })

  test('of a district reaches its communes of every period, and those that they became', () => {
    const district = reach('543@2020-06-01')
    const communes = [...district].map(unit).filter(({ level }) => level === 3)
    expect(communes.some(({ validTo }) => validTo === '2025-06-30')).toBe(true)
    expect(communes.some(({ validTo }) => validTo === null)).toBe(true)
  })

  test('does not confuse a code with its former bearer', () => {
    const formerBearer = ({ code, id }: Unit) => units.find((one) => one.code === code && one.id !== id) as Unit
    const usedAgain = communesToday.filter((one) => {
      const former = formerBearer(one)
      return former && !one.predecessorIds.includes(former.id)
    })
    expect(usedAgain.length).toBeGreaterThan(0)
    for (const one of usedAgain) expect(reach(formerBearer(one).id).has(one.id)).toBe(false)
  })

  test('that names no unit reaches nothing', () => {
    expect(reach()).toEqual(new Set())
    expect(reach('52', 'nowhere@')).toEqual(new Set())
  })
})
