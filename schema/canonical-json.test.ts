import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { canonicalJson } from './canonical-json.ts'

/** JSON values as a parser gives them: no `-0`, which JSON writes as `0`, and no lone surrogates. */
const jsonValue = fc.jsonValue({ stringUnit: 'binary' }).map(withoutMinusZero)

function withoutMinusZero(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

/** The same value, every object's keys laid in the opposite order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, inner]) => [key, turned(inner)] as const)
  return Object.fromEntries(entries.reverse())
}

describe('the canonical text of a value', () => {
  test('reads back as the value', () => {
    fc.assert(fc.property(jsonValue, (value) => expect(JSON.parse(canonicalJson(value))).toEqual(value)))
  })

  test('is its own canonical text: written, read and written again it does not change', () => {
    fc.assert(
      fc.property(jsonValue, (value) => {
        const text = canonicalJson(value)
        expect(canonicalJson(JSON.parse(text))).toBe(text)
      }),
    )
  })

  test('does not depend on the order in which keys were laid', () => {
    fc.assert(fc.property(jsonValue, (value) => expect(canonicalJson(turned(value))).toBe(canonicalJson(value))))
  })

  test('is shared by no two different values', () => {
    fc.assert(
      fc.property(jsonValue, jsonValue, (one, other) => {
        const equal = canonicalJson(one) === canonicalJson(other)
        expect(equal).toBe(isDeepEqual(one, other))
      }),
    )
  })
})

describe('what looks alike stays apart', () => {
  const different: [string, unknown, unknown][] = [
    ['where one text ends and the next begins', ['a,b', 'c'], ['a', 'b,c']],
    ['a text with a quote in it', ['a","b'], ['a', 'b']],
    ['a number and its digits', { rows: 1 }, { rows: '1' }],
    ['null and the word', [null], ['null']],
    ['null and nothing', { a: null }, {}],
    ['a list and an object of indexes', ['x'], { 0: 'x' }],
    ['a list inside a list', [['a'], 'b'], ['a', ['b']]],
    ['an empty text and no text', [''], []],
    ['the composed and the decomposed form of a letter', 'ế', 'ế'.normalize('NFD')],
    ['a key with a colon', { 'a":"b': 1 }, { a: 'b' }],
    ['letters of another alphabet that look the same', 'SO-Y-TE', 'SO-Y-TЕ'],
  ]
  test.each(different)('%s', (_what, one, other) => {
    expect(canonicalJson(one)).not.toBe(canonicalJson(other))
  })
})

describe('the text is the one of RFC 8785', () => {
  test('sorts keys by UTF-16 units and escapes what must be escaped, no more', () => {
    const input = {
      '€': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '😀': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      ö: 'Latin Small Letter O With Diaeresis',
    }
    const order = [...canonicalJson(input).matchAll(/":"([^"]+)"/g)].map(([, name]) => name)
    expect(order).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ])
  })

  test('writes the numbers of its appendix as ECMAScript does', () => {
    const numbers: [number, string][] = [
      [0, '0'],
      [-0, '0'],
      [Number('333333333.33333329'), '333333333.3333333'],
      [1e30, '1e+30'],
      [4.5, '4.5'],
      [2e-3, '0.002'],
      [0.000000000000000000000000001, '1e-27'],
      [9007199254740992, '9007199254740992'],
    ]
    for (const [number, text] of numbers) expect(canonicalJson(number)).toBe(text)
  })

  test('writes the literals and the escapes of its example', () => {
    expect(canonicalJson({ literals: [null, true, false], string: '€$\u000f\nA\'B"\\\\"/' })).toBe(
      '{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  test('keeps a line break, a NUL and a bidi mark inside one line', () => {
    const text = canonicalJson({ name: 'a\r\n{"at":"x"}\0\u202e\u2028' })
    expect(text).not.toMatch(/[\r\n\0]/)
    expect(JSON.parse(text)).toEqual({ name: 'a\r\n{"at":"x"}\0\u202e\u2028' })
  })
})

describe('what JSON cannot say is refused, however deep it lies', () => {
  const hole: unknown[] = []
  hole.length = 1
  const impossible: [string, unknown][] = [
    ['undefined', undefined],
    ['a field that is undefined', { a: undefined }],
    ['a hole in a list', hole],
    ['not a number', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['a big integer', 1n],
    ['a function', () => 1],
    ['a symbol', Symbol('a')],
    ['a lone high surrogate', 'a\ud800'],
    ['a lone low surrogate', '\udc00a'],
    ['a key with a lone surrogate', { '\ud800': 1 }],
    ['a date', new Date(0)],
    ['a map', new Map([['a', 1]])],
    ['bytes', Buffer.from('a')],
  ]
  test.each(impossible)('%s', (_what, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError)
    expect(() => canonicalJson([{ deep: [value] }])).toThrow(TypeError)
  })

  test('an object without prototype, with keys of Object’s own, is a plain one', () => {
    const bare = Object.assign(Object.create(null), { constructor: 1, toString: null })
    expect(canonicalJson(bare)).toBe('{"constructor":1,"toString":null}')
    expect(canonicalJson(JSON.parse('{"__proto__":{"a":1}}'))).toBe('{"__proto__":{"a":1}}')
  })
})

/** By our own eyes: not by another writer of JSON. */
function isDeepEqual(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const keys = Object.keys(one)
  if (keys.length !== Object.keys(other).length) return false
  return keys.every(
    (key) => Object.hasOwn(other, key) && isDeepEqual(one[key as keyof typeof one], other[key as keyof typeof other]),
  )
}
