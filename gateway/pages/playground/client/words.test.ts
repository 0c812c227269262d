import { describe, expect, test } from '@jest/globals'
import { wordsEn } from './words-en.ts'
import { wordsVi } from './words-vi.ts'

type Said = readonly (readonly [string, string])[]

function said(words: object, under = ''): Said {
  return Object.entries(words).flatMap(([key, value]): Said => {
    if (typeof value === 'object' && value !== null) return said(value, `${under}${key}.`)
    return [[under + key, typeof value === 'function' ? String(value(2, 3, '1')) : String(value)]]
  })
}

describe('the words of the page', () => {
  test('are the same keys in both languages', () => {
    expect(said(wordsEn).map(([key]) => key)).toEqual(said(wordsVi).map(([key]) => key))
  })

  test('are composed, not empty, and raise no voice', () => {
    for (const [key, text] of [...said(wordsVi), ...said(wordsEn)]) {
      expect([key, text]).toEqual([key, text.normalize('NFC').trim()])
      expect([key, text]).not.toEqual([key, ''])
      expect([key, text.includes('!')]).toEqual([key, false])
    }
  })
})
