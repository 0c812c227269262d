import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseHealthInsuranceCard } from './health-insurance-card.ts'

const digits = (count: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: count, maxLength: count })
const group = fc.string({ unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), minLength: 2, maxLength: 2 })

describe('parseHealthInsuranceCard', () => {
  test('the long and the short form round-trip, each as it is', () => {
    fc.assert(
      fc.property(group, fc.integer({ min: 1, max: 5 }), digits(2), digits(10), (letters, level, province, number) => {
        const long = `${letters}${level}${province}${number}`
        expect(parseHealthInsuranceCard(long)).toBe(long)
        expect(parseHealthInsuranceCard(number)).toBe(number)
      }),
    )
  })

  test.each(['0', '6', '7', '8', '9'])('the benefit level %s does not exist', (level) => {
    expect(() => parseHealthInsuranceCard(`GD${level}520000000001`)).toThrow('HealthInsuranceCard')
  })

  test.each([
    'GD452520000000',
    'GD45252000000011',
    '520000000001',
    '520000000',
    'G14525200000001',
    'GĐ4525200000001',
    '',
  ])('%s is refused', (text) => {
    expect(() => parseHealthInsuranceCard(text)).toThrow('HealthInsuranceCard')
  })
})
