import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseLandCertificateNumber } from './land-certificate-number.ts'

const capital = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '\u0110')
const letters = fc.string({ unit: capital, minLength: 2, maxLength: 2 })
const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 6, maxLength: 8 })

describe('parseLandCertificateNumber', () => {
  test('two capitals, a space and 6 to 8 digits round-trip', () => {
    fc.assert(
      fc.property(letters, digits, (serial, number) => {
        expect(parseLandCertificateNumber(`${serial} ${number}`)).toBe(`${serial} ${number}`)
      }),
    )
  })

  test('the letters are kept: Đ is not D, and its look-alikes are refused', () => {
    expect(parseLandCertificateNumber('A\u0110 000001')).not.toBe(parseLandCertificateNumber('AD 000001'))
    for (const letter of ['\u00d0', '\u0189']) {
      expect(() => parseLandCertificateNumber(`A${letter} 000001`)).toThrow('LandCertificateNumber')
    }
  })

  test.each([
    'AA 00001',
    'AA 000000001',
    'AA00000001',
    'AA  00000001',
    'AA-00000001',
    'AA\u00a000000001',
    'A 00000001',
    'AAA 0000001',
    'ÂA 0000001',
  ])('%s is refused', (text) => {
    expect(() => parseLandCertificateNumber(text)).toThrow('LandCertificateNumber')
  })
})
