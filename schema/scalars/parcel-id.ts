import { canonicalText } from './canonical-text.ts'
import { identifierScalar } from './identifier-scalar.ts'
import { refuse } from './refuse.ts'

const shape = {
  vi: '12 ký tự GeoHash: chữ số và chữ thường b đến z, không có a, i, l, o',
  en: '12 GeoHash characters: digits and small letters b to z, without a, i, l, o',
  example: 's00000000000',
}

/**
 * The national identifier of a parcel: the 12-character GeoHash of its WGS84 point
 * (TT 19/2026/TT-BNNMT). Small letters only: GeoHash ignores case, a key must not.
 * Any point on Earth is taken. Throws `refuse`'s error.
 */
export function parseParcelId(text: unknown): string {
  const id = canonicalText(text, 12, /^[0-9b-hjkmnp-z]{12}$/)
  if (id === null) throw refuse('ParcelId', shape)
  return id
}

export const parcelIdScalar = identifierScalar({
  name: 'ParcelId',
  description: 'Mã định danh thửa đất, 12 ký tự GeoHash — National parcel identifier, 12 GeoHash characters',
  parse: parseParcelId,
})
