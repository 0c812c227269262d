import { canonicalText } from './canonical-text.ts'
import { identifierScalar } from './identifier-scalar.ts'
import { refuse } from './refuse.ts'

const shape = {
  vi: 'hai chữ số của tỉnh, một hoặc hai ký tự sê-ri, gạch nối, rồi NNN.NN hoặc bốn chữ số (biển cũ)',
  en: 'two digits of the province, one or two characters of the series, a hyphen, then NNN.NN or four digits',
  example: '10A-123.45',
}

/**
 * A registration plate as printed: car `77A-123.45`, motorcycle `77B1-123.45`, old plate
 * `77C-1234`. Two digits of any province are taken, because a plate follows its owner.
 * The series (a letter, then nothing, a letter or 1-9) and the refusal of the number
 * zero are design choices. Throws `refuse`'s error.
 */
export function parseVehiclePlate(text: unknown): string {
  const plate = canonicalText(text, 11, /^[1-9][0-9][A-Z][A-Z1-9]?-(?:(?!000\.00)[0-9]{3}\.[0-9]{2}|(?!0000)[0-9]{4})$/)
  if (plate === null) throw refuse('VehiclePlate', shape)
  return plate
}

export const vehiclePlateScalar = identifierScalar({
  name: 'VehiclePlate',
  description: 'Biển số xe — Vehicle registration plate',
  parse: parseVehiclePlate,
})
