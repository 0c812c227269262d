import { describe, expect, test } from '@jest/globals'
import { groupBy } from './group-by.ts'
import { readReference } from './read-csv.ts'
import { isValidAt, readUnits, type Unit } from './units.ts'

const units = readUnits()
const byId = new Map(units.map((unit) => [unit.id, unit]))

function communesWithin(code: string, date: string): Unit[] {
  return units.filter((unit) => unit.level === 3 && unit.ancestorCodes.includes(code) && isValidAt(unit, date))
}

describe('units of administration', () => {
  test.each([
    ['2024-11-30', 159],
    ['2025-06-30', 155],
    ['2025-07-01', 135],
  ])('province 52 has on %s exactly %i communes', (date, expected) => {
    expect(communesWithin('52', date)).toHaveLength(expected)
  })

  test.each([
    ['2024-11-30', '21583@', 'Phường Lê Lợi'],
    ['2024-12-01', '21583@2024-12-01', 'Phường Thị Nại'],
    ['2025-06-30', '21583@2024-12-01', 'Phường Thị Nại'],
    ['2025-07-01', '21583@2025-07-01', 'Phường Quy Nhơn'],
  ])('code 21583 means on %s the unit %s, %s', (date, id, name) => {
    const found = units.filter((unit) => unit.code === '21583' && isValidAt(unit, date))
    expect(found.map((unit) => [unit.id, unit.name])).toEqual([[id, name]])
  })

  test('no two periods of one code and level overlap', () => {
    for (const periods of groupBy(units, (unit) => `${unit.level}/${unit.code}`).values()) {
      const sorted = [...periods].sort((a, b) => ((a.validFrom ?? '') < (b.validFrom ?? '') ? -1 : 1))
      for (const [i, period] of sorted.entries()) {
        const next = sorted[i + 1]
        if (next) expect((period.validTo ?? '9999') < (next.validFrom ?? '')).toBe(true)
      }
    }
  })

  test('the id of each of the 564 periods is its own', () => {
    expect(byId.size).toBe(564)
    for (const unit of units) expect(unit.id).toBe(`${unit.code}@${unit.validFrom ?? ''}`)
  })

  test('a province has no ancestor, a district one; a commune has its district only until 2025-06-30', () => {
    for (const unit of units) {
      const expected = unit.level === 1 ? 0 : unit.level === 3 && unit.validTo !== null ? 2 : 1
      expect(unit.ancestorCodes).toHaveLength(expected)
      expect(unit.ancestorCodes[0] ?? null).toBe(unit.parentCode)
    }
  })
})

describe('successions', () => {
  test('each of the 373 communes of 2025-06-30 has exactly the successors of the official list', () => {
    const communes = units.filter((unit) => unit.level === 3 && isValidAt(unit, '2025-06-30'))
    expect(communes).toHaveLength(373)
    const list = groupBy(
      readReference('administrative_unit_succession').filter((row) => row.effective_date === '2025-07-01'),
      (row) => row.predecessor_code,
    )
    for (const unit of communes) {
      const official = (list.get(unit.code) ?? []).map(
        (row) => `${row.successor_code}@2025-07-01 ${row.successor_name}`,
      )
      expect(official.length).toBeGreaterThan(0)
      expect(unit.successorIds.map((id) => `${id} ${byId.get(id)?.name}`)).toEqual(official)
    }
  })

  test('exactly three communes were divided in 2025', () => {
    const divided = units.filter((unit) => unit.validTo === '2025-06-30' && unit.successorIds.length > 1)
    expect(divided.map((unit) => [unit.name, unit.successorIds])).toEqual([
      ['Xã An Nghĩa', ['21622@2025-07-01', '21628@2025-07-01']],
      ['Xã Canh Liên', ['21997@2025-07-01', '22006@2025-07-01']],
      ['Xã Canh Hiệp', ['21994@2025-07-01', '22006@2025-07-01']],
    ])
  })

  test('the 28 districts ended without a successor', () => {
    const ended = units.filter((unit) => unit.level === 2 && unit.validTo === '2025-06-30')
    expect(ended).toHaveLength(28)
    for (const unit of ended) expect(unit.successorIds).toEqual([])
  })

  test('every successor and predecessor is a unit, and predecessors are the inverse of successors', () => {
    const forward = units.flatMap((unit) => unit.successorIds.map((id) => `${unit.id}>${id}`))
    const backward = units.flatMap((unit) => unit.predecessorIds.map((id) => `${id}>${unit.id}`))
    expect([...backward].sort()).toEqual([...forward].sort())
    for (const unit of units) {
      for (const id of [...unit.successorIds, ...unit.predecessorIds]) expect(byId.has(id)).toBe(true)
    }
  })

  test('a successor begins on the day of the succession or was enlarged on it', () => {
    for (const unit of units) {
      for (const { id, effectiveDate } of unit.successions) {
        const successor = id === null ? undefined : byId.get(id)
        if (successor) expect(isValidAt(successor, effectiveDate)).toBe(true)
      }
    }
    expect(byId.get('23593@')?.successorIds).toEqual(['23590@'])
  })

  test('every period that ended says what became of it', () => {
    expect(units.filter((unit) => unit.validTo !== null && unit.successions.length === 0)).toEqual([])
  })
})
