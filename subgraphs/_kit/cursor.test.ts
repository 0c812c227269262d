import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { limits } from '../../schema/limits.ts'
import { type CursorPosition, cursorSeal, newCursorKey } from './cursor.ts'

const seal = cursorSeal(newCursorKey())
const list = JSON.stringify(['residents', {}, { field: 'fullName', direction: 1 }])

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 500 }),
  fc.constantFrom('', 'Nguyễn Văn Ẩn', '052085000001'),
)
const position: fc.Arbitrary<CursorPosition> = fc.record({
  value: fc.oneof(
    text,
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
    fc.boolean(),
    fc.constant(null),
  ),
  id: fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
})
const base64url = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_']

describe('a sealed position', () => {
  test('opens to what was sealed, whatever the value is', () => {
    fc.assert(
      fc.property(position, (at) => {
        expect(seal.open(list, seal.seal(list, at))).toEqual(at)
      }),
    )
  })

  test('opens in another process that has the same key', () => {
    const key = newCursorKey()
    const at = { value: 'Trần Thị Bình', id: 'p-1' }
    expect(cursorSeal(Buffer.from(key)).open(list, cursorSeal(key).seal(list, at))).toEqual(at)
  })

  test('gives equal bytes for equal positions and different ones for different positions', () => {
    fc.assert(
      fc.property(position, position, (a, b) => {
        expect(seal.seal(list, { ...a })).toBe(seal.seal(list, a))
        const equal = JSON.stringify([a.value, a.id]) === JSON.stringify([b.value, b.id])
        expect(seal.seal(list, a) === seal.seal(list, b)).toBe(equal)
      }),
    )
  })

  test('shares no nonce with another position, list or key', () => {
    const at = { value: 1, id: 'a' }
    const cursors = [
      seal.seal(list, at),
      seal.seal(list, { ...at, id: 'b' }),
      seal.seal('another list', at),
      cursorSeal(newCursorKey()).seal(list, at),
    ]
    expect(new Set(cursors.map((cursor) => cursor.slice(0, 16))).size).toBe(4)
  })

  test('travels in a URL and a log as it is', () => {
    fc.assert(
      fc.property(position, (at) => {
        expect(seal.seal(list, at)).toMatch(/^[A-Za-z0-9_-]+$/)
      }),
    )
  })

  test('shows neither the value nor the id, however it is decoded', () => {
    const shown = fc.string({ unit: fc.constantFrom(...'0123456789ABCabcắệ '), minLength: 6, maxLength: 40 })
    fc.assert(
      fc.property(shown, shown, (value, id) => {
        const cursor = seal.seal(list, { value, id })
        const bytes = Buffer.from(cursor, 'base64url')
        const readings = [cursor, bytes.toString('utf8'), bytes.toString('latin1'), bytes.toString('hex')]
        for (const secret of [value, id]) {
          expect(readings.some((reading) => reading.includes(secret))).toBe(false)
          expect(bytes.includes(Buffer.from(secret))).toBe(false)
          expect(cursor.includes(Buffer.from(secret).toString('base64url').slice(0, 6))).toBe(false)
        }
      }),
    )
  })
})

describe('nothing else opens', () => {
  test('a cursor with one character changed', () => {
    fc.assert(
      fc.property(position, fc.nat(), fc.constantFrom(...base64url), (at, place, character) => {
        const cursor = seal.seal(list, at)
        const index = place % cursor.length
        fc.pre(cursor[index] !== character)
        expect(seal.open(list, cursor.slice(0, index) + character + cursor.slice(index + 1))).toBeNull()
      }),
    )
  })

  test('a cursor that was cut anywhere', () => {
    const cursor = seal.seal(list, { value: 'Lê Văn Cường', id: 'p-2' })
    for (let length = 0; length < cursor.length; length += 1)
      expect(seal.open(list, cursor.slice(0, length))).toBeNull()
  })

  test('a cursor that was made longer', () => {
    fc.assert(
      fc.property(position, fc.string({ minLength: 1 }), (at, more) => {
        expect(seal.open(list, seal.seal(list, at) + more)).toBeNull()
        expect(seal.open(list, more + seal.seal(list, at))).toBeNull()
      }),
    )
  })

  test('a cursor of another list, filter or order', () => {
    fc.assert(
      fc.property(position, fc.string(), (at, other) => {
        fc.pre(other !== list)
        expect(seal.open(other, seal.seal(list, at))).toBeNull()
      }),
    )
  })

  test('a cursor of another hub', () => {
    fc.assert(
      fc.property(position, (at) => {
        expect(seal.open(list, cursorSeal(newCursorKey()).seal(list, at))).toBeNull()
      }),
    )
  })

  test('a text that was never a cursor', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.base64String(), fc.string({ unit: fc.constantFrom(...base64url) })),
        (made) => {
          expect(seal.open(list, made)).toBeNull()
        },
      ),
    )
  })

  test('the same bytes written in plain base64 or with padding', () => {
    const cursor = seal.seal(list, { value: 'ÿÿÿ???>>>', id: 'p-30' })
    const padded = Buffer.from(cursor, 'base64url').toString('base64')
    expect(padded).not.toBe(cursor)
    expect(seal.open(list, padded)).toBeNull()
    expect(seal.open(list, ` ${cursor}`)).toBeNull()
  })

  test('a text longer than any cursor, even one that was sealed here', () => {
    const long = seal.seal(list, { value: 'a'.repeat(limits.cursorChars), id: 'p-3' })
    expect(long.length).toBeGreaterThan(limits.cursorChars)
    expect(seal.open(list, long)).toBeNull()
  })
})

test('each new key is 32 bytes of its own', () => {
  const keys = Array.from({ length: 20 }, newCursorKey)
  expect(keys.every((key) => key.byteLength === 32)).toBe(true)
  expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(20)
})
