import { canonicalText } from './canonical-text.ts'
import { identifierScalar } from './identifier-scalar.ts'
import { refuse } from './refuse.ts'

const shape = {
  vi: 'hai chữ in hoa (A-Z, Đ là U+0110), một dấu cách, 6 đến 8 chữ số',
  en: 'two capitals (A-Z, Đ being U+0110), one space, 6 to 8 digits',
  example: 'XX 00000000',
}

/**
 * The serial number of a land use certificate as printed, `AA 00000000`: two capitals,
 * one plain space (U+0020), 6 to 8 digits. The form is a design choice; only that it is
 * letters and a number is known. Throws `refuse`'s error.
 */
export function parseLandCertificateNumber(text: unknown): string {
  const number = canonicalText(text, 11, /^[A-Z\u0110]{2} [0-9]{6,8}$/)
  if (number === null) throw refuse('LandCertificateNumber', shape)
  return number
}

export const landCertificateNumberScalar = identifierScalar({
  name: 'LandCertificateNumber',
  description: 'Số phát hành giấy chứng nhận quyền sử dụng đất — Serial number of a land use certificate',
  parse: parseLandCertificateNumber,
})
