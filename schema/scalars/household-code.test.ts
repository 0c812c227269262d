import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseHouseholdCode } from './household-code.ts'

describe('parseHouseholdCode', () => {
  test('a commune and a sequence round-trip, leading zeros kept', () => {
    const digit = fc.constantFrom(...'0123456789')
    const commune = fc.string({ unit: digit, minLength: 5, maxLength: 5 })
    const sequence = fc.string({ unit: digit, minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(commune, sequence, (unit, number) => {
        expect(parseHouseholdCode(`HGD-${unit}-${number}`)).toBe(`HGD-${unit}-${number}`)
      }),
    )
  })

  test.each(['HGD-2158-1', 'HGD-215830-1', 'HGD-21583-', 'HGD-21583', 'HGD-21583-123456789', 'HGĐ-21583-1', '21583-1'])(
    '%s is refused',
    (text) => {
      expect(() => parseHouseholdCode(text)).toThrow('HouseholdCode')
    },
  )
})
