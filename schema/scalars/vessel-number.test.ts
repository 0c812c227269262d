import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseVesselNumber } from './vessel-number.ts'

const capital = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '\u0110')
const province = fc
  .string({ unit: capital, minLength: 1, maxLength: 3 })
  .filter((text) => text !== 'KN' && text !== 'NC')
const five = fc.integer({ min: 1, max: 99_999 }).map((number) => String(number).padStart(5, '0'))
const three = fc.integer({ min: 0, max: 999 }).map((number) => String(number).padStart(3, '0'))

describe('parseVesselNumber', () => {
  test('fishing vessels of any province round-trip, composed or decomposed', () => {
    fc.assert(
      fc.property(province, five, (letters, number) => {
        const canonical = `${letters}-${number}-TS`
        expect(parseVesselNumber(canonical)).toBe(canonical)
        expect(parseVesselNumber(canonical.normalize('NFD'))).toBe(canonical)
      }),
    )
  })

  test('public-duty boats of the centre and of a province round-trip', () => {
    const manager = fc.oneof(fc.constant('VN'), province)
    fc.assert(
      fc.property(fc.constantFrom('KN', 'NC'), three, manager, (duty, number, letters) => {
        expect(parseVesselNumber(`${duty}-${number}-${letters}`)).toBe(`${duty}-${number}-${letters}`)
      }),
    )
  })

  test('BĐ-00001-TS equals its NFD form and does not equal BD-00001-TS', () => {
    const vessel = parseVesselNumber('B\u0110-00001-TS')
    expect(parseVesselNumber('B\u0110-00001-TS'.normalize('NFD'))).toBe(vessel)
    expect(parseVesselNumber('BD-00001-TS')).not.toBe(vessel)
  })

  test('the kelvin sign is K by Unicode itself: canonically equivalent texts are one number', () => {
    expect(parseVesselNumber('\u212aN-001-VN')).toBe('KN-001-VN')
  })

  test('the look-alikes of Đ are refused, and D with a combining stroke', () => {
    for (const letter of ['\u00d0', '\u0189', 'D\u0335', 'D\u0336', '\u0111', '\u00f0']) {
      expect(() => parseVesselNumber(`B${letter}-00001-TS`)).toThrow('VesselNumber')
    }
  })

  test.each(['A', 'Á', 'Ă', 'Ơ', 'Ư'])(
    'a tone or hook is not dropped: of %s only plain A is a letter here',
    (letter) => {
      const number = `B${letter}-00001-TS`
      if (letter === 'A') expect(parseVesselNumber(number)).toBe(number)
      else
        for (const form of ['NFC', 'NFD'])
          expect(() => parseVesselNumber(number.normalize(form))).toThrow('VesselNumber')
    },
  )

  test.each([
    'BĐ-00000-TS',
    'BĐ-0001-TS',
    'BĐ-000001-TS',
    'BĐ-00001-ts',
    'BĐ-00001',
    'BĐ 00001 TS',
    'BĐ00001TS',
    'BĐXX-00001-TS',
    '-00001-TS',
    'KN-00001-TS',
    'NC-00001-TS',
    'KN-01-VN',
    'KN-0001-VN',
    'BĐ-001-VN',
    'KN-001',
  ])('%s is refused', (text) => {
    expect(() => parseVesselNumber(text)).toThrow('VesselNumber')
  })
})
