import { canonicalText } from './canonical-text.ts'
import { identifierScalar } from './identifier-scalar.ts'
import { refuse } from './refuse.ts'

const shape = { vi: 'đúng 10 chữ số', en: 'exactly 10 digits', example: '0000000000' }

/**
 * The code of an investment project: 10 digits. Only the length is known.
 * Throws `refuse`'s error.
 */
export function parseProjectCode(text: unknown): string {
  const digits = canonicalText(text, 10, /^[0-9]{10}$/)
  if (digits === null) throw refuse('ProjectCode', shape)
  return digits
}

export const projectCodeScalar = identifierScalar({
  name: 'ProjectCode',
  description: 'Mã dự án đầu tư, 10 chữ số — Investment project code, 10 digits',
  parse: parseProjectCode,
})
