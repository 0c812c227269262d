import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseHealthFacilityCode } from './health-facility-code.ts'

const digits = (from: number, to: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: from, maxLength: to })

describe('parseHealthFacilityCode', () => {
  test('5 digits round-trip, leading zeros kept', () => {
    fc.assert(
      fc.property(digits(5, 5), (text) => {
        expect(parseHealthFacilityCode(text)).toBe(text)
      }),
    )
  })

  test('fewer and more digits are refused', () => {
    fc.assert(
      fc.property(fc.oneof(digits(0, 4), digits(6, 40)), (text) => {
        expect(() => parseHealthFacilityCode(text)).toThrow('HealthFacilityCode')
      }),
    )
  })

  test('a letter, sign or point in the place of a digit is refused', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-zĐđ +.,_-]$/), fc.nat(4), digits(5, 5), (other, position, text) => {
        const spoiled = text.slice(0, position) + other + text.slice(position + 1)
        expect(() => parseHealthFacilityCode(spoiled)).toThrow('HealthFacilityCode')
      }),
    )
  })
})
