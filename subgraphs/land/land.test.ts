import { describe, expect, test } from '@jest/globals'
import mongoose from 'mongoose'
import { parseLandCertificateNumber } from '../../schema/scalars/land-certificate-number.ts'
import { makeChunk } from '../../seed/population/chunk.ts'
import { makeProvince } from '../../seed/population/province.ts'
import { readAgencies } from '../../seed/reference/agencies.ts'
import { fieldsWithoutSource, resolversWithoutField } from '../../test/setup/fields-without-source.ts'
import { loadAgency } from '../_kit/discover.ts'
import { agency } from './agency.ts'

const province = makeProvince({ persons: 10_000, seed: 'land' })
const chunks = Array.from({ length: province.chunkCount }, (_, index) => makeChunk(province, index))
const documents = chunks.map((chunk) => [...agency.seed.documents(chunk)])
const all = documents.flat()
// biome-ignore lint/suspicious/noExplicitAny: each collection has a shape of its own
const rows = (collection: string, of = all): any[] =>
  of.filter((made) => made.collection === collection).map(({ document }) => document)
const parcels = rows('parcels')
const parcelById = new Map(parcels.map((parcel) => [parcel.parcelId, parcel]))
const hanging = ['parcelOwners', 'mortgages', 'landDisputes']

describe('the seed of land', () => {
  test('fits the schemas of its collections, in NFC', async () => {
    for (const [name, { schema }] of Object.entries(agency.collections)) {
      const Model = mongoose.model(`land ${name}`, schema.clone().set('strict', 'throw'))
      expect(rows(name).length).toBeGreaterThan(0)
      for (const document of rows(name)) await new Model(document).validate()
    }
    expect(all.filter(({ collection }) => !agency.collections[collection])).toEqual([])
    const text = JSON.stringify(all)
    expect(text).toBe(text.normalize('NFC'))
  })

  test('is the same for the same chunk; in all chunks no key, old key or certificate is used twice', () => {
    expect([...agency.seed.documents(makeChunk(province, 1))]).toEqual(documents[1])
    const keys = all.map(({ collection, document }) => `${collection} ${document._id}`)
    expect(new Set(keys).size).toBe(keys.length)
    const oldKeys = parcels.map((row) => [row.unitId, row.sheetNumber, row.parcelNumber].join())
    expect(new Set(oldKeys).size).toBe(parcels.length)
    const certificates = parcels.flatMap(({ certificateNumber }) => certificateNumber ?? [])
    expect(new Set(certificates.map(parseLandCertificateNumber)).size).toBe(certificates.length)
  })

  test('has about one parcel for two households, and some of firms', () => {
    const ofFirms = new Set(rows('parcelOwners').flatMap(({ taxCode, parcelId }) => (taxCode ? parcelId : [])))
    const households = chunks.reduce((sum, chunk) => sum + chunk.households.length, 0)
    const share = (parcels.length - ofFirms.size) / households
    expect(ofFirms.size).toBeGreaterThan(0)
    expect(share).toBeGreaterThan(0.45)
    expect(share).toBeLessThan(0.58)
  })

  test('gives each right, mortgage and dispute to a parcel, and each parcel to a holder', () => {
    const strays = hanging
      .flatMap((name) => rows(name))
      .filter(({ parcelId, unitId }) => {
        return parcelById.get(parcelId)?.unitId !== unitId
      })
    expect(strays).toEqual([])
    const held = new Set(rows('parcelOwners').map(({ parcelId }) => parcelId))
    expect(parcels.filter(({ parcelId }) => !held.has(parcelId))).toEqual([])
  })

  test('names holders of the chunk: living persons where they live, and firms that are not dissolved', () => {
    for (const [index, { personById, firms }] of chunks.entries()) {
      const atWork = new Map(firms.flatMap((firm) => (firm.status === 'DISSOLVED' ? [] : [[firm.taxCode, firm]])))
      const made = documents[index]
      const strangers = rows('parcelOwners', made).filter(({ personalId, taxCode, unitId }) => {
        const person = personById.get(personalId ?? '')
        return personalId ? person?.dateOfDeath !== null || person.unitId !== unitId : !atWork.has(taxCode)
      })
      expect(strangers).toEqual([])
      const permits = [...rows('mineralPermits', made), ...rows('environmentPermits', made)]
      expect(permits.filter(({ holderTaxCode }) => !atWork.has(holderTaxCode))).toEqual([])
    }
  })

  test('has parcels of couples, whose shares sum to the whole where there are shares', () => {
    const shares = new Map<string, (number | null)[]>()
    for (const { parcelId, share } of rows('parcelOwners')) {
      shares.set(parcelId, [...(shares.get(parcelId) ?? []), share])
    }
    const kinds = new Set([...shares.values()].map((parts) => JSON.stringify(parts)))
    expect(kinds).toEqual(new Set(['[100]', '[50,50]', '[null,null]']))
  })
})

describe('the planted split of a parcel', () => {
  const split = all.filter(({ plants }) => plants === 'parcel-split-after-join-date').map(({ document }) => document)

  test.each([1_000, 6_000])('is in a population of %i persons', (persons) => {
    const small = makeProvince({ persons, seed: 'small' })
    const made = Array.from({ length: small.chunkCount }, (_, i) => [...agency.seed.documents(makeChunk(small, i))])
    expect(new Set(made.flat().flatMap(({ plants }) => plants ?? []))).toEqual(
      new Set(['parcel-split-after-join-date']),
    )
  })

  test('ends the old parcel after the provinces were joined and divides its land among the new ones', () => {
    expect(parcels.filter(({ current }) => !current)).toEqual(split)
    for (const before of split) {
      const after = (before.successorIds as string[]).map((id) => parcelById.get(id))
      expect(after.map(({ predecessorIds, current }) => ({ predecessorIds, current }))).toEqual([
        { predecessorIds: [before._id], current: true },
        { predecessorIds: [before._id], current: true },
      ])
      expect(after[0].areaSquareMetres + after[1].areaSquareMetres).toBe(before.areaSquareMetres)
      expect((before.validTo as string) > '2025-07-01').toBe(true)
      expect(after.filter(({ validFrom }) => validFrom <= (before.validTo as string))).toEqual([])
      expect(after.filter(({ validFrom }) => validFrom > province.asOf)).toEqual([])
    }
  })

  test('leaves a mortgage in force on the old parcel, and none on the new ones', () => {
    const inForce = rows('mortgages').filter(({ releasedOn }) => releasedOn === null)
    const mortgaged = new Set(inForce.map(({ parcelId }) => parcelId))
    expect(split.filter(({ _id }) => !mortgaged.has(_id))).toEqual([])
    expect(parcels.filter((row) => row.predecessorIds.length > 0 && mortgaged.has(row.parcelId))).toEqual([])
  })
})

describe('the manifest of land', () => {
  test('names departments of the register, each the successor of the one before, without a gap until today', () => {
    const known = new Map(readAgencies().map((row) => [row.code, row]))
    const { departments } = agency.manifest
    for (const [position, { agency: code, validFrom, validTo }] of departments.entries()) {
      expect(known.get(code)).toMatchObject({ validFrom, validTo })
      const next = departments[position + 1]?.agency
      if (next) expect(known.get(code)?.successorCodes).toContain(next)
    }
    expect(departments.at(-1)).toMatchObject({ agency: 'GLI-SNNMT', validTo: null })
  })
})

describe('the schema of land', () => {
  test('has a source for each field and a field for each resolver', async () => {
    const loaded = await loadAgency('land')
    const rowsOf = {
      ParcelOwner: 'parcelOwners',
      Mortgage: 'mortgages',
      LandDispute: 'landDisputes',
      MineralPermit: 'mineralPermits',
      EnvironmentPermit: 'environmentPermits',
      LandUseTotal: ['landUse', 'count', 'areaSquareMetres'],
    }
    // `Parcel` is left out: its rows may be rights, so each of its fields but the key needs a resolver.
    expect(fieldsWithoutSource(loaded, rowsOf)).toEqual([])
    expect(resolversWithoutField(loaded)).toEqual([])
  })

  test('filters and orders by indexed fields', () => {
    const read: Record<string, string[]> = {
      parcels: ['unitId', 'sheetNumber', 'parcelNumber', 'areaSquareMetres', 'landUse', 'plannedUse', 'priceFrame'],
      parcelOwners: ['parcelId', 'personalId', 'taxCode'],
      mortgages: ['parcelId'],
      landDisputes: ['parcelId'],
      mineralPermits: ['number', 'holderTaxCode', 'unitId', 'validTo', 'mineral'],
      environmentPermits: ['number', 'holderTaxCode', 'unitId', 'validTo'],
    }
    for (const [collection, fields] of Object.entries(read)) {
      const indexed = agency.collections[collection]?.schema.indexes().map(([keys]) => Object.keys(keys)[0])
      expect(indexed).toEqual(expect.arrayContaining(fields))
    }
  })
})
