import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { makeProvince } from './province.ts'
import { personsByCommune, segmentsOf } from './segments.ts'

const counts = fc.integer({ min: 1, max: 1_486_918 })
const allSegments = (persons: number) => {
  const province = makeProvince({ persons, seed: 'any' })
  return Array.from({ length: province.chunkCount }, (_, chunk) => segmentsOf(province, chunk))
}

describe('a province', () => {
  test.each([0, -1, 1.5, Number.NaN, 3_000_000])('of %p persons is refused', (persons) => {
    expect(() => makeProvince({ persons, seed: 'any' })).toThrow(RangeError)
  })

  test('has its facilities: one hospital, 11 centres, 58 stations, each with a code of its own', () => {
    const { healthFacilities, communes } = makeProvince({ persons: 50, seed: 'any' })
    const codes = healthFacilities.map((facility) => facility.code)
    expect(new Set(codes).size).toBe(70)
    expect(codes.filter((code) => !/^52\d{3}$/.test(code))).toEqual([])
    const units = new Set(communes.map((commune) => commune.unitId))
    expect(healthFacilities.filter((facility) => !units.has(facility.unitId))).toEqual([])
    expect(healthFacilities.map((facility) => facility.name)).toContain('Trạm Y tế Phường Quy Nhơn')
  })

  test('gives the same chance for the same seed and label, another for others', () => {
    const draw = (seed: string, label: string) => makeProvince({ persons: 10, seed }).random(label).float()
    expect(draw('a', 'ports')).toBe(draw('a', 'ports'))
    expect(new Set([draw('a', 'ports'), draw('b', 'ports'), draw('a', 'roads')]).size).toBe(3)
  })
})

describe('chunks', () => {
  test.each([1, 50, 500, 5000, 5001, 9374, 10_000, 100_000, 1_486_918])(
    'of %i persons hold them all, once',
    (persons) => {
      const chunks = allSegments(persons)
      expect(chunks.flat().reduce((sum, segment) => sum + segment.persons, 0)).toBe(persons)
    },
  )

  test('hold every number of persons exactly, 2,500 to 5,000 in each where there are several', () => {
    fc.assert(
      fc.property(counts, (persons) => {
        const sizes = allSegments(persons).map((chunk) => chunk.reduce((sum, segment) => sum + segment.persons, 0))
        expect(sizes.reduce((a, b) => a + b, 0)).toBe(persons)
        if (sizes.length > 1) expect(Math.min(...sizes)).toBeGreaterThanOrEqual(2500)
        expect(Math.max(...sizes)).toBeLessThanOrEqual(5000)
      }),
      { numRuns: 50 },
    )
  })

  test('cut each commune without gap or overlap', () => {
    fc.assert(
      fc.property(counts, (persons) => {
        const reached = new Map<string, number>()
        for (const { commune, before, persons: part } of allSegments(persons).flat()) {
          expect(before).toBe(reached.get(commune.unitId) ?? 0)
          reached.set(commune.unitId, before + part)
        }
      }),
      { numRuns: 20 },
    )
  })

  test('of the whole province lie in few communes', () => {
    expect(Math.max(...allSegments(1_486_918).map((chunk) => chunk.length))).toBeLessThanOrEqual(3)
  })
})

describe('persons of the communes', () => {
  test('are those of the census when the whole province is made', () => {
    const { communes, ...rest } = makeProvince({ persons: 1_486_918, seed: 'any' })
    const parts = personsByCommune({ ...rest, communes })
    const inDistrict = (name: string) =>
      parts.reduce((sum, part, i) => (communes[i]?.formerDistrict === name ? sum + part : sum), 0)
    expect([
      inDistrict('Thành phố Quy Nhơn'),
      inDistrict('Huyện An Lão'),
      inDistrict('Thị xã Hoài Nhơn'),
      inDistrict('Huyện Vân Canh'),
    ]).toEqual([290_053, 27_837, 207_995, 27_875])
  })

  test('of a district stay within one of its share of the census', () => {
    fc.assert(
      fc.property(counts, (persons) => {
        const { communes, ...rest } = makeProvince({ persons, seed: 'any' })
        const parts = personsByCommune({ ...rest, communes })
        for (const name of new Set(communes.map((commune) => commune.formerDistrict))) {
          const own = communes.flatMap((commune, i) => (commune.formerDistrict === name ? [i] : []))
          const exact = own.reduce((sum, i) => sum + (communes[i]?.share ?? 0), 0) * persons
          const made = own.reduce((sum, i) => sum + (parts[i] ?? 0), 0)
          expect(Math.abs(made - exact)).toBeLessThan(1.000001)
        }
      }),
      { numRuns: 50 },
    )
  })
})
