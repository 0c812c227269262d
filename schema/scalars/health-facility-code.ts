import { canonicalText } from './canonical-text.ts'
import { identifierScalar } from './identifier-scalar.ts'
import { refuse } from './refuse.ts'

const shape = { vi: 'đúng 5 chữ số', en: 'exactly 5 digits', example: '00000' }

/**
 * The code of a health facility: two digits of the province and three of the facility.
 * The province is not checked: a code is kept after a merger.
 * Throws `refuse`'s error.
 */
export function parseHealthFacilityCode(text: unknown): string {
  const digits = canonicalText(text, 5, /^[0-9]{5}$/)
  if (digits === null) throw refuse('HealthFacilityCode', shape)
  return digits
}

export const healthFacilityCodeScalar = identifierScalar({
  name: 'HealthFacilityCode',
  description: 'Mã cơ sở khám bệnh, chữa bệnh, 5 chữ số — Health facility code, 5 digits',
  parse: parseHealthFacilityCode,
})
