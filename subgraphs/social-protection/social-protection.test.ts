import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import mongoose from 'mongoose'
import { parseHouseholdCode } from '../../schema/scalars/household-code.ts'
import { makeChunk } from '../../seed/population/chunk.ts'
import { makeProvince } from '../../seed/population/province.ts'
import { readAgencies } from '../../seed/reference/agencies.ts'
import { fieldsWithoutSource, resolversWithoutField } from '../../test/setup/fields-without-source.ts'
import { loadAgency } from '../_kit/discover.ts'
import { agency } from './agency.ts'
import { isPosted, lastDayOfPosting } from './posting.ts'
import { recordCodeOf } from './record-code.ts'

const province = makeProvince({ persons: 6_000, seed: 'social-protection' })
const chunks = Array.from({ length: province.chunkCount }, (_, i) => makeChunk(province, i))
const constants = [...(agency.seed.constants?.(province) ?? [])]
const documents = chunks.map((chunk) => [...agency.seed.documents(chunk)])
const all = [...constants, ...documents.flat()]
// biome-ignore lint/suspicious/noExplicitAny: each collection has a shape of its own
const rows = (collection: string, of = all): any[] =>
  of.filter((made) => made.collection === collection).map(({ document }) => document)
// biome-ignore lint/suspicious/noExplicitAny: each collection has a shape of its own
const plantedAs = (conflict: string): any[] =>
  all.filter(({ plants }) => plants === conflict).map(({ document }) => document)
const personById = new Map(chunks.flatMap((chunk) => [...chunk.personById]))
const isInForce = (row: { from: string; to: string | null }) => row.from <= province.asOf && row.to === null

describe('the seed of social protection', () => {
  test('fits the schemas of its collections, in NFC', async () => {
    for (const [name, { schema }] of Object.entries(agency.collections)) {
      const Model = mongoose.model(`social-protection ${name}`, schema)
      expect(rows(name).length).toBeGreaterThan(0)
      for (const document of rows(name)) await new Model(document).validate()
    }
    expect(all.filter(({ collection }) => !agency.collections[collection])).toEqual([])
    const text = JSON.stringify(all)
    expect(text).toBe(text.normalize('NFC'))
  })

  test('is the same for the same chunk, and no key is used twice in all chunks', () => {
    expect([...agency.seed.documents(makeChunk(province, 1))]).toEqual(documents[1])
    const keys = all.map(({ collection, document }) => `${collection} ${document._id}`)
    expect(new Set(keys).size).toBe(keys.length)
    expect(recordCodeOf('BTXH', 599, 9_999)).toBe('BTXH-52-0599-9999')
    expect(() => recordCodeOf('BTXH', 0, 10_000)).toThrow('numbers')
  })

  test('names persons and households of the chunk, and communes of the province', () => {
    const units = new Set(province.communes.map(({ unitId }) => unitId))
    for (const [i, chunk] of chunks.entries()) {
      const of = documents[i] ?? []
      const named = [...rows('beneficiaries', of), ...rows('meritPersons', of)]
      expect(named.filter(({ personalId }) => !chunk.personById.has(personalId))).toEqual([])
      const households = new Map(chunk.households.map((household) => [household.code, household.unitId]))
      const lists = rows('poorHouseholds', of)
      expect(lists.filter(({ householdCode, unitId }) => households.get(householdCode) !== unitId)).toEqual([])
      expect(lists.map(({ householdCode }) => parseHouseholdCode(householdCode))).toHaveLength(lists.length)
    }
    expect(all.filter(({ document }) => !units.has(document.unitId as string))).toEqual([])
  })

  test('lists this year exactly the households that are poor or near-poor', () => {
    const listed = rows('poorHouseholds').filter(({ year }) => year === 2026)
    const poor = chunks.flatMap(({ households }) => households.filter(({ poverty }) => poverty !== 'NONE'))
    expect(listed.map(({ householdCode, povertyClass }) => [householdCode, povertyClass])).toEqual(
      poor.map(({ code, poverty }) => [code, poverty]),
    )
  })

  test('names a type of disability for that programme and for no other', () => {
    const wrong = rows('beneficiaries').filter(
      (row) => (row.programme === 'DISABILITY') !== (row.disabilityType !== null),
    )
    expect(wrong).toEqual([])
  })

  test('pays nobody before the entitlement and, but for the planted error, nobody after death', () => {
    const planted = new Set(plantedAs('pension-paid-after-death').map(({ recordCode }) => recordCode))
    const wrong = rows('beneficiaries').filter((row) => {
      const died = personById.get(row.personalId)?.dateOfDeath ?? null
      const afterDeath = died !== null && (row.lastPaidOn > died || row.to === null)
      return (
        row.lastPaidOn > province.asOf ||
        (row.to !== null && row.to < row.from) ||
        afterDeath !== planted.has(row.recordCode)
      )
    })
    expect(wrong).toEqual([])
    expect(planted.size).toBeGreaterThan(0)
  })

  test('plants persons whom two communes pay at once, and nobody else is paid twice for one programme', () => {
    const planted = plantedAs('beneficiary-in-two-communes')
    expect(planted.length).toBeGreaterThan(0)
    const perPerson = new Map<string, string[]>()
    for (const row of rows('beneficiaries').filter(isInForce)) {
      const key = `${row.personalId} ${row.programme}`
      perPerson.set(key, [...(perPerson.get(key) ?? []), row.unitId])
    }
    const twice = [...perPerson].filter(([, units]) => units.length > 1)
    expect(twice.map(([key]) => key.split(' ')[0]).sort()).toEqual(planted.map(({ personalId }) => personalId).sort())
    expect(twice.filter(([, units]) => new Set(units).size !== 2)).toEqual([])
  })

  test('plants lists of last year that nobody took down, of households that are no longer poor', () => {
    const stillShown = rows('poorHouseholds').filter(
      (row) => row.takenDownOn === null && row.postedUntil < province.asOf,
    )
    expect(stillShown).toEqual(plantedAs('poor-list-of-last-year-still-shown'))
    expect(stillShown.length).toBeGreaterThan(0)
    const thisYear = new Set(rows('poorHouseholds').flatMap((row) => (row.year === 2026 ? [row.householdCode] : [])))
    expect(stillShown.filter(({ householdCode }) => thisYear.has(householdCode))).toEqual([])
  })

  test.each(['one', 'two', 'three', 'four'])('has each of its planted conflicts in a thousand persons (%s)', (seed) => {
    const small = makeProvince({ persons: 1_000, seed })
    const planted = new Set([...agency.seed.documents(makeChunk(small, 0))].flatMap(({ plants }) => plants ?? []))
    expect([...planted].sort()).toEqual([
      'beneficiary-in-two-communes',
      'pension-paid-after-death',
      'poor-list-of-last-year-still-shown',
    ])
  })
})

describe('a posted list', () => {
  const day = fc
    .integer({ min: 0, max: 20_000 })
    .map((n) => new Date(Date.UTC(2000, 0, 1 + n)).toISOString().slice(0, 10))

  test('is closed after one year, whatever its row says', () => {
    fc.assert(
      fc.property(day, day, fc.option(day), day, (postedFrom, postedUntil, takenDownOn, today) => {
        const posted = isPosted({ postedFrom, postedUntil, takenDownOn }, today)
        const days = (Date.parse(today) - Date.parse(postedFrom)) / 86_400_000
        if (posted) expect(days >= 0 && days < 366 && today <= postedUntil).toBe(true)
        if (takenDownOn !== null && takenDownOn <= today) expect(posted).toBe(false)
      }),
    )
  })

  test.each([
    ['2025-01-05', '2026-01-04'],
    ['2024-02-29', '2025-02-28'],
  ])('from %s is last shown on %s', (from, until) => {
    expect(lastDayOfPosting(from)).toBe(until)
    const posting = { postedFrom: from, postedUntil: '2099-12-31', takenDownOn: null }
    expect(isPosted(posting, until)).toBe(true)
    expect(isPosted(posting, '2026-01-05')).toBe(false)
  })
})

test('what loaders, lists, filters and orders read is indexed', () => {
  const read: Record<string, string[]> = {
    beneficiaries: ['recordCode', 'personalId', 'programme', 'monthlyAmount', 'unitId', 'from', 'lastPaidOn'],
    poorHouseholds: ['householdCode', 'year', 'povertyClass', 'unitId'],
    meritPersons: ['recordCode', 'personalId', 'category', 'recognizedOn', 'unitId'],
    cemeteries: ['code', 'name', 'unitId', 'graves'],
  }
  for (const [name, fields] of Object.entries(read)) {
    const first = agency.collections[name]?.schema.indexes().map(([index]) => Object.keys(index)[0])
    expect([name, fields.filter((field) => !first?.includes(field))]).toEqual([name, []])
  }
})

test('every field of the schema has a resolver or a field of a row, and every resolver a field', async () => {
  const loaded = await loadAgency('social-protection')
  const rowsOf = {
    Beneficiary: 'beneficiaries',
    PoorHousehold: 'poorHouseholds',
    MeritPerson: 'meritPersons',
    MartyrsCemetery: 'cemeteries',
    BeneficiaryTotal: ['programme', 'count', 'monthlyAmount'],
    PovertyTotal: ['year', 'povertyClass', 'count'],
  }
  expect(fieldsWithoutSource(loaded, rowsOf)).toEqual([])
  expect(resolversWithoutField(loaded)).toEqual([])
})

test('the manifest names departments that succeed each other in the register, without a gap until today', () => {
  const known = new Map(readAgencies().map((row) => [row.code, row]))
  const { departments } = agency.manifest
  for (const [i, { agency: code, validFrom, validTo }] of departments.entries()) {
    expect(known.get(code)).toMatchObject({ validFrom, validTo })
    const next = departments[i + 1]
    if (next) expect(known.get(code)?.successorCodes).toContain(next.agency)
  }
  expect(departments.map(({ validFrom, validTo }) => [validFrom, validTo])).toEqual([
    [null, '2025-02-28'],
    ['2025-03-01', '2025-06-30'],
    ['2025-07-01', null],
  ])
})
