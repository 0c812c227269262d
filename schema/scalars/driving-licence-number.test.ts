import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseDrivingLicenceNumber } from './driving-licence-number.ts'

const digits = (from: number, to: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: from, maxLength: to })

describe('parseDrivingLicenceNumber', () => {
  test('12 digits round-trip, leading zeros kept', () => {
    fc.assert(
      fc.property(digits(12, 12), (text) => {
        expect(parseDrivingLicenceNumber(text)).toBe(text)
      }),
    )
  })

  test('fewer and more digits are refused', () => {
    fc.assert(
      fc.property(fc.oneof(digits(0, 11), digits(13, 40)), (text) => {
        expect(() => parseDrivingLicenceNumber(text)).toThrow('DrivingLicenceNumber')
      }),
    )
  })

  test('a letter, sign or point in the place of a digit is refused', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-zĐđ +.,_-]$/), fc.nat(11), digits(12, 12), (other, position, text) => {
        const spoiled = text.slice(0, position) + other + text.slice(position + 1)
        expect(() => parseDrivingLicenceNumber(spoiled)).toThrow('DrivingLicenceNumber')
      }),
    )
  })
})
