import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Grant } from '../../../schema/access/grant.ts'
import { limits } from '../../../schema/limits.ts'
import { GrantRefused, grantFaults, plainGrant } from './check-grant.ts'
import { breach, sampleGrant } from './fixtures/sample-grant.ts'

const fieldsAtFault = (value: unknown) => grantFaults(value).map(({ field }) => field)
const changed = (change: Readonly<Record<string, unknown>>) => ({ ...sampleGrant(), ...change })
const consent = { personalId: '052099000001', validTo: '2027-01-01T00:00:00+07:00' }

describe('a grant is taken', () => {
  test.each<[string, Partial<Grant>]>([
    ['as it is', {}],
    ['for every application of the agency', { app: null }],
    ['with a territory', { territory: ['52@2025-07-01', '64@'] }],
    ['with consents', { subjects: [consent] }],
    ['that needs consents of which there is none', { subjects: [] }],
    ['that stands still', { state: 'SUSPENDED', suspension: breach }],
    [
      'that stands still until an instant',
      { state: 'SUSPENDED', suspension: { ...breach, until: '2026-02-01T00:00Z' } },
    ],
    ['that has ended', { state: 'ENDED' }],
  ])('%s', (_, change) => {
    expect(grantFaults(sampleGrant(change))).toEqual([])
  })
})

describe('no grant is', () => {
  test.each<[keyof Grant, unknown]>([
    ['id', ''],
    ['id', 'a/1'],
    ['id', '__proto__'],
    ['version', 0],
    ['version', 1.5],
    ['version', '1'],
    ['agency', 'gli-bhxh'],
    ['agency', 'GLI BHXH'],
    ['agency', ['GLI']],
    ['app', ''],
    ['app', undefined],
    ['mode', 'default'],
    ['mode', 'OPEN'],
    ['service', 'residence'],
    ['service', 'residence/*'],
    ['coordinates', []],
    ['coordinates', 'Person.fullName'],
    ['coordinates', ['Person']],
    ['coordinates', ['Person.*']],
    ['coordinates', ['*.fullName']],
    ['coordinates', ['Person.fullName ']],
    ['coordinates', ['Person.full.name']],
    ['coordinates', ['Person.__typename']],
    ['coordinates', ['Person.fullName', 'Person.fullName']],
    ['coordinates', [{ $ne: null }]],
    ['coordinates', Array.from({ length: limits.coordinatesPerGrant + 1 }, (_, index) => `Person.f${index}`)],
    ['purpose', ''],
    ['purpose', 'insurance'],
    ['purpose', 'INSURANCE\n'],
    ['purpose', 'ＩＮＳＵＲＡＮＣＥ'],
    ['legalBasis', ''],
    ['legalBasis', ' '],
    ['legalBasis', 'Luật\n41'],
    ['legalBasis', 'Luật'.normalize('NFD')],
    ['territory', []],
    ['territory', ['52']],
    ['territory', ['99@2025-07-01']],
    ['territory', ['52@2025-07-01', '52@2025-07-01']],
    ['territory', '52@2025-07-01'],
    ['subjects', ['052099000001']],
    ['subjects', [{ personalId: '052099000001' }]],
    ['subjects', [{ ...consent, personalId: 52099000001 }]],
    ['subjects', [{ ...consent, validTo: '2027-01-01' }]],
    ['subjects', [{ ...consent, purpose: 'X' }]],
    ['subjects', [consent, consent]],
    ['validFrom', '2025-01-01'],
    ['validFrom', '2025-01-01T00:00:00'],
    ['validFrom', '2025-02-30T00:00:00Z'],
    ['validFrom', '2025-01-01T25:00:00Z'],
    ['validFrom', new Date(0)],
    ['validTo', sampleGrant().validFrom],
    ['validTo', '2024-12-31T16:59:59Z'],
    ['validTo', null],
    ['state', 'PAUSED'],
    ['state', null],
    ['suspension', breach],
    ['suspension', undefined],
  ])('one whose %s is %j', (field, value) => {
    expect(fieldsAtFault(changed({ [field]: value }))).toContain(field)
  })

  test.each([
    ['no ground', { ...breach, ground: 'MOOD' }],
    ['no contact', { ...breach, contact: '' }],
    ['a date alone', { ...breach, until: '2026-02-01' }],
    ['more than that', { ...breach, note: 'x' }],
    ['nothing', null],
  ])('one that is suspended with %s', (_, suspension) => {
    expect(fieldsAtFault(changed({ state: 'SUSPENDED', suspension }))).toEqual(['suspension'])
  })

  test.each(Object.keys(sampleGrant()))('one without %s: nothing is taken for granted', (field) => {
    const { [field as 'app']: _, ...rest } = sampleGrant()
    expect(fieldsAtFault(rest)).toEqual([field])
  })

  test('anything that is no object', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(grantFaults(value).length).toBeGreaterThan(0)
      }),
    )
  })
})

describe('a fault', () => {
  test('names the grant and the field, and says what is wanted in both languages, never what was there', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(sampleGrant()) as (keyof Grant)[]).filter((field) => field !== 'id')),
        fc.stringMatching(/^#[a-z]{12}$/),
        (field, canary) => {
          const faults = grantFaults(changed({ [field]: `${canary}\n` }))
          expect(faults).toContainEqual(expect.objectContaining({ id: sampleGrant().id, field }))
          const { message } = new GrantRefused(faults)
          expect(message).toContain(`${sampleGrant().id}.${field}: cần `)
          expect(message).toContain(' — takes ')
          expect(message).not.toContain(canary)
        },
      ),
    )
  })

  test('of a grant without a usable id names its place', () => {
    expect(grantFaults(changed({ id: '<script>' }), 3)).toMatchObject([{ id: '[3]', field: 'id' }])
  })
})

test('equal grants have equal text, whatever the order of their fields', () => {
  const turned = Object.fromEntries(Object.entries(sampleGrant()).reverse()) as unknown as Grant
  expect(JSON.stringify(plainGrant(turned))).toBe(JSON.stringify(plainGrant(sampleGrant())))
})
