import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { databaseRows } from '../setup/database-rows.ts'
import { startTestHub, type TestHub } from '../setup/hub.ts'

const query = readFileSync(join(repositoryRoot, 'test/bench/operations/dossier.graphql'), 'utf8')

let hub: TestHub
beforeAll(async () => {
  hub = await startTestHub()
})
afterAll(() => hub.stop())

/** Rows of an agency's own database, read by the driver and by none of the hub's resolvers. */
const rows = (database: string, collection: string, filter: object) => databaseRows(hub, database, collection, filter)
const one = async (database: string, collection: string, filter: object) =>
  (await rows(database, collection, filter))[0]
const nameOf = async (id: string) => (await one('residence', 'residents', { personalId: id }))?.fullName

/** Persons of whom at least this database holds a record; together they fill every part of the dossier. */
const people = [
  ['the owner of a vessel', 'fisheries', 'fishingVessels', 'ownerPersonalId'],
  ['a holder of land', 'land', 'parcelOwners', 'personalId'],
  ['the representative of a firm', 'enterprises', 'enterprises', 'representativeId'],
  ['a beneficiary', 'social-protection', 'beneficiaries', 'personalId'],
] as const

describe.each(people)('the dossier of %s, in one request', (_who, database, collection, field) => {
  let personalId: string
  // biome-ignore lint/suspicious/noExplicitAny: the answer's shape is what this file asserts
  let person: any
  beforeAll(async () => {
    const alive = await rows('residence', 'residents', { deceased: false })
    const ids = new Set(alive.map((row) => row.personalId))
    const held = (await rows(database, collection, {})).find((row) => ids.has(row[field]))
    personalId = held?.[field]
    const answer = await hub.ask(query, { personalId })
    expect(answer.errors).toBeUndefined()
    person = answer.data.person
  })

  test(`holds what ${database} records`, () => {
    const parts = {
      fisheries: person.fishingVessels.nodes,
      land: person.parcels.nodes,
      enterprises: person.representedOrganizations.nodes,
      'social-protection': person.benefits.nodes,
    }
    expect(parts[database].length).toBeGreaterThan(0)
  })

  test('register: the master key', async () => {
    expect(person.hubId).toBe((await one('register', 'persons', { personalId }))?.hubId)
  })

  test('residence: name, birth, sex, address, unit, household and vehicles', async () => {
    const row = await one('residence', 'residents', { personalId })
    const unit = await one('register', 'units', { id: row?.unitId })
    expect(person).toMatchObject({
      fullName: row?.fullName,
      dateOfBirth: row?.dateOfBirth,
      sex: row?.sex,
      permanentAddress: row?.permanentAddress,
      residenceUnit: { name: unit?.name },
    })
    const household = await one('residence', 'households', { code: row?.householdCode })
    expect(person.household.size).toBe(household?.size)
    const members = await Promise.all(household?.memberIds.map(nameOf))
    expect(person.household.members.map(({ fullName }: { fullName: string }) => fullName)).toEqual(members)
    const vehicles = await rows('residence', 'vehicles', { ownerPersonalId: personalId })
    expect(person.vehicles.totalCount).toBe(vehicles.length)
    expect(person.vehicles.nodes).toEqual(vehicles.slice(0, 5).map(({ kind, make }) => ({ kind, make })))
  })

  test('civil status: birth, its commune of then, spouse and children', async () => {
    const birth = await one('civil-status', 'births', { personalId })
    const unit = await one('register', 'units', { id: birth?.unitId })
    expect(person.birth.registerNumber).toBe(birth?.registerNumber)
    expect(person.birth.unit).toMatchObject({ name: unit?.name, validTo: unit?.validTo ?? null })
    const children = await rows('civil-status', 'births', { $or: [{ fatherId: personalId }, { motherId: personalId }] })
    expect(person.children).toHaveLength(children.length)
    const names = await Promise.all(children.map((child) => nameOf(child.personalId)))
    expect(person.children.map(({ fullName }: { fullName: string }) => fullName).sort()).toEqual(names.sort())
  })

  test('enterprises: the organizations that the person represents', async () => {
    const firms = await rows('enterprises', 'enterprises', { representativeId: personalId })
    expect(person.representedOrganizations.nodes).toEqual(
      firms.slice(0, 5).map(({ taxCode, name, status }) => ({ taxCode, name, status })),
    )
  })

  test('land: the parcels that the person has a right to', async () => {
    const rights = await rows('land', 'parcelOwners', { personalId })
    expect(person.parcels.totalCount).toBe(rights.length)
    for (const node of person.parcels.nodes) {
      const parcel = await one('land', 'parcels', { parcelId: node.parcelId })
      const unit = await one('register', 'units', { id: parcel?.unitId })
      expect(node).toEqual({
        parcelId: parcel?.parcelId,
        landUse: parcel?.landUse,
        areaSquareMetres: parcel?.areaSquareMetres,
        unit: { name: unit?.name },
      })
    }
  })

  test('fisheries: the vessels that the person owns', async () => {
    const vessels = await rows('fisheries', 'fishingVessels', { ownerPersonalIds: personalId })
    expect(person.fishingVessels.nodes.map((node: { registrationNumber: string }) => node.registrationNumber)).toEqual(
      vessels.slice(0, 5).map(({ registrationNumber }) => registrationNumber),
    )
  })

  test('social insurance: the card, and the facility that health names', async () => {
    const row = await one('social-insurance', 'healthInsurances', { personalId })
    if (!row) return expect(person.healthInsurance).toBeNull()
    const facility = await one('health', 'facilities', { code: row.firstCareFacilityCode })
    expect(person.healthInsurance).toMatchObject({
      validTo: row?.validTo,
      benefitLevel: row?.benefitLevel,
      firstCareFacility: { name: facility?.name },
    })
  })

  test('health: encounters and vaccinations', async () => {
    const encounters = await rows('health', 'encounters', { personalId })
    expect(person.encounters.totalCount).toBe(encounters.length)
    expect(person.encounters.nodes.map(({ date }: { date: string }) => date)).toEqual(
      encounters.slice(0, 3).map(({ date }) => date),
    )
    expect(person.vaccinations.totalCount).toBe((await rows('health', 'vaccinations', { personalId })).length)
  })

  test('social protection: benefits of the person, poverty of the household', async () => {
    const benefits = await rows('social-protection', 'beneficiaries', { personalId })
    expect(person.benefits.nodes).toEqual(
      benefits.slice(0, 3).map(({ programme, monthlyAmount }) => ({ programme, monthlyAmount })),
    )
    const row = await one('residence', 'residents', { personalId })
    const poverty = await rows('social-protection', 'poorHouseholds', { householdCode: row?.householdCode })
    expect(person.household.povertyRecords.map(({ year }: { year: number }) => year).sort()).toEqual(
      poverty.map(({ year }) => year).sort(),
    )
  })
})

test('fifty dossiers in a row equal fifty asked at once: no answer takes a record of another', async () => {
  const { data } = await hub.ask('{ residents(first: 50, orderBy: fullName) { nodes { personalId } } }')
  const ids: string[] = data.residents.nodes.map((node: { personalId: string }) => node.personalId)
  const inTurn = []
  for (const id of ids) inTurn.push(await hub.ask(query, { personalId: id }))
  const atOnce = await Promise.all(ids.map((id) => hub.ask(query, { personalId: id })))
  expect(atOnce).toEqual(inTurn)
})
