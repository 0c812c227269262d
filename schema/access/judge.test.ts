import { describe, expect, test } from '@jest/globals'
import { parse, print } from 'graphql'
import { granted, judged, refused } from './fixtures/small-province.ts'
import { fillHoles } from './holes.ts'
import type { Position } from './judge.ts'

const persons = granted('Query.person Query.persons Person.fullName Person.household Household.size')
const asked = { grants: [persons] }

/** The rewritten document, on one line. */
const rewritten = (text: string, given: Parameters<typeof judged>[1] = asked) =>
  print(judged(text, given).document).replace(/\s+/g, ' ')

describe('a refused position', () => {
  test('is told with its class and reason; what is allowed beside it stays, arguments and all', () => {
    const { refusals, document } = judged('{ person(personalId: "1") { fullName religion } }', asked)
    const entry = { coordinate: 'Person.religion', class: 'SENSITIVE', basis: 'B', reason: 'NO_GRANT' }
    expect(refusals).toEqual([{ ...entry, suspension: null, via: null }])
    expect(print(document)).toContain(
      'person(personalId: "1") {\n    fullName\n    __refused_religion: __typename\n  }',
    )
  })

  test.each([
    ['twice under two names', '{ person(personalId: "1") { a: religion b: religion } }'],
    ['twice under one', '{ person(personalId: "1") { religion religion } }'],
    ['through a fragment', '{ person(personalId: "1") { ...f } } fragment f on Person { religion }'],
    ['through an inline fragment', '{ person(personalId: "1") { ... { ... on Person { religion } } } }'],
    [
      'through nested fragments',
      '{ ...q } fragment q on Query { person(personalId: "1") { ...f } } fragment f on Person { religion }',
    ],
    [
      'with a literal condition',
      '{ person(personalId: "1") { religion @include(if: true) a: religion @skip(if: false) } }',
    ],
    ['with a condition by variable', 'query ($x: Boolean!) { person(personalId: "1") { religion @include(if: $x) } }'],
    ['in a list, through a connection', '{ persons { nodes { religion } } }'],
    ['in several places', '{ a: person(personalId: "1") { religion } persons { nodes { religion } } }'],
  ])('is one entry: %s', (_name, text) => expect(refused(text, asked)).toEqual(['Person.religion']))

  test('hides what stands below it, and entries come in the order of the document', () => {
    const text =
      '{ parcels { nodes { name owner { religion } } } person(personalId: "1") { note band religion parents { note } } }'
    expect(refused(text, asked)).toEqual([
      'Query.parcels',
      'Person.note',
      'Person.band',
      'Person.religion',
      'Person.parents',
    ])
  })

  test('of the root leaves the document; where nothing is left, nothing is carried out', () => {
    expect(rewritten('{ a: parcels { totalCount } person(personalId: "1") { fullName } }')).toBe(
      '{ person(personalId: "1") { fullName } }',
    )
    expect(judged('{ parcels { totalCount } ...f } fragment f on Query { parcels { totalCount } }', asked).empty).toBe(
      true,
    )
    expect(judged('{ person(personalId: "1") { religion } }', asked).empty).toBe(false)
  })

  test('of a mutation is the mutation itself: it is never carried out', () => {
    const text = 'mutation { suspend(id: "1") { id note } }'
    expect(judged(text)).toMatchObject({ empty: true, refusals: [{ coordinate: 'Mutation.suspend' }] })
    const { empty, refusals } = judged(text, { grants: [granted('Mutation.suspend')] })
    expect([empty, refusals.map(({ coordinate }) => coordinate)]).toEqual([false, ['Suspended.note']])
  })

  test('may be anything that the schema does not classify, or does not have', () => {
    const viewer = { databases: ['register', 'residence', 'land', 'hub'] }
    expect(refused('{ person(personalId: "1") { note } unknown }', { viewer })).toEqual([
      'Person.note',
      'Query.unknown',
    ])
  })
})

describe('an operation that is allowed', () => {
  const text =
    'query q($x: Boolean = true) { ...f @include(if: $x) } fragment f on Query { person(personalId: "1") { __typename fullName } }'
  test('is the caller’s own document', () => {
    const document = parse(text)
    const made = judged(text, asked, { document })
    expect(made.document).toBe(document)
    expect(made).toMatchObject({ changed: false, refusals: [], cuts: [], rootHoles: [] })
  })

  test('names what was asked and answered, the grants that opened it, and the strictest class', () => {
    const special = granted('Person.religion', { id: 'h', version: 3 })
    const made = judged('{ person(personalId: "1") { fullName religion note } unit(code: "1") { name } }', {
      grants: [persons, special],
    })
    const answered = ['Query.person', 'Person.fullName', 'Person.religion', 'Query.unit', 'Unit.name']
    expect(made).toMatchObject({ answered, grants: ['g/1', 'h/3'], strictest: 'SENSITIVE' })
    expect(made.asked).toEqual([...answered.slice(0, 3), 'Person.note', ...answered.slice(3)])
  })

  test('is told with the limits of its rows, each coordinate once', () => {
    const units = new Set(['u'])
    const made = judged('{ a: person(personalId: "1") { fullName } b: person(personalId: "2") { fullName } }', {
      grants: [granted('Query.person Person.fullName', { units })],
    })
    const limit = [{ units, subjects: null, agency: null }]
    expect(made.limits).toEqual([
      { coordinate: 'Query.person', limit },
      { coordinate: 'Person.fullName', limit },
    ])
    expect(made.changed).toBe(false)
  })
})

describe('an abstract type', () => {
  const open = granted('Person.personalId Person.fullName')
  test('asks for the field of each type that stands behind an interface', () => {
    expect(refused('{ things { name } }')).toEqual(['Parcel.name'])
    expect(refused('{ things { name } }', { grants: [granted('Parcel.name')] })).toEqual([])
    expect(refused('{ things { ... on Firm { name turnover } ... on Parcel { name } } }')).toEqual([
      'Firm.turnover',
      'Parcel.name',
    ])
  })

  test('gives a record the same decision, whether it is reached as itself, by an interface or by a union', () => {
    expect(refused('{ parcel(parcelId: "1") { name ... on Thing { name } } }')).toEqual(['Parcel.name'])
    expect(
      refused('{ holders { ... on Person { fullName religion } ... on Firm { name } } }', { grants: [open] }),
    ).toEqual(['Person.religion'])
    expect(refused('{ holders { ... on Holder { ... on Person { religion } } } }', { grants: [open] })).toEqual([
      'Person.religion',
    ])
  })
})

describe('a computed field', () => {
  const text = '{ person(personalId: "1") { band } }'
  const base = 'Query.person Person.band'
  test('is refused with each thing that it is computed from and that may not be read', () => {
    const { refusals } = judged(text, { grants: [granted(base)] })
    expect(refusals.map(({ coordinate, via }) => [coordinate, via])).toEqual([
      ['Person.religion', 'Person.band(@requires)'],
      ['Person.firm', 'Person.band(@requires)'],
      ['Firm.turnover', 'Person.band(@requires)'],
    ])
    expect(refused(text, { grants: [granted(`${base} Person.religion Person.firm`)] })).toEqual(['Firm.turnover'])
    expect(refused(text, { grants: [granted(`${base} Person.religion Person.firm Firm.turnover`)] })).toEqual([])
  })

  test('of the caller’s own record reads of others no more than anybody may', () => {
    expect(refused('{ viewer { person { religion firm { name } band } } }')).toEqual(['Firm.turnover'])
  })
})

describe('the nulls of an answer', () => {
  const filled = (text: string, data: Record<string, unknown>, variables = {}) =>
    JSON.stringify(fillHoles(data, judged(text, asked), variables))

  test('stand where the refused fields were asked, in the order of the document', () => {
    const text =
      '{ a: parcels { totalCount } person(personalId: "1") { religion fullName r: religion } myself: viewer { identity } things { name } }'
    const data = {
      person: { __refused_religion: 'Person', fullName: 'An', __refused_r: 'Person' },
      myself: { identity: 'x' },
      things: [{ __refused_name: 'Firm' }],
    }
    expect(filled(text, data)).toBe(
      '{"a":null,"person":{"religion":null,"fullName":"An","r":null},"myself":{"identity":"x"},"things":[{"name":null}]}',
    )
  })

  test('of the root stand among its fields, whatever the names below them', () => {
    const text =
      '{ a: viewer { z: identity } y: parcels { totalCount } x: parcels @skip(if: true) { totalCount } z: viewer { identity } }'
    const data = fillHoles({ a: { z: 'x' }, z: { identity: 'x' } }, judged(text, asked), {})
    expect(Object.keys(data)).toEqual(['a', 'y', 'z'])
  })

  test('are not made of a record that is not there', () => {
    const text = '{ person(personalId: "1") { religion household { code } } }'
    expect(filled(text, { person: null })).toBe('{"person":null}')
    expect(filled(text, { person: { __refused_religion: 'Person', household: null } })).toBe(
      '{"person":{"religion":null,"household":null}}',
    )
  })

  test.each([
    [{ x: true }, '{"p":null,"parcels":null,"viewer":null}'],
    [{ x: false }, '{"parcels":null,"viewer":null}'],
    [{}, '{"parcels":null,"viewer":null}'],
  ])('of the root follow what was skipped: %j', (variables, expected) => {
    const text =
      'query ($x: Boolean) { p: parcels @include(if: $x) { totalCount } ... @skip(if: $x) { parcels { totalCount } } parcels @include(if: true) { totalCount } gone: parcels @skip(if: true) { totalCount } viewer { identity } }'
    expect(filled(text, { viewer: null }, variables)).toBe(expected)
  })

  test('are told whatever was skipped: a refusal depends on no value', () => {
    expect(refused('{ person(personalId: "1") { religion @skip(if: true) } }', asked)).toEqual(['Person.religion'])
  })

  test('keep a name of the caller that other objects inherit', () => {
    const text =
      '{ __proto__: parcels { totalCount } constructor: person(personalId: "1") { __proto__: fullName religion } }'
    const inner = JSON.parse('{"__proto__":"An","__refused_religion":"Person"}')
    expect(filled(text, { constructor: inner })).toBe(
      '{"__proto__":null,"constructor":{"__proto__":"An","religion":null}}',
    )
  })
})

test('a preview hears of every position, allowed or not, in order', () => {
  const heard: Position[] = []
  judged('{ p: person(personalId: "1") { religion name: fullName } }', asked, {
    onPosition: (one) => void heard.push(one),
  })
  expect(heard.map(({ path, rule, decision }) => [path, rule.coordinate, decision.allowed])).toEqual([
    ['p', 'Query.person', true],
    ['p.religion', 'Person.religion', false],
    ['p.name', 'Person.fullName', true],
  ])
})
