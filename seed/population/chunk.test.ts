import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseHouseholdCode } from '../../schema/scalars/household-code.ts'
import { makeChunk } from './chunk.ts'
import type { PopulationChunk } from './population.ts'
import { makeProvince } from './province.ts'

function make(persons: number, seed = 'test'): PopulationChunk[] {
  const province = makeProvince({ persons, seed })
  return Array.from({ length: province.chunkCount }, (_, index) => makeChunk(province, index))
}

/** Everything of a chunk that is data. */
function bytes({ index, persons, households, firms, conflicts }: PopulationChunk): string {
  return JSON.stringify([index, persons, households, firms, [...(conflicts ?? [])]])
}

const few = fc.integer({ min: 1, max: 700 })
const seeds = fc.string({ maxLength: 8 })

describe('a population is the same', () => {
  test('when it is made again', () => {
    fc.assert(
      fc.property(few, seeds, (persons, seed) => {
        expect(make(persons, seed).map(bytes)).toEqual(make(persons, seed).map(bytes))
      }),
      { numRuns: 8 },
    )
  })

  test('when one chunk is made alone, without those before it', () => {
    const all = make(12_000).map(bytes)
    expect(all).toHaveLength(3)
    const alone = [2, 0, 1].map((index) => bytes(makeChunk(makeProvince({ persons: 12_000, seed: 'test' }), index)))
    expect(alone).toEqual([all[2], all[0], all[1]])
  })

  test('only for the same seed', () => {
    expect(make(60, 'a').map(bytes)).not.toEqual(make(60, 'b').map(bytes))
  })
})

describe('a population holds', () => {
  test.each([1, 2, 49, 50, 500, 999, 1000, 5000, 5001, 10_000])('%i persons exactly', (persons) => {
    expect(make(persons).reduce((sum, chunk) => sum + chunk.persons.length, 0)).toBe(persons)
  })

  test('any small number of persons exactly, for any seed', () => {
    fc.assert(
      fc.property(few, seeds, (persons, seed) => {
        expect(make(persons, seed).reduce((sum, chunk) => sum + chunk.persons.length, 0)).toBe(persons)
      }),
      { numRuns: 20 },
    )
  })

  test('the chunks at both ends of the whole province', () => {
    const province = makeProvince({ persons: 1_486_918, seed: 'test' })
    for (const index of [0, province.chunkCount - 1]) {
      const chunk = makeChunk(province, index)
      expect(chunk.persons.length).toBeGreaterThanOrEqual(2500)
      expect(new Set(chunk.persons.map((person) => person.unitId)).size).toBeLessThanOrEqual(3)
    }
  })
})

describe('in 100,000 persons', () => {
  const chunks = make(100_000)
  const persons = chunks.flatMap((chunk) => chunk.persons)

  test('no personal ID, pseudonym, household code or tax code is given twice', () => {
    const households = chunks.flatMap((chunk) => chunk.households)
    const firms = chunks.flatMap((chunk) => chunk.firms)
    expect(persons).toHaveLength(100_000)
    expect(new Set(persons.map((person) => person.personalId)).size).toBe(100_000)
    expect(new Set(persons.map((person) => person.hubId)).size).toBe(100_000)
    expect(new Set(households.map((household) => household.code)).size).toBe(households.length)
    expect(new Set(firms.map((firm) => firm.taxCode)).size).toBe(firms.length)
    expect(new Set(firms.map((firm) => firm.name)).size).toBe(firms.length)
  })

  test('the former districts have their shares of the census within one person', () => {
    const { communes } = makeProvince({ persons: 100_000, seed: 'test' })
    const districtOf = new Map(communes.map((commune) => [commune.unitId, commune.formerDistrict]))
    const made = new Map<string, number>()
    const wanted = new Map<string, number>()
    for (const { unitId } of persons) {
      const district = districtOf.get(unitId) ?? ''
      made.set(district, (made.get(district) ?? 0) + 1)
    }
    for (const { formerDistrict, share } of communes) {
      wanted.set(formerDistrict, (wanted.get(formerDistrict) ?? 0) + share * 100_000)
    }
    expect(made.size).toBe(11)
    for (const [district, count] of made) expect(Math.abs(count - (wanted.get(district) ?? 0))).toBeLessThan(1.000001)
  })

  test('the ages and the sizes of households are plausible', () => {
    const living = persons.filter((person) => person.dateOfDeath === null)
    const share = (from: string, to: string) =>
      living.filter(({ dateOfBirth }) => dateOfBirth > from && dateOfBirth <= to).length / living.length
    expect(share('2011-06-30', '2026-06-30')).toBeGreaterThan(0.18)
    expect(share('2011-06-30', '2026-06-30')).toBeLessThan(0.26)
    expect(share('1900-01-01', '1961-06-30')).toBeGreaterThan(0.08)
    expect(share('1900-01-01', '1961-06-30')).toBeLessThan(0.14)
    const sizes = chunks.flatMap((chunk) => chunk.households).map((household) => household.memberIds.length)
    const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length
    expect(mean).toBeGreaterThan(3.3)
    expect(mean).toBeLessThan(3.7)
    expect([...new Set(sizes)].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  test('two to three in a hundred records are of someone who died since 2015', () => {
    const days = persons.flatMap((person) => person.dateOfDeath ?? [])
    expect(days.length).toBeGreaterThan(2000)
    expect(days.length).toBeLessThan(3000)
    expect(days.filter((day) => day < '2015-01-01' || day > '2026-06-30')).toEqual([])
  })
})

test('a household code is one that the hub reads', () => {
  for (const { code, unitId } of make(300).flatMap((chunk) => chunk.households)) {
    expect(parseHouseholdCode(code)).toBe(code)
    expect(unitId.startsWith(`${code.slice(4, 9)}@`)).toBe(true)
  }
})

test.each([-1, 1, 0.5])('there is no chunk %p of a province that has one', (index) => {
  expect(() => makeChunk(makeProvince({ persons: 10, seed: 'test' }), index)).toThrow(RangeError)
})

test('the chance of a chunk depends on seed, chunk and label', () => {
  const [first, second] = make(6000)
  expect(first?.random('land').float()).toBe(first?.random('land').float())
  const draws = [first?.random('land'), first?.random('health'), second?.random('land')].map((random) =>
    random?.float(),
  )
  expect(new Set(draws).size).toBe(3)
})
