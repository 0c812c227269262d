import { canonicalText } from './canonical-text.ts'
import { refuse } from './refuse.ts'

const maxChars = 35
const level = '(?!0+(?:\\.|$))[A-Z0-9]+'
const newForm = new RegExp(`^[A-Y][0-9]{2}(?:\\.${level})*$`)
const oldForm = /^([A-Z0-9]{3})\.([A-Z0-9]{2})\.([A-Z0-9]{2})\.([A-Y][0-9]{2})$/

const shape = {
  vi: 'tối đa 35 ký tự: một chữ A đến Y và hai chữ số, các cấp sau thêm bên phải sau dấu chấm; hoặc dạng cũ',
  en: 'at most 35 characters: a letter A to Y, two digits, lower levels at the right after dots; or the old form',
  example: 'Y99.99',
}

/**
 * The electronic identifier of an agency in the form of QĐ 20/2020/QĐ-TTg, `H08.15.02`.
 * The reverse form of older documents, `000.02.15.H08` with zeros for absent levels, is
 * read too and given back as the new one; a text that fits both is the new form. A level
 * of zeros is refused in the new form, and below an absent level in the old one: either
 * would give an agency a second code (a design choice). Enterprises are named by
 * `TaxCode`, and the codes Z01..Z99 of other bodies are not agency codes. Agency codes
 * are `ID` in the graph, so there is no scalar. Throws `refuse`'s error.
 */
export function parseAgencyCode(text: unknown): string {
  const asNew = canonicalText(text, maxChars, newForm)
  if (asNew !== null) return asNew
  const asOld = canonicalText(text, maxChars, oldForm)
  const turned = asOld === null ? null : canonicalText(withoutFill(asOld), maxChars, newForm)
  if (turned === null) throw refuse('AgencyCode', shape)
  return turned
}

/** `000.02.15.H08` to `H08.15.02`; zeros above a level that is present stay and are refused by the new form. */
function withoutFill(old: string): string {
  return old
    .split('.')
    .reverse()
    .join('.')
    .replace(/(?:\.0+)+$/, '')
}
