import { canonicalText } from './canonical-text.ts'
import { identifierScalar } from './identifier-scalar.ts'
import { refuse } from './refuse.ts'

const shape = {
  vi: '15 ký tự (2 chữ in hoa, mức hưởng 1 đến 5, 12 chữ số) hoặc 10 chữ số của mã số bảo hiểm xã hội',
  en: '15 characters (2 capitals, benefit level 1 to 5, 12 digits) or the 10 digits of the social insurance number',
  example: 'XX1000000000000',
}

/**
 * The number of a health insurance card: group, benefit level, province and the social
 * insurance number; cards since 4/2021 print only its ten digits. Both forms are kept as
 * given: the short one does not tell the group or the level. Throws `refuse`'s error.
 */
export function parseHealthInsuranceCard(text: unknown): string {
  const card = canonicalText(text, 15, /^(?:[A-Z]{2}[1-5][0-9]{12}|[0-9]{10})$/)
  if (card === null) throw refuse('HealthInsuranceCard', shape)
  return card
}

export const healthInsuranceCardScalar = identifierScalar({
  name: 'HealthInsuranceCard',
  description: 'Số thẻ bảo hiểm y tế, 15 hoặc 10 ký tự — Health insurance card number, 15 or 10 characters',
  parse: parseHealthInsuranceCard,
})
