import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import mongoose from 'mongoose'
import { makeChunk } from '../../seed/population/chunk.ts'
import { makeProvince } from '../../seed/population/province.ts'
import { fieldsWithoutSource, resolversWithoutField } from '../../test/setup/fields-without-source.ts'
import { loadAgency } from '../_kit/discover.ts'
import { agency } from './agency.ts'
import { dateWithin, inForce } from './periods.ts'

const province = makeProvince({ persons: 1_000, seed: 'register' })
const constants = [...(agency.seed.constants?.(province) ?? [])]
const ofCollection = (name: string) =>
  constants.filter(({ collection }) => collection === name).map(({ document }) => document)

describe('the register’s reference data', () => {
  test('holds all 564 periods of units, 351 agencies and nine code lists', () => {
    expect(ofCollection('units')).toHaveLength(564)
    expect(ofCollection('agencies')).toHaveLength(351)
    expect(ofCollection('codeLists')).toHaveLength(9)
  })

  test('gives every document a key of its own', () => {
    const ids = constants.map(({ collection, document }) => `${collection}/${document._id}`)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('refers only to units, agencies and items that are there', () => {
    const units = new Set(ofCollection('units').map(({ _id }) => _id))
    const agencies = new Set(ofCollection('agencies').map(({ _id }) => _id))
    const items = new Set(ofCollection('codeItems').map(({ _id }) => _id))
    for (const unit of ofCollection('units')) {
      for (const id of [...(unit.successorIds as string[]), ...(unit.predecessorIds as string[])])
        expect(units).toContain(id)
    }
    for (const { parentCode } of ofCollection('agencies')) if (parentCode) expect(agencies).toContain(parentCode)
    for (const { parentId } of ofCollection('codeItems')) if (parentId) expect(items).toContain(parentId)
    for (const { agencyCode } of ofCollection('procedures')) expect(agencies).toContain(agencyCode)
  })

  test('says which code lists are official and which were assigned here', () => {
    const assigned = ofCollection('codeLists').filter(({ official }) => !official)
    expect(assigned.map(({ _id }) => _id).sort()).toEqual([
      'EDUCATION_LEVELS',
      'MARITAL_STATUS',
      'RELATIONSHIPS',
      'RELIGIONS',
    ])
    for (const { source } of assigned) expect(source).toContain('nền tảng đặt')
  })
})

describe('the documents of the register', () => {
  const all = [...constants, ...agency.seed.documents(makeChunk(province, 0))]

  test('fit the schemas of their collections, in NFC, and every item of a code list has a name', async () => {
    for (const [name, { schema }] of Object.entries(agency.collections)) {
      const Model = mongoose.model(`register ${name}`, schema.clone().set('strict', 'throw'))
      const rows = all.filter(({ collection }) => collection === name)
      expect(rows.length).toBeGreaterThan(0)
      for (const { document } of rows) await new Model(document).validate()
    }
    expect(all.filter(({ collection }) => !agency.collections[collection])).toEqual([])
    expect(JSON.stringify(all)).toBe(JSON.stringify(all).normalize('NFC'))
    expect(ofCollection('codeItems').filter(({ name }) => !name)).toEqual([])
  })

  test('answer each field of the schema, and each resolver has its field', async () => {
    const loaded = await loadAgency('register')
    const rowsOf = {
      Person: 'persons',
      Organization: 'organizations',
      AdministrativeUnit: 'units',
      Agency: 'agencies',
      CodeList: 'codeLists',
      CodeItem: 'codeItems',
      Procedure: 'procedures',
    }
    expect(fieldsWithoutSource(loaded, rowsOf)).toEqual([])
    expect(resolversWithoutField(loaded)).toEqual([])
  })
})

test('the master keys are those of the shared population; of a person nothing stands beside them but the residence', () => {
  const chunk = makeChunk(province, 0)
  const written = [...agency.seed.documents(chunk)]
  const persons = written.filter(({ collection }) => collection === 'persons').map(({ document }) => document)
  expect(persons.map(({ personalId }) => personalId)).toEqual(chunk.persons.map(({ personalId }) => personalId))
  expect(persons.map(({ unitId }) => unitId)).toEqual(chunk.persons.map(({ unitId }) => unitId))
  const fields = new Set(persons.flatMap((person) => Object.keys(person)))
  expect(fields).toEqual(new Set(['_id', 'personalId', 'hubId', 'unitId']))
})

test('a department holds the register on every day since before the merger', () => {
  const { departments } = agency.manifest
  const days = fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(days, (day) => {
      const date = day.toISOString().slice(0, 10)
      expect(departments.filter((department) => inForce(department, date))).toHaveLength(1)
    }),
  )
})

describe('a period', () => {
  const row = { validFrom: '2024-12-01', validTo: '2025-06-30' }

  test.each([
    ['2024-11-30', false],
    ['2024-12-01', true],
    ['2025-06-30', true],
    ['2025-07-01', false],
  ])('includes both of its ends: %s %s', (date, expected) => {
    expect(inForce(row, date)).toBe(expected)
  })

  test('that is open at an end reaches without bound', () => {
    expect(inForce({ validFrom: null, validTo: null }, '1800-01-01')).toBe(true)
    expect(inForce({ validFrom: null, validTo: '2025-06-30' }, '1800-01-01')).toBe(true)
    expect(inForce({ validFrom: '2025-07-01', validTo: null }, '2199-01-01')).toBe(true)
  })

  test.each([
    ['2020-01-01', '2024-12-01'],
    ['2025-01-01', '2025-01-01'],
    ['2026-01-01', '2025-06-30'],
  ])('draws the date %s into itself: %s', (asked, within) => {
    expect(dateWithin(row, asked)).toBe(within)
  })
})
