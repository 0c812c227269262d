import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { column, optionalColumn, parseReference, readReference } from './read-csv.ts'

const names = readdirSync(join(repositoryRoot, 'seed', 'reference'))
  .filter((file) => file.endsWith('.csv'))
  .map((file) => file.slice(0, -'.csv'.length))

/** Rows that the README counts; a lost row would be a lost fact. */
const counts: Record<string, number> = {
  administrative_units: 564,
  administrative_unit_succession: 432,
  agencies: 351,
  agency_succession: 203,
  population_by_unit: 63,
  province_population_by_year: 9,
  ethnic_groups: 56,
  countries: 249,
  vsic: 109,
  icd10_chapters: 22,
  occupations: 10,
  education_levels: 9,
  marital_status: 6,
  relationship_codes: 19,
  family_names: 54,
  tile_map: 221,
  industrial_clusters_binh_dinh: 17,
}

describe('reference data', () => {
  test('every file is read whole', () => {
    expect(Object.fromEntries(Object.keys(counts).map((name) => [name, readReference(name).length]))).toEqual(counts)
  })

  test.each(names.filter((name) => name !== 'tile_map'))('%s names the source of every row', (name) => {
    expect(readReference(name).filter((row) => column(row, 'source') === '')).toEqual([])
  })

  test.each(names)('%s holds no row that its own note calls unverified', (name) => {
    const notes = readReference(name).map((row) => [row.note, row.quality, row.status].join(' '))
    expect(notes.filter((note) => note.includes('unverified'))).toEqual([])
  })

  test.each(['religions', 'marital_status', 'relationship_codes', 'agencies'])(
    '%s says that its codes are not official',
    (name) => {
      for (const row of readReference(name)) expect(column(row, 'code_status')).toBe('assigned here')
    },
  )

  test.each(['religions', 'marital_status', 'relationship_codes', 'occupations', 'ethnic_groups', 'vsic'])(
    '%s has no code twice',
    (name) => {
      const codes = readReference(name).map((row) => column(row, 'code'))
      expect(new Set(codes).size).toBe(codes.length)
    },
  )

  test('codes keep their leading zeros', () => {
    expect(column(readReference('ethnic_groups')[0] ?? {}, 'code')).toBe('01')
  })

  test('a file is read once', () => {
    expect(readReference('vsic')).toBe(readReference('vsic'))
  })
})

describe('a reference file is refused when', () => {
  test('its text is decomposed', () => {
    expect(() => parseReference('name\nPhường Quy Nhơn\n'.normalize('NFD'))).toThrow('NFC')
  })

  test('a row has another width than the header', () => {
    expect(() => parseReference('code,name\n1\n')).toThrow()
  })

  test('its name leaves the folder', () => {
    expect(() => readReference('../population/x')).toThrow('lower-case')
  })
})

test('an empty column means not known, an absent one is a mistake', () => {
  expect(optionalColumn({ note: '' }, 'note')).toBeNull()
  expect(() => column({}, 'note')).toThrow('no column note')
})
