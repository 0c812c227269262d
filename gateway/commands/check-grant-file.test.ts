import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { readRules } from '../../schema/access/read-rules.ts'
import type { AccessRules } from '../../schema/access/rules.ts'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { demoGrants } from '../../seed/demo/grants.ts'
import { demoSetting } from '../../seed/demo/setting.ts'
import { readPurposes } from '../../seed/law/purposes.ts'
import { groupBy } from '../../seed/reference/group-by.ts'
import { discoverAgencies } from '../../subgraphs/_kit/discover.ts'
import { sampleGrant } from '../../subgraphs/_kit/grants/fixtures/sample-grant.ts'
import { type GrantFileChecks, readGrantFile, unreachable } from './check-grant-file.ts'

const rules = readRules(readFileSync(join(repositoryRoot, 'schema/supergraph.graphql'), 'utf8'), {}) as AccessRules
const checks: GrantFileChecks = {
  rules,
  purposes: new Set([sampleGrant().purpose]),
  databases: new Set(['residence', 'land']),
}
const read = (value: unknown) => readGrantFile(JSON.stringify(value), checks)
const faultsOf = (value: unknown) => read(value).faults.map(({ id, field, en }) => `${id}.${field} ${en}`)

describe('a file of grants', () => {
  test('is one grant or a list of them', () => {
    const grants = [sampleGrant(), sampleGrant({ id: 'other' })]
    expect(read(grants)).toEqual({ grants, faults: [] })
    expect(read(sampleGrant())).toEqual({ grants: [sampleGrant()], faults: [] })
  })

  test('need not say what a new grant has in any case', () => {
    const { version: _v, state: _s, suspension: _u, ...written } = sampleGrant()
    expect(read([written]).grants).toMatchObject([sampleGrant()])
  })

  test.each(['', '{', '[]', '"x', '\u0000'])(
    'that is no JSON with a grant in it is refused without repeating it: %j',
    (text) => {
      const { faults } = readGrantFile(text, checks)
      expect(faults).toMatchObject([{ id: '*', field: '*' }])
    },
  )

  test.each([[1], [null], [['x']], ['text']])('that holds %j in place of a grant is refused', (value) => {
    expect(read([value]).faults.length).toBeGreaterThan(0)
  })

  test('is told every fault of every grant at once', () => {
    const faults = faultsOf([
      sampleGrant({ coordinates: ['Person.*'] }),
      sampleGrant({
        id: 'second',
        purpose: 'ANYTHING',
        service: 'tax/Person',
        coordinates: ['Person.shoeSize', 'Nobody.x'],
      }),
      sampleGrant({ id: 'third' }),
    ])
    expect(faults).toEqual([
      expect.stringMatching(/^insurance-residence\.coordinates /),
      expect.stringMatching(/^second\.purpose /),
      'second.service its database is one of land, residence',
      'second.coordinates there is no field Person.shoeSize',
      'second.coordinates there is no field Nobody.x',
    ])
  })

  test('opens by default no field that takes an agreement, and by agreement every field above OPEN', () => {
    const closed = { coordinates: ['Query.person', 'Person.ethnicity'] }
    expect(faultsOf(sampleGrant({ ...closed, mode: 'DEFAULT' }))).toHaveLength(1)
    expect(faultsOf(sampleGrant({ ...closed, mode: 'SPECIAL' }))).toEqual([])
    expect(faultsOf(sampleGrant({ coordinates: ['Query.parcel'] }))).toEqual([])
  })

  test('lists no open field, which needs no grant', () => {
    expect(faultsOf(sampleGrant({ coordinates: ['Organization.name'] }))).toEqual([
      'insurance-residence.coordinates Organization.name is OPEN and needs no grant',
    ])
  })

  test('takes the grants of the demo, every one of them', async () => {
    const agencies = await discoverAgencies()
    const population = { persons: 200, seed: 'test' }
    const grants = demoGrants(demoSetting({ population, agencies, today: '2026-03-02' }))
    const purposes = new Set(readPurposes().keys())
    const databases = new Set(agencies.map(({ folder }) => folder))
    const { faults } = readGrantFile(JSON.stringify(grants), { rules, purposes, databases })
    expect([grants.length > 5, faults]).toEqual([true, []])
    for (const together of groupBy(grants, ({ agency, app, purpose }) => `${agency} ${app} ${purpose}`).values())
      expect(unreachable(together, rules)).toEqual([])
  })
})

describe('a granted field', () => {
  const unreached = (...coordinates: string[]) => unreachable([sampleGrant({ coordinates })], rules)

  test('is reached where every closed field on some way to it is granted too', () => {
    expect(unreached('Query.person', 'Person.fullName')).toEqual([])
    expect(unreached('Person.fullName')).toEqual(['Person.fullName'])
  })

  test('is reached by the other grants of the same holder and purpose', () => {
    const grants = [['Query.person'], ['Person.fullName']].map((coordinates) => sampleGrant({ coordinates }))
    expect(unreachable(grants, rules)).toEqual([])
  })

  test('is reached through open fields and look-ups without their being granted', () => {
    expect(unreached('Parcel.geometry')).toEqual([])
  })

  test('is not reached by way of a caller’s own record', () => {
    const own = new Map(rules.types)
    const person = { ...rules.types.get('Query')?.fields.get('person'), class: 'OPEN', entersSubject: true } as never
    own.set('Query', { ...rules.types.get('Query'), fields: new Map([['me', person]]) } as never)
    expect(unreachable([sampleGrant({ coordinates: ['Person.fullName'] })], { ...rules, types: own })).toEqual([
      'Person.fullName',
    ])
  })
})
