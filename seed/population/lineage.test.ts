import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { isValidAt, readUnits, type Unit, unitsById } from '../reference/units.ts'
import { dayOf, isoOf } from './days.ts'
import { districtNameOf, unitOn } from './lineage.ts'
import { randomFrom } from './random.ts'

const today = readUnits().filter((unit) => unit.level === 3 && unit.validTo === null)
const days = fc.integer({ min: dayOf('1930-01-01'), max: dayOf('2026-06-30') }).map(isoOf)

function manyOn(unitId: string, date: string): Set<string> {
  const random = randomFrom('lineage', unitId, date)
  return new Set(Array.from({ length: 100 }, () => unitOn(random, unitId, date).id))
}

describe('the unit in whose place a unit of today stands', () => {
  test('on its first day is the unit itself, the day before one of those merged into it', () => {
    for (const unit of today) {
      expect([...manyOn(unit.id, '2025-07-01')]).toEqual([unit.id])
      expect([...manyOn(unit.id, '2025-06-30')].sort()).toEqual([...unit.predecessorIds].sort())
    }
  })

  test('goes back through every change, to the day', () => {
    expect(manyOn('21583@2025-07-01', '2024-12-01')).toContain('21583@2024-12-01')
    expect(manyOn('21583@2025-07-01', '2024-11-30')).toContain('21583@')
  })

  test('was valid on that day', () => {
    fc.assert(
      fc.property(fc.constantFrom(...today), days, fc.string(), (unit, date, seed) => {
        expect(isValidAt(unitOn(randomFrom(seed), unit.id, date), date)).toBe(true)
      }),
    )
  })
})

describe('the district of a commune', () => {
  const unit = (id: string) => unitsById().get(id) as Unit

  test.each([
    ['21583@2024-12-01', 'Thành phố Quy Nhơn'],
    ['21583@', 'Thành phố Quy Nhơn'],
    ['21655@', 'Huyện Hoài Nhơn'],
    ['21655@2020-06-01', 'Thị xã Hoài Nhơn'],
  ])('%s is %s', (id, name) => {
    expect(districtNameOf(unit(id))).toBe(name)
  })

  test('is not there since 2025-07-01', () => {
    expect(() => districtNameOf(unit('21583@2025-07-01'))).toThrow('before 2025-07-01')
  })
})
