import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readPersonalId } from '../../schema/scalars/personal-id.ts'
import { unitsById } from '../reference/units.ts'
import { makeChunk } from './chunk.ts'
import { hubIdOf, personalIdMaker } from './personal-id.ts'
import { makeProvince } from './province.ts'

describe('personal IDs', () => {
  test('of one place, sex and year are never given twice, in no two chunks', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 6 }), fc.integer({ min: 1, max: 533 }), (seed, chunkCount) => {
        const ids = new Set<string>()
        const chunks = [...new Set([0, Math.floor(chunkCount / 2), chunkCount - 1])]
        for (const chunk of chunks) {
          const make = personalIdMaker(seed, chunkCount, chunk)
          for (let i = 0; i < 200; i++) ids.add(make('052', 'MALE', 1990))
        }
        expect(ids.size).toBe(chunks.length * 200)
      }),
      { numRuns: 30 },
    )
  })

  test.each([
    ['MALE', 1931, '052031'],
    ['FEMALE', 1999, '052199'],
    ['MALE', 2000, '052200'],
    ['FEMALE', 2026, '052326'],
  ] as const)('of %s born in %i begin %s', (sex, year, start) => {
    expect(personalIdMaker('seed', 1, 0)('052', sex, year)).toMatch(new RegExp(`^${start}[0-9]{6}$`))
  })

  test('end in six digits that tell nothing of the order in which they were given', () => {
    const make = personalIdMaker('seed', 3, 1)
    const ends = ['052', '064'].flatMap((place) => [1970, 1971, 1972].map((year) => make(place, 'MALE', year).slice(6)))
    expect(new Set(ends).size).toBe(6)
  })

  test('are not given beyond the numbers that a chunk owns', () => {
    const make = personalIdMaker('seed', 500_000, 7)
    expect(make('052', 'MALE', 1990)).not.toBe(make('052', 'MALE', 1990))
    expect(() => make('052', 'MALE', 1990)).toThrow('no personal ID left')
  })

  test('agree with sex, year of birth and place of registration, but for the planted conflict', () => {
    const chunk = makeChunk(makeProvince({ persons: 5000, seed: 'ids' }), 0)
    const places: Record<string, number> = {}
    for (const person of chunk.persons) {
      const said = readPersonalId(person.personalId)
      const planted = chunk.conflicts?.get(person.personalId) === 'sex-digit-against-sex-field'
      expect(said.sex === person.sex).toBe(!planted)
      expect(said.birthYear).toBe(Number(person.dateOfBirth.slice(0, 4)))
      const province = `0${unitsById().get(person.birthUnitId)?.ancestorCodes.at(-1)}`
      expect(['052', '064'].includes(said.placeCode) ? said.placeCode : province).toBe(province)
      places[said.placeCode] = (places[said.placeCode] ?? 0) + 1
    }
    expect(places['052']).toBeGreaterThan(4300)
    expect(places['064']).toBeGreaterThan(150)
    expect(Object.keys(places).length).toBeGreaterThan(4)
  })
})

describe('the pseudonym of a person', () => {
  test('is 20 characters that depend on seed and ID', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (seed, id) => {
        expect(hubIdOf(seed, id)).toMatch(/^[0-9a-hjkmnp-tv-z]{20}$/)
        expect(hubIdOf(seed, id)).toBe(hubIdOf(seed, id))
      }),
    )
    expect(new Set([hubIdOf('a', 'x'), hubIdOf('b', 'x'), hubIdOf('a', 'y')]).size).toBe(3)
  })

  test('uses every one of its 100 bits', () => {
    const seen = Array.from({ length: 20 }, () => new Set<string>())
    for (let i = 0; i < 2000; i++) {
      for (const [at, character] of [...hubIdOf('seed', String(i))].entries()) seen[at]?.add(character)
    }
    expect(seen.map((characters) => characters.size)).toEqual(Array.from({ length: 20 }, () => 32))
  })
})
