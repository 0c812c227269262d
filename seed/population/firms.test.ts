import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseTaxCode } from '../../schema/scalars/tax-code.ts'
import { readReference } from '../reference/read-csv.ts'
import { makeChunk } from './chunk.ts'
import { yearsBetween } from './days.ts'
import type { PopulationChunk } from './population.ts'
import { makeProvince } from './province.ts'

const vsic = new Set(readReference('vsic').flatMap((row) => (row.level === '2' ? [row.code] : [])))
const chunkOf = (persons: number, seed = 'firms') => makeChunk(makeProvince({ persons, seed }), 0)

const large = chunkOf(4000)

/** States a law of the firms of a chunk, by what breaks it. */
function law(name: string, breaches: (chunk: PopulationChunk) => readonly unknown[]): void {
  test(name, () => {
    expect(breaches(large)).toEqual([])
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 900 }), fc.string({ maxLength: 6 }), (persons, seed) => {
        expect(breaches(chunkOf(persons, seed))).toEqual([])
      }),
      { numRuns: 10 },
    )
  })
}

const twice = (items: readonly string[]) => items.filter((item, i) => items.indexOf(item) !== i)

describe('firms', () => {
  test.each([
    [49, 0],
    [50, 1],
    [150, 1],
    [3000, 20],
    [4500, 30],
  ])('of a chunk of %i persons are %i', (persons, expected) => {
    expect(chunkOf(persons).firms).toHaveLength(expected)
  })

  law('bear tax codes of the province with a right check digit, each its own', ({ firms }) => {
    const codes = firms.map((firm) => firm.taxCode)
    return [...twice(codes), ...codes.filter((code) => parseTaxCode(code) !== code || !/^41\d{8}$/.test(code))]
  })

  law('are represented by a living adult of their commune, who was of age when they were founded', (chunk) => {
    const wrong = chunk.firms.filter(({ representativeId, representativeName, establishedOn, unitId }) => {
      const person = chunk.personById.get(representativeId)
      if (person?.dateOfDeath !== null || person.unitId !== unitId) return true
      const young = yearsBetween(person.dateOfBirth, establishedOn) < 18
      return young || representativeName !== person.fullName.normalize('NFC') || establishedOn >= '2026-06-30'
    })
    return [...wrong, ...twice(chunk.firms.map((firm) => firm.representativeId))]
  })

  law('employ living adults of the chunk, each at one firm, and nobody once dissolved', (chunk) => {
    const employees = chunk.firms.flatMap((firm) => firm.employeeIds)
    const wrong = employees.filter((id) => {
      const person = chunk.personById.get(id)
      return person?.dateOfDeath !== null || yearsBetween(person.dateOfBirth, '2026-06-30') < 18
    })
    const dissolved = chunk.firms.filter((firm) => firm.status === 'DISSOLVED' && firm.employeeIds.length > 0)
    return [...wrong, ...dissolved, ...twice(employees)]
  })

  law('name industries of the classification and are evidently samples', ({ firms }) =>
    firms.filter(
      ({ industries, name, charterCapitalVnd }) =>
        industries.length === 0 ||
        industries.some((code) => !vsic.has(code)) ||
        !/ Mẫu \d+$/.test(name) ||
        !Number.isSafeInteger(charterCapitalVnd) ||
        charterCapitalVnd <= 0,
    ),
  )

  test('are dissolved in every chunk that has five', () => {
    for (const seed of ['a', 'b', 'c']) {
      expect(chunkOf(800, seed).firms.some((firm) => firm.status === 'DISSOLVED')).toBe(true)
    }
  })

  test('fish only where there is water', () => {
    const province = makeProvince({ persons: 60_000, seed: 'coast' })
    const inland = new Set(province.communes.flatMap((commune) => (commune.coastal ? [] : [commune.unitId])))
    const firms = Array.from({ length: province.chunkCount }, (_, index) => makeChunk(province, index).firms).flat()
    const fishing = firms.filter((firm) => firm.industries[0] === '03')
    expect(fishing.length).toBeGreaterThan(0)
    expect(fishing.filter((firm) => inland.has(firm.unitId))).toEqual([])
  })
})
