import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseBudgetUnitCode } from './budget-unit-code.ts'

const digits = (from: number, to: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: from, maxLength: to })

describe('parseBudgetUnitCode', () => {
  test('7 digits round-trip, leading zeros kept', () => {
    fc.assert(
      fc.property(digits(7, 7), (text) => {
        expect(parseBudgetUnitCode(text)).toBe(text)
      }),
    )
  })

  test('fewer and more digits are refused', () => {
    fc.assert(
      fc.property(fc.oneof(digits(0, 6), digits(8, 40)), (text) => {
        expect(() => parseBudgetUnitCode(text)).toThrow('BudgetUnitCode')
      }),
    )
  })

  test('a letter, sign or point in the place of a digit is refused', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-zĐđ +.,_-]$/), fc.nat(6), digits(7, 7), (other, position, text) => {
        const spoiled = text.slice(0, position) + other + text.slice(position + 1)
        expect(() => parseBudgetUnitCode(spoiled)).toThrow('BudgetUnitCode')
      }),
    )
  })
})
