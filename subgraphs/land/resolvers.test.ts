import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { makeChunk } from '../../seed/population/chunk.ts'
import { makeProvince } from '../../seed/population/province.ts'
import { openSharedAgency, type TestAgency } from '../../test/setup/agency.ts'
import { testPersons, testSeed } from '../../test/setup/population.ts'
import { agency } from './agency.ts'

const province = makeProvince({ persons: testPersons, seed: testSeed })
const chunk = makeChunk(province, 0)
const documents = [...agency.seed.documents(chunk)]
// biome-ignore lint/suspicious/noExplicitAny: each collection has a shape of its own
const rows = (collection: string): any[] =>
  documents.filter((made) => made.collection === collection).map(({ document }) => document)
const parcels = rows('parcels')
const rights = rows('parcelOwners')

let land: TestAgency
beforeAll(async () => {
  land = await openSharedAgency('land', province.asOf)
})
afterAll(() => land.close())

describe('a parcel', () => {
  const fields = `parcelId unit { id } sheetNumber parcelNumber areaSquareMetres landUse plannedUse priceFrame validFrom
    validTo geometry certificateNumber owners { person { personalId } organization { taxCode } share }`

  test('is found by its identifier, as a root and as an entity alike; an unknown one is null', async () => {
    const find = `query ($id: ParcelId!) { parcel(parcelId: $id) { ${fields} } }`
    const { unitId, current, predecessorIds, successorIds, _id, ...row } = parcels[0]
    const { parcel } = await land.ask(find, { id: _id })
    expect(parcel).toMatchObject({ ...row, unit: { id: unitId } })
    expect(await land.entities('Parcel', fields, [{ parcelId: _id }])).toEqual([parcel])
    expect(await land.ask(find, { id: 's00000000000' })).toEqual({ parcel: null })
  })

  test('names all who hold a right to it, couples and firms', async () => {
    const told = await land.entities(
      'Parcel',
      'owners { person { personalId } organization { taxCode } share }',
      parcels.map(({ parcelId }) => ({ parcelId })),
    )
    const wanted = parcels.map(({ parcelId }) =>
      rights
        .filter((right) => right.parcelId === parcelId)
        .map(({ personalId, taxCode, share }) => ({
          person: personalId ? { personalId } : null,
          organization: taxCode ? { taxCode } : null,
          share,
        })),
    )
    expect(told.map(({ owners }) => owners)).toEqual(wanted)
  })

  test('that was split leads to the new ones and they lead back', async () => {
    const before = parcels.find(({ current }) => !current)
    const [told] = await land.entities(
      'Parcel',
      'validTo predecessors { parcelId } successors { parcelId areaSquareMetres predecessors { parcelId } }',
      [{ parcelId: before._id }],
    )
    expect(told).toMatchObject({ validTo: before.validTo, predecessors: [] })
    expect(told.successors).toEqual(
      [140, 100].map((areaSquareMetres, i) => ({
        parcelId: before.successorIds[i],
        areaSquareMetres,
        predecessors: [{ parcelId: before._id }],
      })),
    )
  })

  test('shows its mortgages and disputes', async () => {
    const told = await land.entities(
      'Parcel',
      'mortgages { totalCount nodes { lender registeredOn releasedOn } } disputes { nodes { subject receivedOn settledOn } }',
      parcels.map(({ parcelId }) => ({ parcelId })),
    )
    const of = (collection: string, parcelId: string) =>
      rows(collection).flatMap(({ _id, parcelId: id, unitId, ...rest }) => (id === parcelId ? [rest] : []))
    expect(told).toEqual(
      parcels.map(({ parcelId }) => {
        const nodes = of('mortgages', parcelId)
        return { mortgages: { totalCount: nodes.length, nodes }, disputes: { nodes: of('landDisputes', parcelId) } }
      }),
    )
  })
})

describe('the parcels of a person or an organization', () => {
  test('are those to which they hold a right, alone or with another, with the fields of the parcel', async () => {
    const told = await land.entities(
      'Person',
      'parcels(first: 100) { totalCount nodes { parcelId landUse unit { id } } }',
      [...chunk.persons.map(({ personalId }) => ({ personalId }))],
    )
    const wanted = chunk.persons.map(({ personalId }) => held((right) => right.personalId === personalId))
    expect(told.map(({ parcels: list }) => list)).toEqual(wanted)
    const couple = rights.find(({ share }) => share === null)
    const spouses = rights.filter(({ parcelId }) => parcelId === couple.parcelId)
    expect(spouses).toHaveLength(2)
  })

  test('are found by tax code, beside the permits of the firm', async () => {
    const permits = 'totalCount nodes { number place validFrom validTo limits holder { taxCode } unit { id } }'
    const told = await land.entities(
      'Organization',
      `parcels { totalCount nodes { parcelId landUse unit { id } } } mineralPermits { ${permits} } environmentPermits { ${permits} }`,
      chunk.firms.map(({ taxCode }) => ({ taxCode })),
    )
    const permitsOf = (collection: string, taxCode: string) => {
      const mine = rows(collection).filter(({ holderTaxCode }) => holderTaxCode === taxCode)
      const nodes = mine.map(({ _id, holderTaxCode, unitId, mineral, ...rest }) => {
        return { ...rest, holder: { taxCode }, unit: { id: unitId } }
      })
      return { totalCount: nodes.length, nodes }
    }
    expect(told).toEqual(
      chunk.firms.map(({ taxCode }) => ({
        parcels: held((right) => right.taxCode === taxCode),
        mineralPermits: permitsOf('mineralPermits', taxCode),
        environmentPermits: permitsOf('environmentPermits', taxCode),
      })),
    )
  })

  // biome-ignore lint/suspicious/noExplicitAny: rows are as MongoDB holds them
  function held(mine: (right: any) => boolean) {
    const ids = rights.filter(mine).map(({ parcelId }) => parcelId)
    const nodes = ids.sort().map((parcelId) => {
      const parcel = parcels.find((row) => row.parcelId === parcelId)
      return { parcelId, landUse: parcel.landUse, unit: { id: parcel.unitId } }
    })
    return { totalCount: nodes.length, nodes }
  }
})

describe('the list of parcels', () => {
  const list = `query ($where: ParcelWhere, $orderBy: ParcelOrderBy) {
    parcels(where: $where, orderBy: $orderBy, direction: DESC, first: 100) { totalCount nodes { parcelId } }
  }`
  const sample = parcels.find(({ certificateNumber, current }) => certificateNumber && !current)
  const range = (field: string) => ({ [field]: { from: sample[field], to: sample[field] } })

  test.each([
    ['unit', { unit: sample.unitId }, 'unitId'],
    ['landUse', { landUse: sample.landUse }, 'landUse'],
    ['plannedUse', { plannedUse: sample.plannedUse }, 'plannedUse'],
    ['certificateNumber', { certificateNumber: sample.certificateNumber }, 'certificateNumber'],
    ...['sheetNumber', 'parcelNumber', 'areaSquareMetres', 'priceFrame', 'validTo'].map(
      (field) => [field, range(field), field] as const,
    ),
  ])('is filtered by %s', async (_name, where, field) => {
    const wanted = parcels.filter((row) => row[field] === sample[field])
    const { parcels: found } = await land.ask(list, { where })
    expect(found.totalCount).toBe(wanted.length)
  })

  test.each(['parcelId', 'sheetNumber', 'areaSquareMetres', 'priceFrame'])('is ordered by %s', async (field) => {
    const wanted = [...parcels].sort((a, b) =>
      a[field] === b[field] ? (a._id < b._id ? 1 : -1) : a[field] < b[field] ? 1 : -1,
    )
    const { parcels: found } = await land.ask(list, { orderBy: field })
    expect(found.nodes).toEqual(wanted.slice(0, 100).map(({ parcelId }) => ({ parcelId })))
  })
})

test('totals by land use count the parcels of today, with their area, in groups of ten or more', async () => {
  const communes = province.communes.map(({ unitId }) => unitId)
  const told = await Promise.all(
    communes.map(async (unit) => {
      const query = 'query ($unit: ID!) { landUseTotals(unit: $unit) { landUse count areaSquareMetres } }'
      return (await land.ask(query, { unit })).landUseTotals
    }),
  )
  const wanted = communes.map((unitId) => {
    const here = parcels.filter((row) => row.unitId === unitId && row.current)
    return [...new Set(here.map(({ landUse }) => landUse))].sort().flatMap((landUse) => {
      const areas = here.flatMap((row) => (row.landUse === landUse ? row.areaSquareMetres : []))
      const areaSquareMetres = areas.reduce((sum, area) => sum + area, 0)
      return areas.length < 10 ? [] : [{ landUse, count: areas.length, areaSquareMetres }]
    })
  })
  expect(told).toEqual(wanted)
  expect(told.flat().length).toBeGreaterThan(0)
})

test('permits are found by number and listed by holder and term', async () => {
  const [permit] = rows('environmentPermits')
  const { one, list } = await land.ask(
    `query ($number: ID!, $where: EnvironmentPermitWhere) {
      one: environmentPermit(number: $number) { number limits }
      list: environmentPermits(where: $where, orderBy: validTo) { nodes { number } }
    }`,
    {
      number: permit.number,
      where: { holder: permit.holderTaxCode, unit: permit.unitId, validTo: { from: permit.validTo } },
    },
  )
  expect(one).toEqual({ number: permit.number, limits: permit.limits })
  expect(list.nodes).toEqual([{ number: permit.number }])
  const [mineral] = rows('mineralPermits')
  const found = await land.ask(
    `query ($number: ID!, $where: MineralPermitWhere) {
      one: mineralPermit(number: $number) { mineral }
      list: mineralPermits(where: $where, orderBy: number) { nodes { number mineral } }
    }`,
    { number: mineral.number, where: { mineral: { equals: mineral.mineral }, holder: mineral.holderTaxCode } },
  )
  expect(found).toEqual({
    one: { mineral: mineral.mineral },
    list: { nodes: [{ number: mineral.number, mineral: mineral.mineral }] },
  })
})
