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
  documents
    .filter((made) => made.collection === collection)
    .map(({ document }) => document)
    .sort((a, b) => (a._id < b._id ? -1 : 1))
const residents = rows('residents')
const households = rows('households')
const vehicles = rows('vehicles')
const licences = rows('drivingLicences')
// biome-ignore lint/suspicious/noExplicitAny: rows are whatever the agency stores
type Kept = (row: any) => boolean

let residence: TestAgency
beforeAll(async () => {
  expect(province.chunkCount).toBe(1)
  residence = await openSharedAgency('residence', province.asOf)
})
afterAll(() => residence.close())

const vehicleFields = `plate kind make ownerPerson { personalId } ownerOrganization { taxCode } registeredOn
  inspectionValidTo`
const vehicleOf = ({ _id, unitId, ownerPersonalId, ownerTaxCode, ...row }: (typeof vehicles)[number]) => ({
  ...row,
  ownerPerson: ownerPersonalId ? { personalId: ownerPersonalId } : null,
  ownerOrganization: ownerTaxCode ? { taxCode: ownerTaxCode } : null,
})
const householdFields = 'code unit { id } size members { personalId }'
const householdOf = ({ code, unitId, size, memberIds }: (typeof households)[number]) => ({
  code,
  unit: { id: unitId },
  size,
  members: memberIds.map((personalId: string) => ({ personalId })),
})

describe('a person, as residence knows one', () => {
  test('is what the row says, the household with its members, the vehicles and the licences', async () => {
    const told = await residence.entities(
      'Person',
      `personalId fullName dateOfBirth sex residenceUnit { id } permanentAddress ethnicity religion deceased
        relationshipToHead household { ${householdFields} }
        vehicles(first: 100) { totalCount nodes { ${vehicleFields} } }
        drivingLicences { number licenceClass validTo points offences }`,
      residents.map(({ personalId }) => ({ personalId })),
    )
    const home = new Map(households.map((row) => [row.code, householdOf(row)]))
    expect(told).toEqual(
      residents.map(({ _id, unitId, householdCode, ...row }) => {
        const owned = vehicles.filter(({ ownerPersonalId }) => ownerPersonalId === _id).map(vehicleOf)
        return {
          ...row,
          residenceUnit: { id: unitId },
          household: home.get(householdCode) ?? null,
          vehicles: { totalCount: owned.length, nodes: owned },
          drivingLicences: licences
            .filter(({ personalId }) => personalId === _id)
            .map(({ _id: id, personalId, ...licence }) => licence),
        }
      }),
    )
  })

  test('that residence does not know has fields of null and empty lists', async () => {
    const fields = 'fullName household { code } vehicles { totalCount nodes { plate } } drivingLicences { number }'
    expect(await residence.entities('Person', fields, [{ personalId: '052001000000' }])).toEqual([
      { fullName: null, household: null, vehicles: { totalCount: 0, nodes: [] }, drivingLicences: [] },
    ])
  })
})

test('an organization has the vehicles that are in its name', async () => {
  const told = await residence.entities(
    'Organization',
    `vehicles { totalCount nodes { ${vehicleFields} } }`,
    chunk.firms.map(({ taxCode }) => ({ taxCode })),
  )
  const wanted = chunk.firms.map(({ taxCode }) => {
    const nodes = vehicles.filter(({ ownerTaxCode }) => ownerTaxCode === taxCode).map(vehicleOf)
    return { vehicles: { totalCount: nodes.length, nodes } }
  })
  expect(told).toEqual(wanted)
  expect(wanted.some((firm) => firm.vehicles.totalCount > 0)).toBe(true)
})

describe('a record by its key', () => {
  test('is the same as a root and as an entity: household, vehicle', async () => {
    const [house, vehicle] = [households[0], vehicles.find(({ ownerTaxCode }) => ownerTaxCode)]
    const told = await residence.ask(
      `query ($code: ID!, $plate: VehiclePlate!) {
        household(code: $code) { ${householdFields} } vehicle(plate: $plate) { ${vehicleFields} }
      }`,
      { code: house.code, plate: vehicle.plate },
    )
    expect(told).toEqual({ household: householdOf(house), vehicle: vehicleOf(vehicle) })
    expect(await residence.entities('Household', householdFields, [{ code: house.code }])).toEqual([told.household])
    expect(await residence.entities('Vehicle', vehicleFields, [{ plate: vehicle.plate }])).toEqual([told.vehicle])
    const [{ number, points }] = licences
    expect(await residence.entities('DrivingLicence', 'number points', [{ number }])).toEqual([{ number, points }])
  })

  test('is null where no row bears the key', async () => {
    const query = '{ household(code: "HGD-00000-1") { size } vehicle(plate: "99Z9-999.99") { make } }'
    expect(await residence.ask(query)).toEqual({ household: null, vehicle: null })
  })
})

const some = residents[7]
const common = some.fullName.split(' ')[0]
const home = households[5]
const lorry = vehicles.find(({ kind }) => kind === 'LORRY')

/** Root, type of its filter, key of a node, rows, filter, and which rows it keeps. */
const filters: readonly (readonly [string, string, string, readonly object[], object, Kept])[] = [
  ['residents', 'PersonWhere', 'personalId', residents, { fullName: { equals: some.fullName } }, is('fullName', some)],
  [
    'residents',
    'PersonWhere',
    'personalId',
    residents,
    { fullName: { startsWith: common } },
    (row) => row.fullName.startsWith(common),
  ],
  [
    'residents',
    'PersonWhere',
    'personalId',
    residents,
    { dateOfBirth: { from: '1980-01-01', to: some.dateOfBirth > '1980' ? some.dateOfBirth : '1990-12-31' } },
    ({ dateOfBirth }) =>
      '1980-01-01' <= dateOfBirth && dateOfBirth <= (some.dateOfBirth > '1980' ? some.dateOfBirth : '1990-12-31'),
  ],
  ['residents', 'PersonWhere', 'personalId', residents, { sex: 'FEMALE' }, ({ sex }) => sex === 'FEMALE'],
  ['residents', 'PersonWhere', 'personalId', residents, { residenceUnit: some.unitId }, is('unitId', some)],
  ['residents', 'PersonWhere', 'personalId', residents, { deceased: true }, ({ deceased }) => deceased],
  [
    'residents',
    'PersonWhere',
    'personalId',
    residents,
    { sex: 'MALE', deceased: false, residenceUnit: some.unitId },
    (row) => row.sex === 'MALE' && !row.deceased && row.unitId === some.unitId,
  ],
  ['households', 'HouseholdWhere', 'code', households, { unit: home.unitId }, is('unitId', home)],
  ['households', 'HouseholdWhere', 'code', households, { size: { from: 5 } }, ({ size }) => size >= 5],
  ['households', 'HouseholdWhere', 'code', households, { size: { from: 2, to: 2 } }, ({ size }) => size === 2],
  ['vehicles', 'VehicleWhere', 'plate', vehicles, { kind: 'LORRY' }, is('kind', lorry)],
  [
    'vehicles',
    'VehicleWhere',
    'plate',
    vehicles,
    { make: { in: ['Kia', 'Thaco'] } },
    ({ make }) => ['Kia', 'Thaco'].includes(make),
  ],
  [
    'vehicles',
    'VehicleWhere',
    'plate',
    vehicles,
    { registeredOn: { from: lorry.registeredOn, to: '2024-12-31' } },
    ({ registeredOn: on }) => lorry.registeredOn <= on && on <= '2024-12-31',
  ],
  [
    'vehicles',
    'VehicleWhere',
    'plate',
    vehicles,
    { inspectionValidTo: { to: '2026-12-31' } },
    ({ inspectionValidTo: to }) => to !== null && to <= '2026-12-31',
  ],
]

test.each(filters)('%s are filtered by %s, and counted: %#', async (root, input, key, all, where, kept) => {
  const wanted = all.filter(kept).map((row) => (row as Record<string, string>)[key])
  const query = `query ($where: ${input}) { list: ${root}(where: $where, first: 100) { totalCount nodes { ${key} } } }`
  const { list } = await residence.ask(query, { where })
  expect(list).toEqual({
    totalCount: wanted.length,
    nodes: wanted.slice(0, 100).map((value) => ({ [key]: value })),
  })
  expect(wanted.length).toBeGreaterThan(0)
  expect(wanted.length).toBeLessThan(all.length)
})

const orders = [
  ['residents', 'personalId', 'fullName', residents],
  ['residents', 'personalId', 'dateOfBirth', residents],
  ['households', 'code', 'code', households],
  ['households', 'code', 'size', households],
  ['vehicles', 'plate', 'plate', vehicles],
  ['vehicles', 'plate', 'registeredOn', vehicles],
] as const

describe.each(orders)('%s with the key %s in the order of %s', (root, key, field, all) => {
  test.each(['ASC', 'DESC'])('come %s, ties by key, on every page until the last', async (direction) => {
    const sign = direction === 'ASC' ? 1 : -1
    const compare = (a: number | string, b: number | string) => (a < b ? -sign : a > b ? sign : 0)
    const wanted = [...all].sort((a, b) => compare(a[field], b[field]) || compare(a._id, b._id)).map((row) => row[key])
    const query = `query ($after: String) {
      list: ${root}(orderBy: ${field}, direction: ${direction}, first: 100, after: $after) {
        nodes { ${key} } pageInfo { hasNextPage endCursor }
      }
    }`
    const told: string[] = []
    for (let after = null, more = true; more; ) {
      const { list } = await residence.ask(query, { after })
      told.push(...list.nodes.map((node: Record<string, string>) => node[key]))
      after = list.pageInfo.endCursor
      more = list.pageInfo.hasNextPage
    }
    expect(told).toEqual(wanted)
  })
})

describe('a page', () => {
  test('has 20 rows unless told otherwise, at most 100; none asked is none given', async () => {
    const { residents: list } = await residence.ask('{ residents { nodes { personalId } } }')
    expect(list.nodes).toEqual(residents.slice(0, 20).map(({ personalId }) => ({ personalId })))
    const page = 'query ($first: Int) { residents(first: $first) { totalCount nodes { personalId } } }'
    const told = (await residence.ask(page, { first: 100 })).residents
    expect(told.nodes).toEqual(residents.slice(0, 100).map(({ personalId }) => ({ personalId })))
    expect((await residence.ask(page, { first: 0 })).residents).toEqual({ totalCount: residents.length, nodes: [] })
    for (const first of [-1, 101]) {
      const asked = residence.ask(page, { first })
      await expect(asked).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT', argument: 'first' } })
    }
  })
})

test('vehicles are told by commune and kind where there are ten or more', async () => {
  const communes = [...new Set(vehicles.map(({ unitId }) => unitId))]
  const told = []
  for (const unit of communes) {
    const query = 'query ($unit: ID!) { vehicleTotals(unit: $unit) { kind count } }'
    told.push((await residence.ask(query, { unit })).vehicleTotals)
  }
  const wanted = communes.map((unitId) =>
    ['CAR', 'LORRY', 'MOTORCYCLE'].flatMap((kind) => {
      const count = vehicles.filter((row) => row.unitId === unitId && row.kind === kind).length
      return count < 10 ? [] : [{ kind, count }]
    }),
  )
  expect(told).toEqual(wanted)
  expect(wanted.flat().length).toBeGreaterThan(0)
})

function is(field: string, { [field]: value }: Record<string, unknown>): Kept {
  return (row) => row[field] === value
}
