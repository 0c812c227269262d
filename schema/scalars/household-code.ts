import { canonicalText } from './canonical-text.ts'
import { refuse } from './refuse.ts'

const shape = {
  vi: 'HGD-, năm chữ số của mã xã, gạch nối, số thứ tự 1 đến 8 chữ số',
  en: 'HGD-, the five digits of the commune, a hyphen, a sequence of 1 to 8 digits',
  example: 'HGD-00000-0',
}

/**
 * The code of a household, `HGD-<commune>-<sequence>`. No national code exists since the
 * paper books ended; this one is a design choice of the hub. The sequence is a text as
 * its register wrote it: leading zeros matter. Throws `refuse`'s error.
 */
export function parseHouseholdCode(text: unknown): string {
  const code = canonicalText(text, 18, /^HGD-[0-9]{5}-[0-9]{1,8}$/)
  if (code === null) throw refuse('HouseholdCode', shape)
  return code
}
