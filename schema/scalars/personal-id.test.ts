import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parsePersonalId, readPersonalId } from './personal-id.ts'

const place = fc.integer({ min: 1, max: 999 }).map((number) => String(number).padStart(3, '0'))
const twoDigits = fc.integer({ min: 0, max: 99 }).map((number) => String(number).padStart(2, '0'))
const rest = fc.integer({ min: 0, max: 999_999 }).map((number) => String(number).padStart(6, '0'))

describe('parsePersonalId', () => {
  test('twelve digits of any place round-trip, leading zeros kept', () => {
    fc.assert(
      fc.property(place, fc.integer({ min: 0, max: 5 }), twoDigits, rest, (ppp, g, yy, n) => {
        expect(parsePersonalId(`${ppp}${g}${yy}${n}`)).toBe(`${ppp}${g}${yy}${n}`)
      }),
    )
  })

  test('a sex and century digit above 5 is refused', () => {
    fc.assert(
      fc.property(place, fc.integer({ min: 6, max: 9 }), twoDigits, rest, (ppp, g, yy, n) => {
        expect(() => parsePersonalId(`${ppp}${g}${yy}${n}`)).toThrow('PersonalId')
      }),
    )
  })

  test.each(['000085000000', '05208500000', '0520850000000', '052 085 000000', '52085000000'])(
    '%s is refused',
    (text) => {
      expect(() => parsePersonalId(text)).toThrow('PersonalId')
    },
  )
})

describe('readPersonalId', () => {
  test.each([
    ['999000000000', 'MALE', 1900],
    ['999199000000', 'FEMALE', 1999],
    ['999200000000', 'MALE', 2000],
    ['999399000000', 'FEMALE', 2099],
    ['999400000000', 'MALE', 2100],
    ['999599000000', 'FEMALE', 2199],
  ] as const)('%s is %s, born in %i', (id, sex, birthYear) => {
    expect(readPersonalId(id)).toEqual({ placeCode: '999', sex, birthYear })
  })

  test('no place is required: 052, 064, 001 and a foreign country are read alike', () => {
    for (const placeCode of ['052', '064', '001', '101']) {
      expect(readPersonalId(`${placeCode}085000000`).placeCode).toBe(placeCode)
    }
  })

  test('says together what the digits said', () => {
    fc.assert(
      fc.property(place, fc.integer({ min: 0, max: 5 }), twoDigits, rest, (ppp, g, yy, n) => {
        const { placeCode, sex, birthYear } = readPersonalId(`${ppp}${g}${yy}${n}`)
        const again = 2 * (Math.floor(birthYear / 100) - 19) + (sex === 'FEMALE' ? 1 : 0)
        expect([placeCode, again, birthYear % 100]).toEqual([ppp, g, Number(yy)])
      }),
    )
  })

  test('refuses what is no personal ID, without repeating it', () => {
    expect(() => readPersonalId('05208')).toThrow('PersonalId')
    expect(() => readPersonalId('05208')).not.toThrow('05208')
  })
})
