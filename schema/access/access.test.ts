import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { openAccess } from './access.ts'
import { accessCache } from './access-cache.ts'
import { type Asking, decide } from './decide.ts'
import { type Asked, askingOf, granted, now, smallRules } from './fixtures/small-province.ts'
import { ruleOf } from './rules.ts'
import { anonymous } from './viewer.ts'

const rules = [...smallRules.types.values()].flatMap(({ fields }) => [...fields.values()])
const everyDecision = (asking: Asking) =>
  rules.flatMap((rule) =>
    (['ANY', 'LOOKUP', 'SUBJECT'] as const).flatMap((route) =>
      [null, 'land'].map((lead) => decide(rule, route, lead, asking)),
    ),
  )
const keyOf = (asked: Asked) => openAccess(askingOf(asked)).key
const iso = (afterMs: number) => new Date(now.getTime() + afterMs).toISOString()

/** Texts that a key made by joining would confuse. */
const text = fc.constantFrom('', 'a', 'b', 'a,b', 'a","b', '"a"', 'null', 'a\nb', '[]', 'a b', 'undefined')
const asked: fc.Arbitrary<Asked> = fc.record({
  viewer: fc.record({
    identity: fc.constantFrom(null, 'one', 'two'),
    agency: fc.oneof(fc.constant(null), text),
    app: fc.oneof(fc.constant(null), text),
    databases: fc.array(fc.oneof(text, fc.constantFrom('land', 'residence')), { maxLength: 2 }),
    roles: fc.array(text, { maxLength: 2 }),
    personalId: fc.constantFrom(null, '052085000001'),
  }),
  purpose: fc.constantFrom(null, 'x', 'LAND_ADMINISTRATION', 'HEALTH_CARE'),
  grants: fc.oneof(
    fc.constant(null),
    fc.array(
      fc
        .tuple(text, fc.nat(2), fc.constantFrom(iso(-1), iso(0), iso(1)), fc.constantFrom(null, [], [iso(0)], [iso(1)]))
        .map(([agency, version, validTo, consents]) =>
          granted('Person.fullName Query.person', {
            agency,
            version,
            validTo,
            subjects: consents?.map((until) => ({ personalId: 'p', validTo: until })) ?? null,
          }),
        ),
      { maxLength: 2 },
    ),
  ),
})

describe('the key of a decision set', () => {
  test('is equal only for askings that are decided alike', () => {
    fc.assert(
      fc.property(asked, asked, (one, other) => {
        const [a, b] = [askingOf(one), askingOf(other)]
        if (openAccess(a).key === openAccess(b).key) expect(everyDecision(a)).toEqual(everyDecision(b))
      }),
    )
  })

  // GHSA-hx78-272p-mqqh: a key that two callers share hands one the decisions of the other.
  test.each([
    ['a comma in an agency', { viewer: { agency: 'a,b', app: null } }, { viewer: { agency: 'a', app: 'b' } }],
    ['two applications', { viewer: { app: 'a' } }, { viewer: { app: 'b' } }],
    ['quotes', { viewer: { agency: 'a","b' } }, { viewer: { agency: 'a', app: 'b' } }],
    ['no agency, and one named null', { viewer: { agency: null } }, { viewer: { agency: 'null' } }],
    ['no agency, and an empty one', { viewer: { agency: null } }, { viewer: { agency: '' } }],
    ['two databases, and one with a comma', { viewer: { databases: ['a', 'b'] } }, { viewer: { databases: ['a,b'] } }],
    ['a database, and a role of that name', { viewer: { databases: ['a'] } }, { viewer: { roles: ['a'] } }],
    ['no purpose, and one that is none', { purpose: null }, { purpose: 'x' }],
    ['two purposes', { purpose: 'HEALTH_CARE' }, { purpose: 'LAND_ADMINISTRATION' }],
    ['a stranger, and an officer', { viewer: anonymous }, {}],
    ['no identity, and one, in one agency', { viewer: { identity: null } }, {}],
    ['two roles', { viewer: { roles: ['a'] } }, { viewer: { roles: ['b'] } }],
    ['no lease, and an empty book', { grants: null }, { grants: [] }],
    ['a new version of a grant', { grants: [granted('')] }, { grants: [granted('', { version: 2 })] }],
    ['a grant that has ended since', { grants: [granted('')] }, { grants: [granted('')], now: new Date('2027-01-01') }],
    [
      'a consent that has ended since',
      { grants: [granted('', { subjects: [{ personalId: 'p', validTo: iso(1) }] })] },
      { grants: [granted('', { subjects: [{ personalId: 'p', validTo: iso(1) }] })], now: new Date(iso(1)) },
    ],
  ] as readonly [string, Asked, Asked][])('tells apart: %s', (_name, one, other) => {
    expect(keyOf(one)).not.toBe(keyOf(other))
  })

  test('is the same in whatever order databases and roles come', () => {
    const keyFor = (databases: string[], roles: string[]) => keyOf({ viewer: { databases, roles } })
    expect(keyFor(['b', 'a'], ['d', 'c'])).toBe(keyFor(['a', 'b'], ['c', 'd']))
  })

  test('says nothing of the person whose own record it is, nor of the name in the token', () => {
    const viewer = { identity: 'a', personalId: '052085000001', taxCode: '4100000001' }
    expect(keyOf({ viewer })).toBe(keyOf({ viewer: { identity: 'b', personalId: '052085000002' } }))
    expect(keyOf({ viewer })).not.toContain('052085000001')
  })
})

describe('decisions made once', () => {
  test('are those that are made each time', () => {
    fc.assert(
      fc.property(asked, (one) => {
        const access = openAccess(askingOf(one))
        for (const lead of [null, 'land', 'residence']) {
          for (const route of ['ANY', 'LOOKUP', 'SUBJECT'] as const) {
            for (const rule of rules)
              expect(access.decide(rule, route, lead)).toEqual(decide(rule, route, lead, access.asking))
          }
        }
      }),
      { numRuns: 40 },
    )
  })

  test('of a key in a database’s own records are not those of the key elsewhere, whichever came first', () => {
    const key = ruleOf(smallRules, 'Person', 'personalId')
    for (const leads of [
      ['land', 'residence', null],
      [null, 'residence', 'land'],
    ]) {
      const access = openAccess(askingOf({ viewer: { databases: ['land'] } }))
      const opened = leads.map((lead) => access.decide(key, 'ANY', lead).allowed)
      expect(opened).toEqual(leads.map((lead) => lead === 'land'))
    }
  })

  test('are made no second time', () => {
    const access = openAccess(askingOf({ grants: [granted('Person.fullName')] }))
    const name = ruleOf(smallRules, 'Person', 'fullName')
    expect(access.decide(name, 'ANY', null)).toBe(access.decide(name, 'ANY', 'land'))
  })

  test('hold until the next grant or consent begins or ends', () => {
    const until = (...grants: Parameters<typeof granted>[1][]) =>
      openAccess(askingOf({ grants: grants.map((changes) => granted('', changes)) })).validUntil
    expect(until()).toBe(Number.POSITIVE_INFINITY)
    expect(until({})).toBe(Date.parse('2027-01-01T00:00:00Z'))
    expect(until({}, { validFrom: iso(9) })).toBe(Date.parse(iso(9)))
    expect(until({ subjects: [{ personalId: 'p', validTo: iso(5) }] }, { validTo: iso(7) })).toBe(Date.parse(iso(5)))
    expect(until({ validTo: iso(0) })).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('the cache', () => {
  test('never hands one caller what was decided for another', () => {
    const accessOf = accessCache(5)
    fc.assert(
      fc.property(asked, (one) => {
        const asking = askingOf(one)
        expect(everyDecision(accessOf(asking).asking)).toEqual(everyDecision(asking))
      }),
      { numRuns: 500 },
    )
  })

  test('keeps for the same book, and lets go with a new one, with an end and with a clock that goes back', () => {
    const accessOf = accessCache(5)
    const asking = askingOf({ grants: [granted('Person.fullName', { validTo: iso(10) })] })
    const kept = accessOf(asking)
    expect(accessOf({ ...asking, now: new Date(iso(9)) })).toBe(kept)
    expect(accessOf({ ...asking, now: new Date(iso(10)) })).not.toBe(kept)
    expect(accessOf(asking)).not.toBe(kept)
    const again = accessOf(asking)
    expect(accessOf({ ...asking, now: new Date(iso(-1)) })).not.toBe(again)
    const former = accessOf(asking)
    expect(accessOf({ ...asking, roles: [...asking.roles] })).not.toBe(former)
    const last = accessOf(asking)
    expect(accessOf({ ...asking, book: asking.book && { ...asking.book } })).not.toBe(last)
  })

  test('knows a stranger from an officer who is like one in everything else', () => {
    const accessOf = accessCache(5)
    const officer = accessOf(askingOf())
    expect(accessOf({ ...officer.asking, viewer: { ...officer.asking.viewer, identity: null } })).not.toBe(officer)
  })

  test('makes room by letting go of the caller that has not asked for longest', () => {
    const accessOf = accessCache(2)
    const [a, b, c] = ['a', 'b', 'c'].map((agency) => askingOf({ viewer: { agency } })) as [Asking, Asking, Asking]
    const [first, second] = [accessOf(a), accessOf(b)]
    expect(accessOf(a)).toBe(first)
    accessOf(c)
    expect(accessOf(a)).toBe(first)
    expect(accessOf(b)).not.toBe(second)
  })
})
