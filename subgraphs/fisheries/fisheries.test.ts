import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import mongoose from 'mongoose'
import { parseVesselNumber } from '../../schema/scalars/vessel-number.ts'
import { makeChunk } from '../../seed/population/chunk.ts'
import { makeProvince } from '../../seed/population/province.ts'
import { readAgencies } from '../../seed/reference/agencies.ts'
import { fieldsWithoutSource, resolversWithoutField } from '../../test/setup/fields-without-source.ts'
import { loadAgency } from '../_kit/discover.ts'
import { agency } from './agency.ts'
import { gridCell, publishedBefore } from './grid.ts'
import { registrationNumberOf } from './seeded-vessel.ts'
import { zoneOf } from './zones.ts'

const province = makeProvince({ persons: 10_000, seed: 'fisheries' })
const chunks = Array.from({ length: province.chunkCount }, (_, i) => makeChunk(province, i))
const constants = [...(agency.seed.constants?.(province) ?? [])]
const documents = chunks.map((chunk) => [...agency.seed.documents(chunk)])
const all = [...constants, ...documents.flat()]
// biome-ignore lint/suspicious/noExplicitAny: each collection has a shape of its own
const rows = (collection: string, of = all): any[] =>
  of.filter((made) => made.collection === collection).map(({ document }) => document)
const vessels = rows('fishingVessels')

describe('the seed of fisheries', () => {
  test('fits the schemas of its collections, in NFC', async () => {
    for (const [name, { schema }] of Object.entries(agency.collections)) {
      const Model = mongoose.model(`fisheries ${name}`, schema)
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
  })

  test('names owners of the chunk: living adults and firms of the coast, where the vessel is registered', () => {
    const coast = new Set(province.communes.filter(({ coastal }) => coastal).map(({ unitId }) => unitId))
    expect(vessels.filter(({ unitId }) => !coast.has(unitId))).toEqual([])
    for (const [i, { personById, firms }] of chunks.entries()) {
      const taxCodes = new Set(firms.map(({ taxCode }) => taxCode))
      const owners = rows('fishingVessels', documents[i]).flatMap((vessel) => vessel.owners)
      const strangers = owners.filter(({ personalId, taxCode }) =>
        personalId ? personById.get(personalId)?.dateOfDeath !== null : !taxCodes.has(taxCode),
      )
      expect(strangers).toEqual([])
    }
  })

  test('gives each paper, voyage and signal to a vessel, and each voyage to a port', () => {
    const numbers = new Set(vessels.map(({ registrationNumber }) => registrationNumber))
    const hanging = all.filter(({ document }) => 'registrationNumber' in document)
    expect(hanging.filter(({ document }) => !numbers.has(document.registrationNumber as string))).toEqual([])
    const ports = new Set(rows('ports').map(({ code }) => code))
    const calls = rows('trips').flatMap((trip) => [trip.departurePortCode, trip.arrivalPortCode])
    expect([...calls, ...vessels.map(({ homePortCode }) => homePortCode)].filter((code) => !ports.has(code))).toEqual(
      [],
    )
    expect(rows('trips').filter((trip) => trip.arrivedOn < trip.departedOn || trip.arrivedOn > province.asOf)).toEqual(
      [],
    )
  })

  test.each([500, 1_000, 6_000])('has vessels and every planted conflict among %i persons', (persons) => {
    const small = makeProvince({ persons, seed: 'small' })
    const made = Array.from({ length: small.chunkCount }, (_, i) => [
      ...agency.seed.documents(makeChunk(small, i)),
    ]).flat()
    const planted = new Set(made.map(({ plants }) => plants).filter(Boolean))
    expect([...planted].sort()).toEqual([
      'vessel-of-exactly-12-metres',
      'vessel-of-exactly-15-metres',
      'vessel-with-two-owners',
    ])
  })

  test('plants what the names of the conflicts say', () => {
    const found = all.filter(({ plants }) => plants)
    for (const { document, plants } of found) {
      const { lengthMax, zone } = document
      const owners = document.owners as { soldOn?: string }[]
      if (plants === 'vessel-of-exactly-15-metres') expect([lengthMax, zone]).toEqual([15, 'OFFSHORE'])
      if (plants === 'vessel-of-exactly-12-metres') expect([lengthMax, zone]).toEqual([12, 'MIDDLE'])
      if (plants === 'vessel-with-two-owners')
        expect(owners.map(({ soldOn }) => Boolean(soldOn))).toEqual([true, false])
    }
    expect(vessels.filter(({ owners }) => owners.length > 1)).toHaveLength(
      found.filter(({ plants }) => plants === 'vessel-with-two-owners').length,
    )
  })

  test('makes monitored positions for vessels of 15 m and more only, each with its own cell', () => {
    const lengths = new Map(vessels.map(({ registrationNumber, lengthMax }) => [registrationNumber, lengthMax]))
    const positions = rows('positions')
    expect(positions.filter(({ registrationNumber }) => lengths.get(registrationNumber) < 15)).toEqual([])
    expect(
      positions.filter((position) => JSON.stringify(position.grid) !== JSON.stringify(gridCell(position))),
    ).toEqual([])
  })
})

describe('the registration number', () => {
  test('is valid and its own for every chunk and vessel of the whole province, and refused beyond', () => {
    const place = fc.tuple(fc.integer({ min: 0, max: 599 }), fc.integer({ min: 0, max: 159 }))
    fc.assert(
      fc.property(place, place, ([chunk, vessel], [otherChunk, otherVessel]) => {
        const number = parseVesselNumber(registrationNumberOf(chunk, vessel))
        const same = chunk === otherChunk && vessel === otherVessel
        expect(number === registrationNumberOf(otherChunk, otherVessel)).toBe(same)
      }),
    )
    expect(() => registrationNumberOf(0, 160)).toThrow('numbers')
    expect(() => registrationNumberOf(700, 0)).toThrow('numbers')
  })
})

describe('the zone of a vessel', () => {
  test.each([
    [11.9, 'COASTAL'],
    [12, 'MIDDLE'],
    [14.9, 'MIDDLE'],
    [15, 'OFFSHORE'],
  ])('of %d m is %s', (length, zone) => {
    expect(zoneOf(length)).toBe(zone)
  })
})

describe('the open grid', () => {
  test('moves a position by at most half a cell and gives one centre to all of a cell', () => {
    const degrees = fc.double({ min: 5, max: 120, noNaN: true })
    fc.assert(
      fc.property(degrees, degrees, (latitude, longitude) => {
        const cell = gridCell({ latitude, longitude })
        expect(Math.abs(cell.latitude - latitude)).toBeLessThanOrEqual(0.05 + 1e-9)
        expect(Math.abs(cell.longitude - longitude)).toBeLessThanOrEqual(0.05 + 1e-9)
        expect(gridCell(cell)).toEqual(cell)
      }),
    )
  })

  test('waits seven days from midnight in the province', () => {
    expect(publishedBefore('2026-06-30')).toBe('2026-06-22T17:00:00.000Z')
  })
})

describe('the manifest of fisheries', () => {
  test('names departments of the register without a gap until today', () => {
    const known = new Map(readAgencies().map((row) => [row.code, row]))
    const departments = agency.manifest.departments.map(({ agency: code, validFrom, validTo }) => {
      expect(known.get(code)).toMatchObject({ validFrom, validTo })
      return [validFrom, validTo]
    })
    expect(departments).toEqual([
      [null, '2025-02-28'],
      ['2025-03-01', '2025-06-30'],
      ['2025-07-01', null],
    ])
  })

  test('keeps its bounds: owners of a vessel, species of a trip', () => {
    const { boundedLists } = agency.manifest
    const perTrip = new Map<string, number>()
    for (const { tripId } of rows('catchLogs')) perTrip.set(tripId, (perTrip.get(tripId) ?? 0) + 1)
    const owners = Math.max(...vessels.map((vessel) => vessel.owners.length))
    expect(owners).toBeLessThanOrEqual(boundedLists['FishingVessel.owners']?.most ?? 0)
    expect(Math.max(...perTrip.values())).toBeLessThanOrEqual(boundedLists['Trip.catches']?.most ?? 0)
  })
})

test('what loaders, lists, filters and orders read is indexed', () => {
  const read: Record<string, string[]> = {
    fishingVessels: ['registrationNumber', 'lengthMax', 'enginePower', 'hullMaterial', 'builtYear', 'gear', 'zone'],
    fishingLicences: ['number', 'registrationNumber'],
    safetyCertificates: ['number', 'registrationNumber'],
    positions: ['registrationNumber'],
    lostSignalAlerts: ['registrationNumber'],
    trips: ['registrationNumber'],
    catchLogs: ['tripId', 'year'],
    originCertificates: ['number', 'registrationNumber'],
    ports: ['code', 'name', 'unitId', 'capacityVessels'],
    shelters: ['code', 'name', 'unitId', 'capacityVessels'],
  }
  read.fishingVessels?.push('homePortCode', 'unitId', 'onIllegalList', 'ownerPersonalIds', 'ownerTaxCodes')
  for (const [name, fields] of Object.entries(read)) {
    const first = agency.collections[name]?.schema.indexes().map(([index]) => Object.keys(index)[0])
    expect([name, fields.filter((field) => !first?.includes(field))]).toEqual([name, []])
  }
})

test('every field of the schema has a resolver or a field of a row, and every resolver a field', async () => {
  const loaded = await loadAgency('fisheries')
  const rowsOf = {
    FishingVessel: 'fishingVessels',
    VesselOwner: ['from', 'soldOn'],
    FishingLicence: 'fishingLicences',
    SafetyCertificate: 'safetyCertificates',
    VmsPosition: 'positions',
    LostSignalAlert: 'lostSignalAlerts',
    GridPosition: ['latitude', 'longitude', 'observedOn'],
    Trip: 'trips',
    CatchLog: 'catchLogs',
    OriginCertificate: 'originCertificates',
    Port: 'ports',
    Shelter: 'shelters',
    CatchTotal: ['year', 'month', 'species', 'weightKg', 'count'],
    VesselTotal: ['zone', 'licensed', 'count', 'enginePower'],
  }
  expect(fieldsWithoutSource(loaded, rowsOf)).toEqual([])
  expect(resolversWithoutField(loaded)).toEqual([])
})
