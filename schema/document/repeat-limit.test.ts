import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { getIntrospectionQuery, parse } from 'graphql'
import { limits } from '../limits.ts'
import { repeatLimit } from './repeat-limit.ts'

const most = limits.fieldRepeats
const refused = (text: string) => repeatLimit(parse(text)) !== null

describe('a field written again at one place', () => {
  test.each([
    ['as it is', (count: number) => `{ ${'a '.repeat(count)} }`],
    ['below another', (count: number) => `{ o { ${'a '.repeat(count)} } }`],
    ['in inline fragments', (count: number) => `{ ${'... { a } '.repeat(count)} }`],
    ['in inline fragments of types', (count: number) => `{ ${'... on T { a } '.repeat(count)} }`],
    ['under one alias', (count: number) => `{ ${'x: a '.repeat(count - 1)} x: b }`],
    [
      'with other arguments',
      (count: number) => `{ ${Array.from({ length: count }, (_, at) => `a(b: ${at})`).join(' ')} }`,
    ],
    ['below fields that are merged', (count: number) => `{ o { ${'a '.repeat(count - 1)} } o { a } }`],
    [
      'in fragments beside each other',
      (count: number) =>
        `{ ${Array.from({ length: count }, (_, at) => `...f${at}`).join(' ')} } ` +
        Array.from({ length: count }, (_, at) => `fragment f${at} on T { a }`).join(' '),
    ],
    ['in a fragment that no operation spreads', (count: number) => `{ b } fragment f on T { ${'a '.repeat(count)} }`],
    ['in the second operation', (count: number) => `query A { b } query B { ${'a '.repeat(count)} }`],
  ])('%s is refused beyond the bound, and not at it', (_how, make) => {
    expect(refused(make(most))).toBe(false)
    expect(refused(make(most + 1))).toBe(true)
  })

  test('in the squares of nested repeats is found where they meet', () => {
    // Five times five stand at one place, though no set holds more than five.
    expect(refused(`{ ${`o { ${'a '.repeat(5)} } `.repeat(5)} }`)).toBe(true)
  })
})

describe('what is no repeat', () => {
  test('the same name at many places', () => {
    expect(refused(`{ ${Array.from({ length: 200 }, (_, at) => `o${at} { name }`).join(' ')} }`)).toBe(false)
  })

  test('one fragment spread at one place again and again', () => {
    expect(refused(`{ ${'...f '.repeat(200)} } fragment f on T { a b }`)).toBe(false)
  })

  test('one fragment spread at many places', () => {
    const places = Array.from({ length: 100 }, (_, at) => `o${at} { ...f }`).join(' ')
    expect(refused(`{ ${places} } fragment f on T { a b }`)).toBe(false)
  })

  test('names that are all different, however many', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[a-zA-Z_]\w{0,5}$/), { minLength: 1, maxLength: 200 }),
        (names) => {
          expect(refused(`{ ${names.join(' ')} }`)).toBe(false)
        },
      ),
      { numRuns: 50 },
    )
  })

  test('the introspection of a console', () => {
    expect(refused(getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true }))).toBe(false)
  })
})

test.each([
  '{ ...a } fragment a on T { x { ...a } y { ...a } }',
  '{ ...a } fragment a on T { ...b x { ...a } } fragment b on T { ...a y { ...b } }',
  '{ ...nowhere ...__proto__ }',
])('%s ends, and is left to validation', (text) => {
  expect(refused(text)).toBe(false)
})

test('the bound is told in both languages, and nothing of the document', () => {
  const error = repeatLimit(parse(`{ ${'secret '.repeat(most + 1)} }`))
  expect(error?.extensions).toEqual({ code: 'LIMIT_EXCEEDED' })
  expect(error?.message).toMatch(new RegExp(`quá ${most} lần .* — .*more than ${most} times`))
  expect(error?.message).not.toContain('secret')
})
