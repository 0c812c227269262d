import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { canonicalText } from './canonical-text.ts'

describe('canonicalText', () => {
  test('gives back a text that matches', () => {
    expect(canonicalText('abc', 3, /^[a-z]+$/)).toBe('abc')
  })

  test('refuses a text that does not match, and one that is too long although it matches', () => {
    expect(canonicalText('abC', 3, /^[a-z]+$/)).toBeNull()
    expect(canonicalText('abcd', 3, /^[a-z]+$/)).toBeNull()
  })

  test('composes before it counts and matches, so that decomposed text is the same value', () => {
    const composed = 'Nguyễn Thị Hường'
    expect(canonicalText(composed.normalize('NFD'), composed.length, /^.*$/)).toBe(composed)
  })

  test('no NFD text is refused for its length alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const composed = text.normalize('NFC')
        expect(canonicalText(composed.normalize('NFD'), composed.length, /^.*$/s)).toBe(composed)
      }),
    )
  })

  test('a long text never meets the pattern', () => {
    const fault: Pick<RegExp, 'test'> = {
      test: () => {
        throw new Error('the pattern was asked')
      },
    }
    expect(canonicalText('1'.repeat(12 * 4), 12, fault as RegExp)).toBeNull()
    expect(canonicalText('1'.repeat(1_000_000), 12, fault as RegExp)).toBeNull()
    expect(() => canonicalText('1'.repeat(12), 12, fault as RegExp)).toThrow('the pattern was asked')
  })

  test('a long text never meets the normaliser', () => {
    const { normalize } = String.prototype
    String.prototype.normalize = () => {
      throw new Error('the normaliser was asked')
    }
    try {
      expect(canonicalText('1'.repeat(1_000_000), 12, /^1+$/)).toBeNull()
      expect(() => canonicalText('1', 12, /^1+$/)).toThrow('the normaliser was asked')
    } finally {
      String.prototype.normalize = normalize
    }
  })

  test('a value that is not a string is never asked for its text', () => {
    const ask = () => {
      throw new Error('the value was asked')
    }
    const asking = { toString: ask, valueOf: ask, toJSON: ask, [Symbol.toPrimitive]: ask }
    const others = [undefined, null, 1, 1n, true, Symbol('a'), [], ['a'], {}, asking, () => 'a', Object('a')]
    for (const other of others) expect(canonicalText(other, 10, /^.*$/)).toBeNull()
  })

  test('lone surrogates are text like any other', () => {
    expect(canonicalText('\ud800', 1, /^[0-9]$/)).toBeNull()
  })
})
