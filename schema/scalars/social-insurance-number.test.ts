import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseSocialInsuranceNumber } from './social-insurance-number.ts'

const digits = (from: number, to: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: from, maxLength: to })

describe('parseSocialInsuranceNumber', () => {
  test('10 digits round-trip, leading zeros kept', () => {
    fc.assert(
      fc.property(digits(10, 10), (text) => {
        expect(parseSocialInsuranceNumber(text)).toBe(text)
      }),
    )
  })

  test('fewer and more digits are refused', () => {
    fc.assert(
      fc.property(fc.oneof(digits(0, 9), digits(11, 40)), (text) => {
        expect(() => parseSocialInsuranceNumber(text)).toThrow('SocialInsuranceNumber')
      }),
    )
  })

  test('a letter, sign or point in the place of a digit is refused', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-zĐđ +.,_-]$/), fc.nat(9), digits(10, 10), (other, position, text) => {
        const spoiled = text.slice(0, position) + other + text.slice(position + 1)
        expect(() => parseSocialInsuranceNumber(spoiled)).toThrow('SocialInsuranceNumber')
      }),
    )
  })
})
