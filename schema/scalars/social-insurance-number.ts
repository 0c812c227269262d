import { canonicalText } from './canonical-text.ts'
import { identifierScalar } from './identifier-scalar.ts'
import { refuse } from './refuse.ts'

const shape = { vi: 'đúng 10 chữ số', en: 'exactly 10 digits', example: '0000000000' }

/**
 * A social insurance number: 10 digits, the first two the province that issued it. The
 * province is not checked: numbers stay when provinces merge.
 * Throws `refuse`'s error.
 */
export function parseSocialInsuranceNumber(text: unknown): string {
  const digits = canonicalText(text, 10, /^[0-9]{10}$/)
  if (digits === null) throw refuse('SocialInsuranceNumber', shape)
  return digits
}

export const socialInsuranceNumberScalar = identifierScalar({
  name: 'SocialInsuranceNumber',
  description: 'Mã số bảo hiểm xã hội, 10 chữ số — Social insurance number, 10 digits',
  parse: parseSocialInsuranceNumber,
})
