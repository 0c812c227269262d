import { describe, expect, test } from '@jest/globals'
import { column, readReference } from '../reference/read-csv.ts'
import { isValidAt, unitsById } from '../reference/units.ts'
import { makeChunk } from './chunk.ts'
import { populationDay, yearsBetween } from './days.ts'
import { isUpland } from './peoples.ts'
import type { SyntheticPerson } from './population.ts'
import { makeProvince } from './province.ts'

const province = makeProvince({ persons: 30_000, seed: 'persons' })
const chunks = Array.from({ length: province.chunkCount }, (_, index) => makeChunk(province, index))
const persons = chunks.flatMap((chunk) => chunk.persons)
const households = chunks.flatMap((chunk) => chunk.households)
const living = persons.filter((person) => person.dateOfDeath === null)
const age = (person: SyntheticPerson) => yearsBetween(person.dateOfBirth, person.dateOfDeath ?? populationDay)
const shareOf = (list: readonly SyntheticPerson[], holds: (person: SyntheticPerson) => boolean) =>
  list.filter(holds).length / list.length

describe('a record', () => {
  test.each([
    ['ethnicity', 'ethnic_groups'],
    ['religion', 'religions'],
    ['relationship', 'relationship_codes'],
    ['maritalStatus', 'marital_status'],
    ['occupation', 'occupations'],
  ] as const)('takes its %s from the code list %s', (field, list) => {
    const codes = new Set(readReference(list).map((row) => column(row, 'code')))
    expect(
      [...new Set(persons.map((person) => person[field]))].filter((code) => code !== null && !codes.has(code)),
    ).toEqual([])
  })

  test('lies in a commune of today and names the commune of birth as it was on that day', () => {
    const units = unitsById()
    const today = new Set(province.communes.map((commune) => commune.unitId))
    const wrong = persons.filter((person) => {
      const birth = units.get(person.birthUnitId)
      return !today.has(person.unitId) || birth?.level !== 3 || !isValidAt(birth, person.dateOfBirth)
    })
    expect(wrong).toEqual([])
  })

  test('of somebody born here before 2025-07-01 names a commune that went into the one of today', () => {
    const before = persons.filter((person) => person.dateOfBirth < '2024-11-30' && person.dateOfBirth > '2021-02-01')
    const here = before.filter((person) => unitsById().get(person.unitId)?.predecessorIds.includes(person.birthUnitId))
    expect(here.length / before.length).toBeGreaterThan(0.7)
  })

  test('has no occupation below 15 or from 70 on, and always one between 18 and 59', () => {
    expect(persons.filter((p) => (age(p) < 15 || age(p) >= 70) && p.occupation !== null)).toEqual([])
    expect(persons.filter((p) => age(p) >= 18 && age(p) < 60 && p.occupation === null)).toEqual([])
  })
})

describe('the population', () => {
  test('is nearly all Kinh in the lowlands, and has the peoples of the uplands', () => {
    const communeOf = new Map(province.communes.map((commune) => [commune.unitId, commune]))
    const inUplands = (person: SyntheticPerson) => {
      const commune = communeOf.get(person.unitId)
      return commune !== undefined && isUpland(commune)
    }
    const uplands = living.filter(inUplands)
    const lowlands = living.filter((person) => !inUplands(person))
    expect(shareOf(lowlands, (person) => person.ethnicity === '01')).toBeGreaterThan(0.98)
    expect(shareOf(uplands, (person) => person.ethnicity === '01')).toBeLessThan(0.75)
    for (const code of ['13', '17', '19']) expect(uplands.some((person) => person.ethnicity === code)).toBe(true)
  })

  test('declares mostly no religion', () => {
    expect(shareOf(living, (person) => person.religion === null)).toBeGreaterThan(0.8)
    expect(new Set(living.map((person) => person.religion)).size).toBeGreaterThanOrEqual(5)
  })

  test('has poorer households in the uplands', () => {
    const upland = new Set(province.communes.flatMap((commune) => (isUpland(commune) ? [commune.unitId] : [])))
    const poor = (inUplands: boolean) => {
      const own = households.filter((household) => upland.has(household.unitId) === inUplands)
      return own.filter((household) => household.poverty === 'POOR').length / own.length
    }
    expect(poor(true)).toBeGreaterThan(2 * poor(false))
  })
})
