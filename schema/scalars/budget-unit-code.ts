import { canonicalText } from './canonical-text.ts'
import { identifierScalar } from './identifier-scalar.ts'
import { refuse } from './refuse.ts'

const shape = { vi: 'đúng 7 chữ số', en: 'exactly 7 digits', example: '0000000' }

/**
 * The code of a unit that uses the budget: 7 digits. Only the length is known.
 * Throws `refuse`'s error.
 */
export function parseBudgetUnitCode(text: unknown): string {
  const digits = canonicalText(text, 7, /^[0-9]{7}$/)
  if (digits === null) throw refuse('BudgetUnitCode', shape)
  return digits
}

export const budgetUnitCodeScalar = identifierScalar({
  name: 'BudgetUnitCode',
  description: 'Mã đơn vị quan hệ ngân sách, 7 chữ số — Budget unit code, 7 digits',
  parse: parseBudgetUnitCode,
})
