import { describe, expect, test } from '@jest/globals'
import mongoose from 'mongoose'
import { parseHealthFacilityCode } from '../../schema/scalars/health-facility-code.ts'
import { makeChunk } from '../../seed/population/chunk.ts'
import { makeProvince } from '../../seed/population/province.ts'
import { readAgencies } from '../../seed/reference/agencies.ts'
import { readReference } from '../../seed/reference/read-csv.ts'
import { fieldsWithoutSource, resolversWithoutField } from '../../test/setup/fields-without-source.ts'
import { loadAgency } from '../_kit/discover.ts'
import { agency } from './agency.ts'
import { birth, diagnoses } from './diagnoses.ts'
import { licenceNumberOf } from './seed-practitioners.ts'

const province = makeProvince({ persons: 6_000, seed: 'health' })
const chunks = Array.from({ length: province.chunkCount }, (_, i) => makeChunk(province, i))
const constants = [...(agency.seed.constants?.(province) ?? [])]
const documents = chunks.map((chunk) => [...agency.seed.documents(chunk)])
const all = [...constants, ...documents.flat()]
// biome-ignore lint/suspicious/noExplicitAny: each collection has a shape of its own
const rows = (collection: string, of = all): any[] =>
  of.filter((made) => made.collection === collection).map(({ document }) => document)
const persons = chunks.flatMap((chunk) => chunk.persons)

describe('the seed of health', () => {
  test('fits the schemas of its collections, in NFC', async () => {
    for (const [name, { schema }] of Object.entries(agency.collections)) {
      const Model = mongoose.model(`health ${name}`, schema)
      expect(rows(name).length).toBeGreaterThan(0)
      for (const document of rows(name).slice(0, 2_000)) await new Model(document).validate()
    }
    expect(all.filter(({ collection }) => !agency.collections[collection])).toEqual([])
    const text = JSON.stringify(all)
    expect(text).toBe(text.normalize('NFC'))
  })

  test('is the same for the same chunk, and no key is used twice in all chunks', () => {
    expect([...agency.seed.documents(makeChunk(province, 1))]).toEqual(documents[1])
    const keys = all.map(({ collection, document }) => `${collection} ${document._id}`)
    expect(new Set(keys).size).toBe(keys.length)
  })

  test('makes about one encounter and one vaccination a person', () => {
    for (const name of ['encounters', 'vaccinations']) {
      const share = rows(name).length / persons.length
      expect([name, share > 0.7 && share < 1.4]).toEqual([name, true])
    }
  })

  test('has each facility of the population once, of a valid code, in a commune of it', () => {
    const facilities = rows('facilities')
    expect(facilities.map(({ code, unitId }) => [code, unitId])).toEqual(
      province.healthFacilities.map(({ code, unitId }) => [code, unitId]),
    )
    expect(facilities.map(({ code }) => parseHealthFacilityCode(code))).toEqual(facilities.map(({ code }) => code))
  })

  test('names living persons of the chunk and facilities of the province, after birth and until today', () => {
    const facilities = new Set(province.healthFacilities.map(({ code }) => code))
    const wrong = chunks.flatMap(({ personById }, i) =>
      (documents[i] ?? []).filter(({ document }) => {
        const { personalId, facilityCode, date, unitId } = document as Record<string, string>
        const person = personById.get(personalId ?? '')
        if (person?.dateOfDeath !== null || !facilities.has(facilityCode ?? '')) return true
        if (unitId !== undefined && unitId !== person.unitId) return true
        return date != null && (date < person.dateOfBirth || date > province.asOf)
      }),
    )
    expect(wrong).toEqual([])
  })

  test('gives a date to a dose that was given, and to no other', () => {
    expect(rows('vaccinations').filter(({ status, date }) => (status === 'GIVEN') !== (date !== null))).toEqual([])
    expect(new Set(rows('vaccinations').map(({ status }) => status)).size).toBe(3)
  })

  test('has a practitioner among a thousand persons', () => {
    const small = makeProvince({ persons: 1_000, seed: 'small' })
    expect(rows('practitioners', [...agency.seed.documents(makeChunk(small, 0))]).length).toBeGreaterThan(0)
  })

  test('refuses a chunk for which there are no numbers instead of giving one twice', () => {
    expect(licenceNumberOf(599, 999)).toBe('GPHN-52-0599999')
    expect(() => licenceNumberOf(0, 1_000)).toThrow('numbers')
  })

  test('keeps the bounds of the manifest', () => {
    const { boundedLists } = agency.manifest
    const longest = (name: string, field: string) => Math.max(...rows(name).map((row) => row[field].length))
    expect(longest('encounters', 'drugs')).toBeLessThanOrEqual(boundedLists['Encounter.drugs']?.most ?? 0)
    expect(longest('facilities', 'services')).toBeLessThanOrEqual(boundedLists['HealthFacility.services']?.most ?? 0)
  })
})

test('each diagnosis lies in the range of its chapter', () => {
  const ranges = new Map(readReference('icd10_chapters').map((row) => [row.chapter, String(row.code_range).split('-')]))
  const wrong = [...diagnoses, birth].filter(({ code, chapter }) => {
    const [from, to] = ranges.get(chapter) ?? []
    return !(from && to && from <= code && code <= to)
  })
  expect(wrong).toEqual([])
})

test('what loaders, lists, filters and orders read is indexed', () => {
  const read: Record<string, string[]> = {
    facilities: ['code', 'name', 'facilityClass', 'beds', 'unitId'],
    practitioners: ['licenceNumber', 'name', 'scope', 'validTo', 'facilityCode'],
    encounters: ['personalId', 'unitId'],
    vaccinations: ['personalId'],
  }
  for (const [name, fields] of Object.entries(read)) {
    const first = agency.collections[name]?.schema.indexes().map(([index]) => Object.keys(index)[0])
    expect([name, fields.filter((field) => !first?.includes(field))]).toEqual([name, []])
  }
})

test('every field of the schema has a resolver or a field of a row, and every resolver a field', async () => {
  const loaded = await loadAgency('health')
  const rowsOf = {
    HealthFacility: 'facilities',
    Practitioner: 'practitioners',
    Encounter: 'encounters',
    Vaccination: 'vaccinations',
    EncounterTotal: ['year', 'month', 'chapter', 'count'],
  }
  expect(fieldsWithoutSource(loaded, rowsOf)).toEqual([])
  expect(resolversWithoutField(loaded)).toEqual([])
})

test('the manifest names departments of the register without a gap until today', () => {
  const known = new Map(readAgencies().map((row) => [row.code, row]))
  const departments = agency.manifest.departments.map(({ agency: code, validFrom, validTo }) => {
    expect(known.get(code)).toMatchObject({ validFrom, validTo })
    return [validFrom, validTo]
  })
  expect(departments).toEqual([
    [null, '2025-06-30'],
    ['2025-07-01', null],
  ])
})
