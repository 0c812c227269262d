import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { buildSchema, parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql'
import type { Grant } from '../../schema/access/grant.ts'
import { accessOf } from '../../schema/lint/sdl/access-of.ts'
import { documentFields } from '../../schema/lint/sdl/document-fields.ts'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { discoverAgencies } from '../../subgraphs/_kit/discover.ts'
import { grantFaults } from '../../subgraphs/_kit/grants/check-grant.ts'
import { readPurposes } from '../law/purposes.ts'
import { readRoles } from '../law/roles.ts'
import { makeChunk } from '../population/chunk.ts'
import { makeProvince } from '../population/province.ts'
import { readAgencies } from '../reference/agencies.ts'
import { isValidAt, unitsById } from '../reference/units.ts'
import { demoGrants } from './grants.ts'
import { demoIdentities } from './identities.ts'
import { demoSetting } from './setting.ts'

const agencies = await discoverAgencies()
const today = '2026-03-02'
const population = { persons: 2_000, seed: 'test' }
const setting = demoSetting({ population, agencies, today })
const identities = demoIdentities(setting)
const grants = demoGrants(setting)
const identity = (name: string) => {
  const found = identities.find((entry) => entry.identity === name)
  if (!found) throw new Error(`no identity ${name}`)
  return found
}
const grantsOf = (name: string) => {
  const { agency, app } = identity(name)
  return grants.filter((grant) => grant.agency === agency && (grant.app === null || grant.app === app))
}

/** Coordinate → class and the databases that declare it, from the SDL of the agencies. */
const declared = new Map<string, { class: string; in: string[] }>()
for (const { folder, typeDefs } of agencies) {
  for (const { coordinate, field } of documentFields(parse(typeDefs))) {
    const known = declared.get(coordinate) ?? { class: accessOf(field)?.class ?? 'UNCLASSIFIED', in: [] }
    known.in.push(folder)
    declared.set(coordinate, known)
  }
}

describe('the identities', () => {
  test('are those that the contract names, each once', () => {
    expect(identities.map((entry) => entry.identity)).toEqual([
      ...['citizen', 'firm', 'health-officer', 'land-officer', 'justice-officer', 'insurance-app'],
      ...['unlisted-agency', 'executive', 'coordinator', 'inspector', 'approver'],
    ])
  })

  test('act for agencies in force on the day, and hold databases that those keep', () => {
    const inForce = new Set(readAgencies().flatMap((agency) => (isValidAt(agency, today) ? [agency.code] : [])))
    for (const { agency, databases } of identities) {
      if (agency !== null) expect(inForce.has(agency)).toBe(true)
      for (const database of databases) expect(setting.departmentOf(database)).toBe(agency)
    }
    expect(identities.map(({ databases }) => databases.join()).filter(Boolean)).toEqual([
      ...['health', 'land', 'civil-status', 'social-insurance'],
    ])
  })

  test('have the roles of the law, and record values are read by no role of an office', () => {
    const known = new Set(readRoles().map(({ role }) => role))
    for (const role of identities.flatMap(({ roles }) => roles)) expect(known.has(role)).toBe(true)
    expect(identity('inspector').roles).toEqual(['inspector'])
    expect(identity('health-officer').roles).toEqual(['officer'])
  })

  test('unlisted-agency is a real department without database, role and grant', () => {
    const { agency, databases, roles } = identity('unlisted-agency')
    expect(readAgencies().find(({ code }) => code === agency)?.kind).toBe('department')
    expect([databases, roles, grantsOf('unlisted-agency')]).toEqual([[], [], []])
  })

  test.each(['citizen', 'firm', 'executive', 'coordinator', 'inspector', 'approver'])(
    '%s has no grant and no database',
    (name) => {
      expect([grantsOf(name), identity(name).databases]).toEqual([[], []])
    },
  )

  test('follow the agencies: before the province was joined they act for those of then', () => {
    const before = demoSetting({ population, agencies, today: '2025-06-30' })
    const then = demoIdentities(before)
    expect(then.map(({ agency }) => agency).filter((agency) => agency?.startsWith('GLI'))).toEqual([])
    expect(new Set(demoGrants(before).map(({ agency }) => agency))).toEqual(
      new Set(['BDH-SYT', 'BDH-SNNMT', 'BDH-STP', 'BDH-BHXH']),
    )
  })
})

describe('citizen and firm', () => {
  const chunk = makeChunk(makeProvince(population), 0)

  test('are a living adult with a value in every class of field, and a firm at work', () => {
    const person = chunk.personById.get(identity('citizen').personalId ?? '')
    expect(person?.dateOfDeath).toBeNull()
    expect(person && person.dateOfBirth < '2008-01-01').toBe(true)
    for (const value of [person?.ethnicity, person?.religion, person?.address, person?.householdCode])
      expect(value).toBeTruthy()
    expect(chunk.firms.find(({ taxCode }) => taxCode === identity('firm').taxCode)?.status).toBe('ACTIVE')
  })

  test('the citizen has a vehicle and a parcel', () => {
    const id = identity('citizen').personalId
    const naming = agencies.flatMap(({ seed }) =>
      [...seed.documents(chunk)].filter(({ document }) => Object.values(document).flat().includes(id)),
    )
    const kinds = new Set(naming.map(({ collection }) => collection))
    expect([...kinds]).toEqual(expect.arrayContaining(['residents', 'vehicles', 'parcelOwners']))
  })

  test.each([1, 3, 40, 300])('are found in a population of %i too, as far as there are any', (persons) => {
    const small = demoSetting({ population: { persons, seed: 'x' }, agencies, today })
    expect(small.citizen.personalId).toMatch(/^\d{12}$/)
    expect(demoIdentities(small)).toHaveLength(identities.length)
  })

  test('are the same each time', () => {
    expect(demoIdentities(demoSetting({ population, agencies, today }))).toEqual(identities)
    expect(demoGrants(demoSetting({ population, agencies, today }))).toEqual(grants)
  })
})

describe('each grant', () => {
  test('bears its own name, once', () => {
    expect(new Set(grants.map(({ id }) => id)).size).toBe(grants.length)
  })

  test.each(grants.map((grant) => [grant.id, grant] as const))('%s can be decided by', (_id, grant) => {
    expect(grantFaults(grant)).toEqual([])
    expect(readPurposes().has(grant.purpose)).toBe(true)
    expect(grant.version).toBe(1)
    expect(grant.validFrom < grant.validTo).toBe(true)
    for (const day of [grant.validFrom, grant.validTo]) expect(new Date(day).toISOString()).toBe(day)
    for (const unit of grant.territory ?? []) expect(unitsById().has(unit)).toBe(true)
    expect(grant.state === 'SUSPENDED').toBe(grant.suspension !== null)
    expect(new Set(grant.coordinates).size).toBe(grant.coordinates.length)
    const [database] = grant.service.split('/')
    for (const coordinate of grant.coordinates) {
      const field = declared.get(coordinate)
      expect([coordinate, field?.class]).toEqual([
        coordinate,
        expect.stringMatching(/LOOKUP|SHARED|RESTRICTED|SENSITIVE/),
      ])
      if (grant.mode === 'DEFAULT') expect(field?.class).toMatch(/LOOKUP|SHARED/)
      // The roots of the master register lead to every record of a person, whoever supplies it.
      if (!/^Query\.persons?$/.test(coordinate)) expect(field?.in).toContain(database)
    }
  })
})

describe('what the officers may read', () => {
  const byId = (id: string) => grants.find((grant) => grant.id === id) as Grant

  test('health: the first grant opens a restricted field in the whole province, none opens ethnicity or religion', () => {
    const [first, ...others] = grantsOf('health-officer') as [Grant, ...Grant[]]
    expect(first).toMatchObject({ mode: 'SPECIAL', territory: null, subjects: null, state: 'ACTIVE', app: null })
    expect(first.coordinates).toEqual(
      expect.arrayContaining(['Query.person', 'Query.persons', 'Person.permanentAddress']),
    )
    expect(declared.get('Person.permanentAddress')?.class).toBe('RESTRICTED')
    const closed = [first, ...others].flatMap(({ coordinates }) => coordinates)
    for (const field of ['Person.ethnicity', 'Person.religion']) expect(closed).not.toContain(field)
  })

  test('land: one commune, that of the citizen', () => {
    expect(grantsOf('land-officer')).toMatchObject([{ mode: 'DEFAULT', territory: [setting.citizen.unitId] }])
  })

  test('justice: each way in which a grant does not open can be seen at a person that can be read', () => {
    expect(grantsOf('justice-officer').map(({ id }) => id)).toHaveLength(4)
    expect(byId('demo-justice-02-consent').subjects).toEqual([])
    expect(byId('demo-justice-03-suspended').suspension?.ground).toBe('MAINTENANCE')
    expect(byId('demo-justice-04-ended')).toMatchObject({ state: 'ENDED' })
    expect(byId('demo-justice-04-ended').validTo < '2026-03-02').toBe(true)
    expect(byId('demo-justice-01').coordinates).toContain('Query.person')
  })
})

describe('insurance-app', () => {
  const supergraph = buildSchema(readFileSync(join(repositoryRoot, 'schema/supergraph.graphql'), 'utf8'), {
    assumeValid: true,
  })
  const folder = join(repositoryRoot, 'test/bench/operations')
  const operations = readdirSync(folder).filter((name) => name.endsWith('.graphql'))

  test.each(operations)('holds a grant in force for every field above OPEN that %s asks', (name) => {
    const beside = JSON.parse(readFileSync(join(folder, name.replace('.graphql', '.json')), 'utf8'))
    expect([beside.identity, beside.purpose]).toEqual(['insurance-app', 'INSURANCE_ADMINISTRATION'])
    const covering = grantsOf('insurance-app').filter(
      (grant) => grant.state === 'ACTIVE' && grant.purpose === beside.purpose,
    )
    const asked = coordinatesOf(readFileSync(join(folder, name), 'utf8')).filter((coordinate) => {
      const field = declared.get(coordinate)
      return field !== undefined && field.class !== 'OPEN'
    })
    const uncovered = asked.filter((coordinate) => {
      const special = ['RESTRICTED', 'SENSITIVE'].includes(declared.get(coordinate)?.class ?? '')
      return !covering.some(
        ({ mode, coordinates }) => coordinates.includes(coordinate) && (!special || mode === 'SPECIAL'),
      )
    })
    expect(uncovered).toEqual([])
  })

  test('holds nothing that none of the operations asks', () => {
    const asked = new Set(operations.flatMap((name) => coordinatesOf(readFileSync(join(folder, name), 'utf8'))))
    const granted = grantsOf('insurance-app').flatMap(({ coordinates }) => coordinates)
    expect(granted.filter((coordinate) => !asked.has(coordinate))).toEqual([])
  })

  function coordinatesOf(text: string): string[] {
    const info = new TypeInfo(supergraph)
    const found = new Set<string>()
    visit(
      parse(text),
      visitWithTypeInfo(info, {
        Field: ({ name }) => void found.add(`${info.getParentType()?.name}.${name.value}`),
      }),
    )
    return [...found]
  }
})
