import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { rings } from '../fixtures/clinic-agency.ts'
import { keyRing } from './key-ring.ts'
import { openValue, type Place, SealError, sealedBy, sealValue } from './seal-value.ts'

const [old, during, after] = [keyRing(rings.before), keyRing(rings.during), keyRing(rings.after)]
const place: Place = { collection: 'visits', field: 'illness', id: 'v1' }
const numRuns = process.env.HUB_TEST_LONG === 'yes' ? 10_000 : 300

describe('a sealed value', () => {
  test('opens to what was sealed, whatever JSON it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.option(fc.string()), (value, id) => {
        const sealed = sealValue(old.current, { ...place, id }, value)
        expect(JSON.stringify(openValue(old, { ...place, id }, sealed))).toBe(JSON.stringify(value))
      }),
      { numRuns },
    )
  })

  test('is text of one form, in which neither the value nor its length shows', () => {
    expect(sealValue(old.current, place, 'J18.9')).toMatch(/^s1:old:[A-Za-z0-9_-]{80}$/)
    const lengths = [true, false, null, undefined, 0, 'Kinh', 'Ba Na', [], ['A', 'B']].map(
      (value) => sealValue(old.current, place, value).length,
    )
    expect(new Set(lengths).size).toBe(1)
  })

  test('is null for what is not there', () => {
    expect(openValue(old, place, sealValue(old.current, place, undefined))).toBeNull()
  })

  test('is the same for the same place, and another for another row, field, collection, value or key', () => {
    const sealed = sealValue(old.current, place, 'J18.9')
    expect(sealValue(keyRing(rings.before).current, { ...place }, 'J18.9')).toBe(sealed)
    const others = [
      sealValue(old.current, { ...place, id: 'v2' }, 'J18.9'),
      sealValue(old.current, { ...place, id: null }, 'J18.9'),
      sealValue(old.current, { ...place, field: 'drugs' }, 'J18.9'),
      sealValue(old.current, { ...place, collection: 'wards' }, 'J18.9'),
      sealValue(old.current, place, 'J18.8'),
      sealValue(after.current, place, 'J18.9'),
    ]
    const nonces = [sealed, ...others].map((text) => text.split(':')[2]?.slice(0, 16))
    expect(new Set(nonces).size).toBe(nonces.length)
  })

  test('under a former key opens while that key is kept', () => {
    const sealed = sealValue(old.current, place, 'J18.9')
    expect(openValue(during, place, sealed)).toBe('J18.9')
    expect(() => openValue(after, place, sealed)).toThrow('is sealed by a key that is not in the data folder')
    expect([sealedBy(sealed), sealedBy('J18.9'), sealedBy(null), sealedBy(7)]).toEqual(['old', null, null, null])
  })
})

describe('a value does not open', () => {
  const sealed = sealValue(old.current, place, 'J18.9')

  test.each([
    ['in another row', { ...place, id: 'v2' }],
    ['in another field', { ...place, field: 'ward' }],
    ['in another collection', { ...place, collection: 'wards' }],
    ['as one that equals others', { ...place, id: null }],
  ])('%s', (_where, other) => {
    expect(() => openValue(old, other, sealed)).toThrow(SealError)
  })

  test('where two places would read alike if they were written one after the other', () => {
    const text = sealValue(old.current, { collection: 'a', field: 'b', id: '","c' }, 1)
    expect(() => openValue(old, { collection: 'a', field: 'b","', id: 'c' }, text)).toThrow(SealError)
  })

  test('with any character changed or cut', () => {
    const [, , text = ''] = sealed.split(':')
    fc.assert(
      fc.property(fc.integer({ min: 0, max: text.length - 1 }), fc.integer({ min: 1, max: 63 }), (at, by) => {
        const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
        const other = letters[(letters.indexOf(text[at] as string) + by) % 64]
        const bytes = (of: string) => Buffer.from(of, 'base64url').toString('hex')
        const changed = `${text.slice(0, at)}${other}${text.slice(at + 1)}`
        // The last letter carries bits that no byte has.
        if (bytes(changed) !== bytes(text)) expect(() => openValue(old, place, `s1:old:${changed}`)).toThrow(SealError)
        expect(() => openValue(old, place, `s1:old:${text.slice(0, at)}`)).toThrow(SealError)
      }),
      { numRuns },
    )
  })

  test.each(['J18.9', '', 's1:', 's1:old:', 's2:old:AAAA', 's1:old:!', 7, true, {}, [sealed]])(
    'that is %p',
    (stored) => {
      expect(() => openValue(old, place, stored)).toThrow('holds a value that is not sealed')
    },
  )

  test('and the message tells neither the value nor the row', () => {
    const why = (stored: unknown) => {
      try {
        return String(openValue(old, { ...place, id: '052099000001' }, stored))
      } catch (error) {
        return `${(error as Error).name} ${(error as Error).message}`
      }
    }
    for (const stored of [sealed, 'J18.9', 's1:old:AAAA', 's1:new:AAAA']) {
      expect(why(stored)).toMatch(/^Error visits\.illness (was altered|holds|is cut|is sealed)/)
      expect(why(stored)).not.toMatch(/052099000001|J18/)
    }
  })
})
