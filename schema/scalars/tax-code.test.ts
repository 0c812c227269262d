import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseTaxCode, taxCodeCheckDigit } from './tax-code.ts'

const verified = ['0100109106', '0100684378', '0300588569']

const nineDigits = fc.integer({ min: 0, max: 999_999_999 }).map((number) => String(number).padStart(9, '0'))
const taxCode = nineDigits
  .filter((digits) => taxCodeCheckDigit(digits) !== null)
  .map((digits) => `${digits}${taxCodeCheckDigit(digits)}`)

function accepts(text: string): boolean {
  try {
    return parseTaxCode(text) === text
  } catch {
    return false
  }
}

function swapped(code: string, left: number, right: number): string {
  const digits = [...code]
  digits[left] = code[right] as string
  digits[right] = code[left] as string
  return digits.join('')
}

describe('parseTaxCode', () => {
  test.each(verified)('%s, an issued code, is accepted, as a dependent unit too', (code) => {
    expect(parseTaxCode(code)).toBe(code)
    expect(parseTaxCode(`${code}-001`)).toBe(`${code}-001`)
    expect(parseTaxCode(`${code}-999`)).toBe(`${code}-999`)
  })

  test('every code with its check digit round-trips', () => {
    fc.assert(fc.property(taxCode, accepts))
  })

  test('every change of one of the ten digits is refused', () => {
    fc.assert(
      fc.property(taxCode, (code) => {
        for (let position = 0; position < 10; position++) {
          for (const digit of '0123456789') {
            const changed = code.slice(0, position) + digit + code.slice(position + 1)
            if (changed !== code) expect(accepts(changed)).toBe(false)
          }
        }
      }),
      { numRuns: 30 },
    )
  })

  test('every swap of two different digits is refused, but for the 2nd with the 7th and the 3rd with the 10th', () => {
    fc.assert(
      fc.property(taxCode, (code) => {
        for (let left = 0; left < 10; left++) {
          for (let right = left + 1; right < 10; right++) {
            const unseen = (left === 1 && right === 6) || (left === 2 && right === 9)
            if (code[left] !== code[right]) expect(accepts(swapped(code, left, right))).toBe(unseen)
          }
        }
      }),
      { numRuns: 30 },
    )
  })

  test('nine digits that have no check digit have no code at all', () => {
    fc.assert(
      fc.property(nineDigits, (digits) => {
        const accepted = [...'0123456789'].filter((last) => accepts(digits + last))
        const check = taxCodeCheckDigit(digits)
        expect(accepted).toEqual(check === null ? [] : [String(check)])
      }),
    )
    for (const last of '0123456789') expect(accepts(`000000000${last}`)).toBe(false)
  })

  test.each(['-000', '-01', '-0001', '001', '- 001', '-00A', '-', '–001'])('the suffix %s is refused', (suffix) => {
    expect(() => parseTaxCode(`0100109106${suffix}`)).toThrow('TaxCode')
  })
})

describe('taxCodeCheckDigit', () => {
  test.each(verified)('computes the last digit of %s', (code) => {
    expect(taxCodeCheckDigit(code.slice(0, 9))).toBe(Number(code[9]))
  })

  test('is null where the weighted sum is a multiple of 11, else one digit', () => {
    const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3]
    fc.assert(
      fc.property(nineDigits, (digits) => {
        const sum = weights.reduce((total, weight, position) => total + weight * Number(digits[position]), 0)
        const check = taxCodeCheckDigit(digits)
        if (sum % 11 === 0) expect(check).toBeNull()
        else expect(check).toBe(10 - (sum % 11))
      }),
    )
    expect(taxCodeCheckDigit('000000000')).toBeNull()
  })

  test.each(['', '12345678', '1234567890', '12345678a', '１23456789', ' 12345678'])(
    'of %s is a bug of the caller, and the value is not repeated',
    (text) => {
      expect(() => taxCodeCheckDigit(text)).toThrow(new TypeError('taxCodeCheckDigit takes nine ASCII digits'))
    },
  )
})
