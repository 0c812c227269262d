import { describe, expect, test } from '@jest/globals'
import { parse } from 'graphql'
import { limits } from '../limits.ts'
import { countLimit } from './count-limit.ts'

const times = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => part(i)).join(' ')
const refused = (text: string) => countLimit(parse(text)) !== null

const kinds: [string, number, (count: number) => string, RegExp][] = [
  ['operations', limits.operationsPerDocument, (count) => times(count, (at) => `query Q${at} { a }`), /operations/],
  [
    'operations of every kind',
    limits.operationsPerDocument,
    (count) => `${times(count - 1, (at) => `mutation M${at} { a }`)} subscription S { a }`,
    /operations/,
  ],
  [
    'fragments',
    limits.fragmentsPerDocument,
    (count) => `{ a } ${times(count, (at) => `fragment f${at} on T { a }`)}`,
    /fragments/,
  ],
  [
    'variables',
    limits.variablesPerDocument,
    (count) => `query (${times(count, (at) => `$v${at}: ID`)}) { a }`,
    /variables/,
  ],
  [
    'variables of several operations',
    limits.variablesPerDocument,
    (count) => `query A ($v: ID) { a } query B (${times(count - 1, (at) => `$v${at}: ID`)}) { a }`,
    /variables/,
  ],
  [
    'directives on fields',
    limits.directivesPerDocument,
    (count) => `{ ${times(count, (at) => `a${at} @skip(if: false)`)} }`,
    /more than \d+ directives$/,
  ],
  [
    'directives wherever they stand',
    limits.directivesPerDocument,
    (count) =>
      `query Q ($v: ID @a) @b { ... @c { x } ...f @d ${times(count - 5, (at) => `a${at} @e`)} } fragment f on T @g { x }`,
    /more than \d+ directives$/,
  ],
  [
    'directives at one place',
    limits.directivesPerPlace,
    (count) => `{ a ${times(count, (at) => `@d${at}`)} }`,
    /directives at one place/,
  ],
]

describe.each(kinds)('%s', (_what, most, make, told) => {
  test('are let through up to the bound and refused beyond it', () => {
    expect(refused(make(most))).toBe(false)
    expect(refused(make(most + 1))).toBe(true)
  })

  test('are named with the bound, in both languages', () => {
    const error = countLimit(parse(make(most + 1)))
    expect(error?.extensions).toEqual({ code: 'LIMIT_EXCEEDED' })
    expect(error?.message).toMatch(told)
    expect(error?.message).toMatch(new RegExp(`quá ${most} .* — .*more than ${most} `))
  })
})

test('fields, arguments and values are not counted here', () => {
  expect(refused(`{ ${times(900, (at) => `a${at}(b: [${at}])`)} }`)).toBe(false)
})
