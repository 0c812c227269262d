import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { accessClasses } from './access-class.ts'
import { decide, type Route } from './decide.ts'
import { reasons } from './decision.ts'
import { type Asked, askingOf, granted, now, purpose } from './fixtures/small-province.ts'
import type { ReadyGrant } from './grant.ts'
import { type FieldRule, unclassified } from './rules.ts'
import { anonymous } from './viewer.ts'

const field = (changes: Partial<FieldRule> = {}): FieldRule => ({
  ...unclassified('Person.fullName'),
  classified: true,
  class: 'SHARED',
  owner: 'residence',
  ...changes,
})
const decided = (rule: FieldRule, asked: Asked = {}, route: Route = 'ANY', leadOwner: string | null = null) =>
  decide(rule, route, leadOwner, askingOf(asked))
const outcome = (...given: Parameters<typeof decided>) => {
  const decision = decided(...given)
  return decision.allowed ? decision.ground : decision.reason
}
const own = (changes: Partial<ReadyGrant> = {}) => granted('Person.fullName', changes)
const consent = (validTo: string) => [{ personalId: '052085000001', validTo }]
const iso = (afterMs: number) => new Date(now.getTime() + afterMs).toISOString()

describe('a class', () => {
  const stranger = { viewer: anonymous, purpose: null }
  const owner = { viewer: { databases: ['residence'] } }
  test.each([
    ['OPEN', 'OPEN', 'OPEN', 'OPEN', 'OPEN', 'OPEN', 'OPEN'],
    ['LOOKUP', 'NO_TOKEN', 'LOOKUP', 'SUBJECT', 'OWNER', 'GRANT', 'GRANT'],
    ['SHARED', 'NO_TOKEN', 'NO_TOKEN', 'SUBJECT', 'OWNER', 'GRANT', 'GRANT'],
    ['RESTRICTED', 'NO_TOKEN', 'NO_TOKEN', 'SUBJECT', 'OWNER', 'NO_GRANT', 'GRANT'],
    ['SENSITIVE', 'NO_TOKEN', 'NO_TOKEN', 'SUBJECT', 'OWNER', 'NO_GRANT', 'GRANT'],
  ] as const)(
    '%s: a stranger, on the way of a key, the subject, the owner, a default and a special grant',
    (name, ...to) => {
      const rule = field({ class: name })
      expect([
        outcome(rule, stranger),
        outcome(rule, stranger, 'LOOKUP'),
        outcome(rule, { viewer: { identity: 'citizen', agency: null }, purpose: null }, 'SUBJECT'),
        outcome(rule, owner),
        outcome(rule, { grants: [own({ mode: 'DEFAULT' })] }),
        outcome(rule, { grants: [own()] }),
      ]).toEqual(to)
    },
  )

  test('that is closed opens on the way of a key to nobody: only LOOKUP does', () => {
    for (const name of ['SHARED', 'RESTRICTED', 'SENSITIVE'] as const)
      expect(outcome(field({ class: name }), {}, 'LOOKUP')).toBe('NO_GRANT')
  })
})

describe('the reasons', () => {
  const [ended, suspended] = [own({ state: 'ENDED' }), own({ state: 'SUSPENDED' })]
  const elsewhere = own({ purpose: 'HEALTH_CARE' })
  const unconsented = own({ subjects: [] })
  test.each([
    ['NO_TOKEN', { viewer: anonymous, purpose: null, grants: [own()] }],
    ['NO_TOKEN', { viewer: anonymous }],
    ['NO_PURPOSE', { purpose: null, grants: [own()] }],
    ['NO_PURPOSE', { purpose: null }],
    ['NO_GRANT', {}],
    ['NO_GRANT', { purpose: 'x' }],
    ['NO_GRANT', { grants: [granted('Person.sex Person Person.full Query.person')] }],
    ['NO_GRANT', { grants: [own({ agency: 'GLI-SYT' })] }],
    ['PURPOSE_MISMATCH', { grants: [elsewhere] }],
    ['PURPOSE_MISMATCH', { grants: [elsewhere, ended, suspended] }],
    ['PURPOSE_MISMATCH', { purpose: 'x', grants: [own()] }],
    ['PURPOSE_MISMATCH', { purpose: 'land_administration', grants: [own()] }],
    ['PURPOSE_MISMATCH', { purpose: 'x', viewer: { databases: ['residence'] } }],
    ['PURPOSE_MISMATCH', { purpose: 'x', viewer: { databases: ['residence'] }, grants: [ended] }],
    ['GRANT_EXPIRED', { grants: [ended] }],
    ['GRANT_EXPIRED', { grants: [ended, own({ state: 'SUSPENDED', validTo: iso(-1) })] }],
    ['SERVICE_SUSPENDED', { grants: [ended, suspended] }],
    ['CONSENT_MISSING', { grants: [unconsented, ended, suspended, elsewhere] }],
    ['CONSENT_MISSING', { grants: [own({ subjects: consent(iso(0)) })] }],
  ] as readonly [string, Asked][])('%s is told', (reason, asked) => expect(outcome(field(), asked)).toBe(reason))

  test('stand in the order of the contract', () =>
    expect(reasons).toEqual([
      ...['NO_TOKEN', 'NO_PURPOSE', 'NO_GRANT', 'PURPOSE_MISMATCH', 'GRANT_EXPIRED', 'SERVICE_SUSPENDED'],
      'CONSENT_MISSING',
    ]))

  test('one grant that opens is enough, whatever others do not', () => {
    expect(outcome(field(), { grants: [ended, suspended, elsewhere, unconsented, own()] })).toBe('GRANT')
  })

  test('a suspension tells its ground, of the grant for this purpose first', () => {
    const pause = (contact: string) => ({ ground: 'MAINTENANCE', until: null, contact }) as const
    const grants = [
      own({ id: 'a', purpose: 'HEALTH_CARE', state: 'SUSPENDED', suspension: pause('a') }),
      own({ id: 'b', state: 'SUSPENDED', suspension: pause('b') }),
    ]
    expect(decided(field(), { grants })).toEqual({
      allowed: false,
      reason: 'SERVICE_SUSPENDED',
      suspension: pause('b'),
    })
    expect(decided(field(), { grants: grants.slice(0, 1) })).toMatchObject({ suspension: pause('a') })
  })
})

describe('a grant in time', () => {
  test.each([
    ['begins at its very instant', { validFrom: iso(0) }, 'GRANT'],
    ['is none before', { validFrom: iso(1) }, 'NO_GRANT'],
    ['holds until the last instant before its end', { validTo: iso(1) }, 'GRANT'],
    ['has ended at its end', { validTo: iso(0) }, 'GRANT_EXPIRED'],
    ['ends in any offset of the clock', { validTo: '2026-03-02T08:00:00+07:00' }, 'GRANT_EXPIRED'],
    ['holds with a consent until the last instant before its end', { subjects: consent(iso(1)) }, 'GRANT'],
    ['a consent has ended at its end', { subjects: consent(iso(0)) }, 'CONSENT_MISSING'],
  ] as readonly [string, Partial<ReadyGrant>, string][])('%s', (_name, changes, expected) =>
    expect(outcome(field(), { grants: [own(changes)] })).toBe(expected),
  )
})

describe('an application', () => {
  const grants = [own({ app: 'insurance-app' })]
  test.each([
    ['insurance-app', 'GRANT'],
    ['other-app', 'NO_GRANT'],
    [null, 'NO_GRANT'],
  ])('%s of the agency: %s', (app, expected) => expect(outcome(field(), { viewer: { app }, grants })).toBe(expected))

  test('a grant of the agency serves each of its applications', () =>
    expect(outcome(field(), { viewer: { app: 'any' }, grants: [own()] })).toBe('GRANT'))
})

describe('rows', () => {
  const units = new Set(['52-001@2025-07-01'])
  test('are limited by territory and consent together, and a grant without a limit lifts all limits', () => {
    const here = own({ id: 'here', units, subjects: [...consent(iso(1)), { personalId: 'gone', validTo: iso(0) }] })
    const limit = { units, subjects: new Set(['052085000001']), agency: null }
    expect(decided(field(), { grants: [here] })).toMatchObject({ limit: [limit], grants: ['here/1'] })
    const everywhere = own({ id: 'all', version: 4 })
    expect(decided(field(), { grants: [here, everywhere] })).toMatchObject({ limit: null, grants: ['all/4'] })
  })

  test('are limited by a consent without a territory, and by a territory without one', () => {
    const byConsent = decided(field(), { grants: [own({ subjects: consent(iso(1)) })] })
    expect(byConsent).toMatchObject({ limit: [{ units: null, subjects: new Set(['052085000001']) }] })
    expect(decided(field(), { grants: [own({ units })] })).toMatchObject({ limit: [{ units, subjects: null }] })
  })

  test('of several limited grants are those of any, and each grant is named', () => {
    const grants = [own({ id: 'a', units }), own({ id: 'b', units: new Set() }), own({ id: 'c', subjects: [] })]
    const decision = decided(field(), { grants })
    expect(decision).toMatchObject({ allowed: true, grants: ['a/1', 'b/1'] })
    expect(decision.allowed && decision.limit).toHaveLength(2)
  })
})

describe('a role', () => {
  const role = (changes = {}) => ({
    role: 'inspector',
    coordinates: new Set(['Person.fullName']),
    purpose: 'INSPECTION' as string | null,
    rows: 'ALL' as 'ALL' | 'OWN_AGENCY',
    ...changes,
  })
  const viewer = { roles: ['inspector'] }
  test.each([
    ['for its purpose', { viewer, purpose: 'INSPECTION', roles: [role()] }, 'ROLE'],
    ['for another', { viewer, roles: [role()] }, 'PURPOSE_MISMATCH'],
    ['without one', { viewer, purpose: null, roles: [role()] }, 'NO_PURPOSE'],
    ['that asks for none, without one', { viewer, purpose: null, roles: [role({ purpose: null })] }, 'ROLE'],
    ['that asks for none, with any', { viewer, roles: [role({ purpose: null })] }, 'ROLE'],
    [
      'that names another coordinate',
      { viewer, purpose: 'INSPECTION', roles: [role({ coordinates: new Set() })] },
      'NO_GRANT',
    ],
    ['that the caller does not hold', { purpose: 'INSPECTION', roles: [role()] }, 'NO_GRANT'],
    [
      'of an agency, without an agency',
      { viewer: { ...viewer, agency: null }, roles: [role({ purpose: null, rows: 'OWN_AGENCY' })] },
      'NO_GRANT',
    ],
    [
      'of a stranger',
      { viewer: { ...anonymous, roles: ['inspector'] }, purpose: 'INSPECTION', roles: [role()] },
      'NO_TOKEN',
    ],
  ] as readonly [string, Asked, string][])('%s: %#', (_name, asked, expected) =>
    expect(outcome(field({ class: 'SENSITIVE' }), asked)).toBe(expected),
  )

  test('of an agency reaches its rows, and all rows where another role does', () => {
    const mine = role({ purpose: null, rows: 'OWN_AGENCY' })
    const limited = decided(field(), { viewer: { ...viewer, agency: 'A' }, roles: [mine] })
    expect(limited).toMatchObject({ limit: [{ units: null, subjects: null, agency: 'A' }] })
    expect(decided(field(), { viewer, roles: [mine, role({ purpose: null })] })).toMatchObject({ limit: null })
    expect(limited).toMatchObject({ grants: [] })
  })
})

describe('the owner', () => {
  const viewer = { databases: ['land'] }
  const key = field({ class: 'RESTRICTED', owner: 'register', isKey: true })
  test.each([
    ['needs a purpose', field({ owner: 'land' }), { viewer, purpose: null }, null, 'NO_PURPOSE'],
    ['needs a purpose of the list', field({ owner: 'land' }), { viewer, purpose: 'x' }, null, 'PURPOSE_MISMATCH'],
    ['needs no grant', field({ owner: 'land', class: 'SENSITIVE' }), { viewer }, null, 'OWNER'],
    ['of another database is none', field({ owner: 'register' }), { viewer }, 'land', 'NO_GRANT'],
    ['reads keys in its own records', key, { viewer }, 'land', 'OWNER'],
    ['reads no keys elsewhere', key, { viewer }, 'register', 'NO_GRANT'],
    ['reads no keys of records that nothing led to', key, { viewer }, null, 'NO_GRANT'],
    [
      'is nobody where none is known, even of a database without a name',
      field({ owner: null }),
      { viewer: { databases: [''] } },
      null,
      'NO_GRANT',
    ],
    [
      'is nobody of a key that nothing led to',
      { ...key, owner: null },
      { viewer: { databases: [''] } },
      null,
      'NO_GRANT',
    ],
  ] as readonly [string, FieldRule, Asked, string | null, string][])('%s', (_name, rule, asked, lead, expected) =>
    expect(outcome(rule, asked, 'ANY', lead)).toBe(expected),
  )
})

describe('without a book', () => {
  const everything: Asked = { viewer: { databases: ['residence'], personalId: '1' }, grants: null }
  test('OPEN and LOOKUP are answered and nothing else, to subject, owner and role alike', () => {
    const grounds = accessClasses.map((name) => outcome(field({ class: name }), everything, 'LOOKUP'))
    expect(grounds).toEqual(['OPEN', 'LOOKUP', 'NO_GRANT', 'NO_GRANT', 'NO_GRANT'])
    expect(outcome(field(), everything, 'SUBJECT')).toBe('NO_GRANT')
    const roles = [{ role: 'r', coordinates: new Set(['Person.fullName']), purpose: null, rows: 'ALL' as const }]
    expect(outcome(field(), { ...everything, viewer: { roles: ['r'] }, roles })).toBe('NO_GRANT')
  })

  test('the reasons that come before are still told first', () => {
    expect(outcome(field(), { grants: null, viewer: anonymous, purpose: null })).toBe('NO_TOKEN')
    expect(outcome(field(), { grants: null, purpose: null })).toBe('NO_PURPOSE')
    // The subject needs no purpose, so a missing one is not why the own record is closed.
    expect(outcome(field(), { grants: null, purpose: null }, 'SUBJECT')).toBe('NO_GRANT')
  })
})

test('what nobody has classified is closed to subject, owner and grantee alike', () => {
  const rule = { ...unclassified('Person.fullName'), owner: 'residence' }
  const asked = { viewer: { databases: ['residence'] }, grants: [own()] }
  expect((['ANY', 'LOOKUP', 'SUBJECT'] as const).map((route) => outcome(rule, asked, route))).toEqual([
    ...['NO_GRANT', 'NO_GRANT', 'NO_GRANT'],
  ])
  expect(outcome(rule, { viewer: anonymous })).toBe('NO_TOKEN')
})

test('more grants never take away what fewer open', () => {
  const grant = fc
    .record({
      state: fc.constantFrom('ACTIVE', 'SUSPENDED', 'ENDED'),
      mode: fc.constantFrom('DEFAULT', 'SPECIAL'),
      purpose: fc.constantFrom(purpose, 'HEALTH_CARE'),
      validTo: fc.constantFrom(iso(-1), iso(0), iso(1)),
      subjects: fc.constantFrom(null, [], consent(iso(1))),
    })
    .map((changes) => own(changes as Partial<ReadyGrant>))
  fc.assert(
    fc.property(fc.array(grant, { maxLength: 5 }), grant, fc.constantFrom(...accessClasses), (grants, more, name) => {
      const rule = field({ class: name })
      const before = decided(rule, { grants })
      const after = decided(rule, { grants: [...grants, more] })
      expect(before.allowed && !after.allowed).toBe(false)
      // A limit may only widen.
      if (before.allowed && before.limit === null) expect(after).toMatchObject({ limit: null })
    }),
  )
})
