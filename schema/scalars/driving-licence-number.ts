import { canonicalText } from './canonical-text.ts'
import { identifierScalar } from './identifier-scalar.ts'
import { refuse } from './refuse.ts'

const shape = { vi: 'đúng 12 chữ số', en: 'exactly 12 digits', example: '000000000000' }

/**
 * A driving licence number: 12 digits. Only the length is known, so nothing else is checked.
 * Throws `refuse`'s error.
 */
export function parseDrivingLicenceNumber(text: unknown): string {
  const digits = canonicalText(text, 12, /^[0-9]{12}$/)
  if (digits === null) throw refuse('DrivingLicenceNumber', shape)
  return digits
}

export const drivingLicenceNumberScalar = identifierScalar({
  name: 'DrivingLicenceNumber',
  description: 'Số giấy phép lái xe, 12 chữ số — Driving licence number, 12 digits',
  parse: parseDrivingLicenceNumber,
})
