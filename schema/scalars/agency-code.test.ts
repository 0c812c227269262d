import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseAgencyCode } from './agency-code.ts'

const level1 = fc.stringMatching(/^[A-Y][0-9]{2}$/)
const level = (chars: number) =>
  fc
    .string({ unit: fc.constantFrom(...'ABCXYZ0123456789'), minLength: chars, maxLength: chars })
    .filter((text) => !/^0+$/.test(text))

describe('parseAgencyCode', () => {
  test.each(['H08', 'H08.15', 'H08.15.02', 'H08.BD', 'H55.242', 'A01', 'Y99'])('%s, the new form, is kept', (code) => {
    expect(parseAgencyCode(code)).toBe(code)
  })

  test.each([
    ['000.00.00.H08', 'H08'],
    ['000.00.15.H08', 'H08.15'],
    ['000.00.BD.H08', 'H08.BD'],
    ['000.02.15.H08', 'H08.15.02'],
    ['001.02.15.H08', 'H08.15.02.001'],
  ])('%s, the old form, becomes %s', (old, code) => {
    expect(parseAgencyCode(old)).toBe(code)
  })

  test('both forms of an agency of one to four levels are one value', () => {
    const levels = fc.tuple(
      level1,
      level(2),
      level(2),
      level(3).filter((text) => !/^[A-Y][0-9]{2}$/.test(text)),
    )
    fc.assert(
      fc.property(levels, fc.integer({ min: 1, max: 4 }), (path, depth) => {
        const fill = path.map((part, index) => (index < depth ? part : '0'.repeat(part.length)))
        const code = path.slice(0, depth).join('.')
        expect(parseAgencyCode(code)).toBe(code)
        expect(parseAgencyCode(fill.toReversed().join('.'))).toBe(code)
      }),
    )
  })

  test('a text that fits both forms is the new one', () => {
    expect(parseAgencyCode('H08.15.02.G14')).toBe('H08.15.02.G14')
  })

  test('35 characters are accepted and 36 are not', () => {
    expect(parseAgencyCode(`H08.${'A'.repeat(31)}`)).toHaveLength(35)
    expect(() => parseAgencyCode(`H08.${'A'.repeat(32)}`)).toThrow('AgencyCode')
  })

  test.each([
    ['001.00.15.H08', 'a level below an absent one'],
    ['000.02.00.H08', 'a level below an absent one'],
    ['H08.00', 'a level of zeros, a second name of H08'],
    ['H08.15.000', 'a level of zeros, a second name of H08.15'],
    ['000.15.H08', 'the old form with a level left out'],
    ['000.00.15.h08', 'small letters'],
    ['h08.15', 'small letters'],
    ['Z01.ABC', 'a body that is no agency'],
    ['0100109106', 'an enterprise'],
    ['H8', 'one digit'],
    ['H08.', 'an empty level'],
    ['.H08', 'an empty level'],
    ['H08..15', 'an empty level'],
    ['H08-15', 'another sign than the dot'],
    ['H08.SĐT', 'a letter outside A-Z'],
    ['', 'nothing'],
  ])('%s is refused: %s', (text) => {
    expect(() => parseAgencyCode(text)).toThrow('AgencyCode')
  })
})
