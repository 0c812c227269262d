import { describe, expect, test } from '@jest/globals'
import mongoose from 'mongoose'
import { parseVehiclePlate } from '../../schema/scalars/vehicle-plate.ts'
import { makeChunk } from '../../seed/population/chunk.ts'
import { makeProvince } from '../../seed/population/province.ts'
import { readAgencies } from '../../seed/reference/agencies.ts'
import { fieldsWithoutSource, resolversWithoutField } from '../../test/setup/fields-without-source.ts'
import { loadAgency } from '../_kit/discover.ts'
import { agency } from './agency.ts'

const province = makeProvince({ persons: 10_000, seed: 'residence' })
const chunks = Array.from({ length: province.chunkCount }, (_, index) => makeChunk(province, index))
const documents = chunks.map((chunk) => [...agency.seed.documents(chunk)])
const all = documents.flat()
// biome-ignore lint/suspicious/noExplicitAny: each collection has a shape of its own
const rows = (collection: string, of = all): any[] =>
  of.filter((made) => made.collection === collection).map(({ document }) => document)

describe('the seed of residence', () => {
  test('fits the schemas of its collections; names of the planted conflict alone are not in NFC', async () => {
    for (const [name, { schema }] of Object.entries(agency.collections)) {
      const Model = mongoose.model(`residence ${name}`, schema.clone().set('strict', 'throw'))
      expect(rows(name).length).toBeGreaterThan(0)
      for (const document of rows(name)) await new Model(document).validate()
    }
    expect(all.filter(({ collection }) => !agency.collections[collection])).toEqual([])
    const decomposed = all.filter(({ document }) => {
      const text = JSON.stringify(document)
      return text !== text.normalize('NFC')
    })
    expect(decomposed.length).toBeGreaterThan(0)
    expect(new Set(decomposed.map(({ plants }) => plants))).toEqual(new Set(['name-in-decomposed-unicode']))
  })

  test('is the same for the same chunk; in all chunks no key is used twice', () => {
    expect([...agency.seed.documents(makeChunk(province, 1))]).toEqual(documents[1])
    const keys = all.map(({ collection, document }) => `${collection} ${document._id}`)
    expect(new Set(keys).size).toBe(keys.length)
    const key = { residents: 'personalId', households: 'code', vehicles: 'plate', drivingLicences: 'number' }
    for (const [name, field] of Object.entries(key)) {
      expect(rows(name).filter((row) => row._id !== row[field])).toEqual([])
    }
  })

  test('keeps plates and licences apart in two chunks far from one another, up to 600 chunks', () => {
    const whole = makeProvince({ persons: 1_500_000, seed: 'plates' })
    const far = [0, 19, 20, 199, 220, 379, 400, 599].filter((index) => index < whole.chunkCount)
    expect(far.length).toBeGreaterThan(5)
    const { persons, households, firms, personById } = chunks[0] as (typeof chunks)[0]
    const keys: string[] = far.flatMap((index) => {
      const random = (label: string) => (chunks[0] as (typeof chunks)[0]).random(`${index} ${label}`)
      const chunk = { index, province: whole, persons, households, firms, personById, random }
      const made = [...agency.seed.documents(chunk)]
      return [...rows('vehicles', made), ...rows('drivingLicences', made)].map(({ _id }) => _id)
    })
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys.filter((key) => key.includes('-')).map(parseVehiclePlate).length).toBeGreaterThan(1_000)
  })

  test('has one record a person, of a commune of today; the dead have neither household nor tie to its head', () => {
    const people = chunks.flatMap(({ persons }) => persons)
    expect(rows('residents').map(({ personalId }) => personalId)).toEqual(people.map(({ personalId }) => personalId))
    const communes = new Set(province.communes.map(({ unitId }) => unitId))
    expect(rows('residents').filter(({ unitId }) => !communes.has(unitId))).toEqual([])
    for (const [i, row] of rows('residents').entries()) {
      const dead = people[i]?.dateOfDeath !== null
      const { deceased, householdCode, relationshipToHead } = row
      expect({ deceased, outside: householdCode === null && relationshipToHead === null }).toEqual({
        deceased: dead,
        outside: dead,
      })
    }
  })

  test('has households of those who say that they live in them, each of the size that it tells', () => {
    const homeOf = new Map(rows('residents').map((row) => [row.personalId, row]))
    const members = new Map<string, string[]>()
    for (const { personalId, householdCode } of rows('residents')) {
      if (householdCode) members.set(householdCode, [...(members.get(householdCode) ?? []), personalId])
    }
    for (const { code, memberIds, size, unitId } of rows('households')) {
      expect([...memberIds].sort()).toEqual([...(members.get(code) ?? [])].sort())
      expect(size).toBe(memberIds.length)
      expect(memberIds.filter((id: string) => homeOf.get(id)?.unitId !== unitId)).toEqual([])
      members.delete(code)
    }
    expect([...members.keys()]).toEqual([])
  })

  test('gives vehicles and licences to living adults and vehicles to firms of the chunk, where the owner is', () => {
    for (const [index, { personById, firms }] of chunks.entries()) {
      const made = documents[index]
      const firmOf = new Map(firms.map((firm) => [firm.taxCode, firm]))
      const strangers = rows('vehicles', made).filter(({ ownerPersonalId, ownerTaxCode, unitId }) => {
        const owner = ownerPersonalId ? personById.get(ownerPersonalId) : firmOf.get(ownerTaxCode)
        const dead = owner && 'dateOfDeath' in owner && owner.dateOfDeath !== null
        return dead || owner?.unitId !== unitId || Boolean(ownerPersonalId) === Boolean(ownerTaxCode)
      })
      expect(strangers).toEqual([])
      const drivers = rows('drivingLicences', made).map(({ personalId }) => personById.get(personalId))
      expect(drivers.filter((driver) => driver?.dateOfDeath !== null)).toEqual([])
      expect(drivers.filter((driver) => String(driver?.dateOfBirth) > '2008-12-31')).toEqual([])
    }
  })
})

describe('the conflicts planted in residence', () => {
  const count = (persons: number) => {
    const small = makeProvince({ persons, seed: 'small' })
    const made = Array.from({ length: small.chunkCount }, (_, index) => makeChunk(small, index))
    const planted = made.flatMap(({ conflicts }) => [...(conflicts?.values() ?? [])])
    const told = made.flatMap((chunk) => [...agency.seed.documents(chunk)].flatMap(({ plants }) => plants ?? []))
    return { planted, told }
  }

  test.each([1_000, 6_000])('are those of the population of %i persons, each counted once', (persons) => {
    const { planted, told } = count(persons)
    expect(told.sort()).toEqual(planted.filter((name) => name !== 'person-with-two-tax-codes').sort())
    expect(new Set(told).size).toBeGreaterThanOrEqual(3)
  })

  test('show in the very record that is counted', () => {
    const old = (name: string) => all.filter(({ plants }) => plants === name).map(({ document }) => document)
    for (const { fullName } of old('name-in-decomposed-unicode')) {
      expect(fullName).not.toBe(String(fullName).normalize('NFC'))
    }
    const districts = new Set(province.communes.map(({ formerDistrict }) => formerDistrict))
    for (const { permanentAddress } of old('old-district-in-address')) {
      expect([...districts].some((district) => String(permanentAddress).includes(district))).toBe(true)
    }
    // The fourth digit of a personal ID is even for men and odd for women.
    const against = rows('residents').filter(
      ({ personalId, sex }) => Number(personalId[3]) % 2 !== (sex === 'MALE' ? 0 : 1),
    )
    expect(against).toEqual(old('sex-digit-against-sex-field'))
    expect(against.length).toBeGreaterThan(0)
  })
})

describe('the manifest of residence', () => {
  test('names departments of the register, each the successor of the one before, without a gap until today', () => {
    const known = new Map(readAgencies().map((row) => [row.code, row]))
    const { departments } = agency.manifest
    for (const [position, { agency: code, validFrom, validTo }] of departments.entries()) {
      expect(known.get(code)).toMatchObject({ validFrom, validTo })
      const next = departments[position + 1]?.agency
      if (next) expect(known.get(code)?.successorCodes).toContain(next)
    }
    expect(departments.at(-1)).toMatchObject({ agency: 'GLI-CA', validTo: null })
  })

  test('keeps its bounds: members, licences and offences', () => {
    const { boundedLists } = agency.manifest
    const most = (list: string) => boundedLists[list]?.most ?? 0
    expect(Math.max(...rows('households').map(({ size }) => size))).toBeLessThanOrEqual(most('Household.members'))
    const drivers = rows('drivingLicences').map(({ personalId }) => personalId)
    expect(drivers.length - new Set(drivers).size).toBe(0)
    expect(most('Person.drivingLicences')).toBeGreaterThan(0)
  })
})

describe('the schema of residence', () => {
  test('has a source for each field and a field for each resolver', async () => {
    const loaded = await loadAgency('residence')
    const rowsOf = {
      Household: 'households',
      Vehicle: 'vehicles',
      DrivingLicence: 'drivingLicences',
      VehicleTotal: ['kind', 'count'],
    }
    // `Person` is left out: each of its fields but the key needs a resolver.
    expect(fieldsWithoutSource(loaded, rowsOf)).toEqual([])
    expect(resolversWithoutField(loaded)).toEqual([])
  })

  test('filters and orders by indexed fields', () => {
    const read: Record<string, string[]> = {
      residents: ['personalId', 'fullName', 'dateOfBirth', 'sex', 'unitId', 'deceased'],
      households: ['code', 'unitId', 'size'],
      vehicles: [
        'plate',
        'kind',
        'make',
        'registeredOn',
        'inspectionValidTo',
        'ownerPersonalId',
        'ownerTaxCode',
        'unitId',
      ],
      drivingLicences: ['number', 'personalId'],
    }
    for (const [collection, fields] of Object.entries(read)) {
      const indexed = agency.collections[collection]?.schema.indexes().map(([keys]) => Object.keys(keys)[0])
      expect(indexed).toEqual(expect.arrayContaining(fields))
    }
  })
})
