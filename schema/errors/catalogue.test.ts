import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type ErrorEntry, errorCatalogue, isErrorCode } from './catalogue.ts'

const entries: readonly (readonly [string, ErrorEntry])[] = Object.entries(errorCatalogue)
const vietnamese = /[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]/i

describe('each code of the catalogue', () => {
  test.each(entries)('%s is written as codes are', (code) => {
    expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/)
  })

  test.each(entries)('%s says what it means in Vietnamese with marks and in plain English', (_code, { vi, en }) => {
    expect(vi).toMatch(vietnamese)
    expect(vi).toBe(vi.normalize('NFC'))
    expect(en).toMatch(/^[A-Z][\x20-\x7e]+$/)
    // The two stand in one message, parted by a dash; neither may hold the dash or end as a sentence.
    for (const text of [vi, en]) expect(text).not.toMatch(/—|\.$|\n/)
  })

  test.each(entries)('%s tells the caller what to do, in a sentence', (_code, { mend }) => {
    expect(mend).toMatch(/^[A-Z].{15,}\.$/)
  })

  test.each(entries)('%s has an HTTP status and the version that brought it', (_code, { httpStatus, since }) => {
    expect([200, 400, 401, 404, 405, 413, 415, 429, 500, 503]).toContain(httpStatus)
    expect(since).toMatch(/^\d+\.\d+\.\d+$/)
  })
})

test('no two codes say the same', () => {
  for (const part of ['vi', 'en', 'mend'] as const) {
    expect(new Set(entries.map(([, entry]) => entry[part])).size).toBe(entries.length)
  }
})

describe('isErrorCode', () => {
  test('is true for each code of the list', () => {
    expect(entries.every(([code]) => isErrorCode(code))).toBe(true)
  })

  test('is false for everything else, names of Object included', () => {
    for (const name of [
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      '',
      'bad_user_input',
      'UNAUTHORIZED',
    ]) {
      expect(isErrorCode(name)).toBe(false)
    }
    fc.assert(fc.property(fc.anything(), (value) => isErrorCode(value) === entries.some(([code]) => code === value)))
  })
})
