import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parse } from 'graphql'
import { limits } from '../limits.ts'
import { aliasLimit } from './alias-limit.ts'

const times = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => part(i)).join(' ')
const refused = (text: string) => aliasLimit(parse(text)) !== null
const { aliases, rootFieldCopies } = limits

describe('aliases', () => {
  test('are refused beyond the bound, and not at it', () => {
    expect(refused(`{ a { ${times(aliases, (at) => `x${at}: b`)} } }`)).toBe(false)
    expect(refused(`{ a { ${times(aliases + 1, (at) => `x${at}: b`)} } }`)).toBe(true)
  })

  test('count where a fragment is spread, as often as it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), (inFragment, spreads) => {
        const text = `{ ${times(spreads, (at) => `f${at} { ...f }`)} } fragment f on T { ${times(inFragment, (at) => `x${at}: b`)} }`
        expect(refused(text)).toBe(inFragment * spreads > aliases)
      }),
      { numRuns: 100 },
    )
  })

  test('are not fields: a wide document without one passes', () => {
    expect(refused(`{ a { ${times(500, (at) => `b${at}`)} } }`)).toBe(false)
  })

  test('are those of one operation, the largest', () => {
    const half = (name: string) => `query ${name} { a { ${times(aliases - 1, (at) => `x${at}: b`)} } }`
    expect(refused(`${half('A')} ${half('B')}`)).toBe(false)
  })
})

describe('one root field under many aliases', () => {
  const persons = (count: number) => times(count, (at) => `p${at}: person(id: ${at}) { a }`)

  test('is refused beyond the bound, and the way out is told', () => {
    expect(refused(`{ ${persons(rootFieldCopies)} }`)).toBe(false)
    const error = aliasLimit(parse(`{ ${persons(rootFieldCopies + 1)} }`))
    expect(error?.extensions).toEqual({ code: 'LIMIT_EXCEEDED' })
    expect(error?.message).toMatch(/danh sách khóa .*list of keys/)
  })

  test('is refused also where fragments of both kinds hold it', () => {
    const one = Math.ceil(rootFieldCopies / 2)
    const text = (count: number) =>
      `{ ... { ${persons(one)} } ...f } fragment f on Query { ${times(count, (at) => `q${at}: person(id: ${at}) { a }`)} }`
    expect(refused(text(rootFieldCopies - one))).toBe(false)
    expect(refused(text(rootFieldCopies - one + 1))).toBe(true)
  })

  test('is not another root field, nor a field below', () => {
    expect(refused(`{ ${times(rootFieldCopies, (at) => `p${at}: person { a } q${at}: parcel { a }`)} }`)).toBe(false)
    expect(refused(`{ person { ${times(rootFieldCopies + 5, (at) => `p${at}: spouse { a }`)} } }`)).toBe(false)
  })

  test('counts one answer once, however often it is written', () => {
    expect(refused(`{ ${'person { a } '.repeat(rootFieldCopies + 5)} }`)).toBe(false)
  })

  test('counts names of Object as names', () => {
    const names = ['constructor', '__proto__', 'toString', 'hasOwnProperty']
    expect(refused(`{ ${names.map((name) => `${name}: person { a }`).join(' ')} }`)).toBe(false)
  })
})

test('fragments that spread each other end', () => {
  expect(refused('{ ...a } fragment a on T { x: b { ...a } ...b } fragment b on T { ...a }')).toBe(false)
})
