import { describe, expect, test } from '@jest/globals'
import geohash from 'ngeohash'
import { groupBy } from '../reference/group-by.ts'
import { readUnits } from '../reference/units.ts'
import { censusByOldCommune, censusDistricts } from './census.ts'
import { coastalCommunes } from './coastal-communes.ts'
import { readCommunes } from './communes.ts'

const communes = readCommunes()
const units = new Map(readUnits().map((unit) => [unit.id, unit]))

describe('the 58 communes of today', () => {
  test('are 41 xã and 17 phường that stand in the register of units', () => {
    expect(communes).toHaveLength(58)
    expect(communes.filter((commune) => commune.name.startsWith('Phường'))).toHaveLength(17)
    for (const commune of communes) {
      expect(units.get(commune.unitId)).toMatchObject({ code: commune.code, name: commune.name, validTo: null })
      expect(units.get(commune.unitId)?.formerProvinceCodes).toEqual(['52'])
    }
  })

  test('their shares sum to one', () => {
    expect(communes.reduce((sum, commune) => sum + commune.share, 0)).toBeCloseTo(1, 12)
    for (const commune of communes) expect(commune.share).toBeGreaterThan(0)
  })

  test('the shares of a district are those of the census of 2019', () => {
    const districts = censusDistricts()
    const total = districts.reduce((sum, district) => sum + district.urban + district.rural, 0)
    expect(total).toBe(1_486_918)
    const byDistrict = groupBy(communes, (commune) => commune.formerDistrict)
    expect(byDistrict.size).toBe(11)
    for (const district of districts) {
      const name = units.get(`${district.code}@`)?.name ?? ''
      const now = byDistrict.get(name === 'Huyện Hoài Nhơn' ? 'Thị xã Hoài Nhơn' : name) ?? []
      const share = now.reduce((sum, commune) => sum + commune.share, 0)
      expect(share).toBeCloseTo((district.urban + district.rural) / total, 12)
    }
  })

  test('lie in the GeoHash cells of the province, each in a place of its own', () => {
    const hashes = communes.map((commune) => geohash.encode(commune.latitude, commune.longitude, 8))
    expect(new Set(hashes).size).toBe(58)
    expect(hashes.filter((hash) => !hash.startsWith('w6m') && !hash.startsWith('w6t'))).toEqual([])
  })

  test('the coastal ones are in the list, under the names that were meant', () => {
    const coastal = communes.filter((commune) => commune.coastal).map(({ code, name }) => [code, name])
    expect(coastal.sort()).toEqual([...coastalCommunes].sort())
  })
})

describe('the communes before 2025-07-01', () => {
  test('share each district out without loss', () => {
    const census = censusByOldCommune()
    expect(census.size).toBe(155)
    for (const district of censusDistricts()) {
      const own = [...census].filter(([id]) => units.get(id)?.parentCode === district.code)
      expect(own.reduce((sum, [, persons]) => sum + persons, 0)).toBeCloseTo(district.urban + district.rural, 6)
    }
  })

  test('take the figure of a resolution where there is one', () => {
    const census = censusByOldCommune()
    expect(census.get('21580@2024-12-01')).toBe(38_806)
    expect(census.get('21685@2020-06-01')).toBe(13_800)
  })
})
