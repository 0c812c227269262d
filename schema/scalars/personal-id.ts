import { canonicalText } from './canonical-text.ts'
import { identifierScalar } from './identifier-scalar.ts'
import { refuse } from './refuse.ts'

const shape = {
  vi: '12 chữ số viết liền: ba số nơi đăng ký khai sinh (khác 000), một số từ 0 đến 5, hai số năm sinh, sáu số',
  en: '12 digits without spaces: three of the place (not 000), one from 0 to 5, two of the year of birth, six more',
  example: '999099000000',
}

/**
 * A personal identification number, `PPP G YY NNNNNN`. It has no check digit (Law on
 * Identification 26/2023 Art. 12: 12 natural digits). Any place but 000 is taken, since
 * people move and foreign countries have codes too. Throws `refuse`'s error.
 */
export function parsePersonalId(text: unknown): string {
  const id = canonicalText(text, 12, /^(?!000)[0-9]{3}[0-5][0-9]{8}$/)
  if (id === null) throw refuse('PersonalId', shape)
  return id
}

export interface PersonalIdParts {
  /** Three digits; where the birth was registered, not where the person lives. */
  readonly placeCode: string
  readonly sex: 'MALE' | 'FEMALE'
  readonly birthYear: number
}

/**
 * What the digits say. G is 0 or 1 (male, female) for 1900-1999, 2 or 3 for 2000-2099,
 * 4 or 5 for 2100-2199. A corrected sex or year gives a new number, so a record that
 * says otherwise is a conflict to show, not to mend. Throws as `parsePersonalId` does.
 */
export function readPersonalId(id: string): PersonalIdParts {
  const digits = parsePersonalId(id)
  const sexAndCentury = Number(digits[3])
  return {
    placeCode: digits.slice(0, 3),
    sex: sexAndCentury % 2 === 0 ? 'MALE' : 'FEMALE',
    birthYear: 1900 + 100 * Math.floor(sexAndCentury / 2) + Number(digits.slice(4, 6)),
  }
}

export const personalIdScalar = identifierScalar({
  name: 'PersonalId',
  description: 'Số định danh cá nhân, 12 chữ số — Personal identification number, 12 digits',
  parse: parsePersonalId,
})
