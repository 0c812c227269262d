import { canonicalText } from './canonical-text.ts'
import { identifierScalar } from './identifier-scalar.ts'
import { refuse } from './refuse.ts'

const shape = {
  vi:
    '1 đến 3 chữ in hoa của tỉnh (A-Z, Đ là U+0110), năm chữ số từ 00001, TS; ' +
    'tàu công vụ: KN hoặc NC, ba chữ số, VN hoặc chữ của tỉnh, cách nhau bằng gạch nối',
  en:
    '1 to 3 capitals of the province (A-Z, Đ being U+0110), five digits from 00001, TS; ' +
    'public-duty boat: KN or NC, three digits, VN or the capitals of the province, joined by hyphens',
  example: 'XX-00001-TS',
}

/** Art. 20.4. KN and NC are kept for public-duty boats, so they name no province here. */
const fishingVessel = '(?!KN-|NC-)[A-Z\\u0110]{1,3}-(?!00000)[0-9]{5}-TS'
/** Art. 20.5: duty, number, then VN for a boat of the centre or the letters of its province. */
const publicDutyBoat = '(?:KN|NC)-[0-9]{3}-[A-Z\\u0110]{1,3}'
const pattern = new RegExp(`^(?:${fishingVessel}|${publicDutyBoat})$`)

/**
 * The registration number of a fishing vessel, `BĐ-NNNNN-TS`, or of a public-duty boat,
 * `KN-NNN-VN` (TT 23/2018/TT-BNNPTNT Art. 20.4 and 20.5, amended by 01/2022). The letters
 * are kept as they are: Đ is U+0110 alone, neither D nor the look-alikes U+00D0 and
 * U+0189. `BD-00001-TS` has the form and is another number than `BĐ-00001-TS`. Which
 * letters name a province is not checked: the letters after the merger are not known.
 * Throws `refuse`'s error.
 */
export function parseVesselNumber(text: unknown): string {
  const number = canonicalText(text, 12, pattern)
  if (number === null) throw refuse('VesselNumber', shape)
  return number
}

export const vesselNumberScalar = identifierScalar({
  name: 'VesselNumber',
  description: 'Số đăng ký tàu cá, ví dụ BĐ-00001-TS — Registration number of a fishing vessel',
  parse: parseVesselNumber,
})
