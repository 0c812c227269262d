import { canonicalText } from './canonical-text.ts'
import { identifierScalar } from './identifier-scalar.ts'
import { refuse } from './refuse.ts'

const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3] as const

const shape = {
  vi: '10 chữ số với chữ số kiểm tra đúng, đơn vị phụ thuộc thêm -NNN từ 001 đến 999',
  en: '10 digits with a right check digit, for a dependent unit followed by -NNN from 001 to 999',
  example: '9999999997',
}

/**
 * The tenth digit of a tax code, or `null` where the nine digits have none (their
 * weighted sum is a multiple of 11: such a number is not issued). Throws a `TypeError`
 * that does not repeat the argument where it is not nine ASCII digits.
 */
export function taxCodeCheckDigit(nineDigits: string): number | null {
  if (!/^[0-9]{9}$/.test(nineDigits)) throw new TypeError('taxCodeCheckDigit takes nine ASCII digits')
  const sum = weights.reduce((total, weight, position) => total + weight * Number(nineDigits[position]), 0)
  const digit = 10 - (sum % 11)
  return digit === 10 ? null : digit
}

/**
 * A tax code, which is the enterprise code too: ten digits, a dependent unit adds `-NNN`.
 * The check digit finds every change of one digit and every swap of two neighbours. It
 * does not find a swap of the 2nd and 7th digit or of the 3rd and 10th, and does not
 * cover `-NNN`. Refusing `-000` is a design choice: it would be a second name of the
 * head. Throws `refuse`'s error.
 */
export function parseTaxCode(text: unknown): string {
  const code = canonicalText(text, 14, /^[0-9]{10}(?:-(?!000)[0-9]{3})?$/)
  if (code === null || taxCodeCheckDigit(code.slice(0, 9)) !== Number(code[9])) throw refuse('TaxCode', shape)
  return code
}

export const taxCodeScalar = identifierScalar({
  name: 'TaxCode',
  description: 'Mã số thuế, đồng thời là mã số doanh nghiệp — Tax code, which is also the enterprise code',
  parse: parseTaxCode,
})
