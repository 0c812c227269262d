import type { Grant } from '../../../schema/access/grant.ts'
import { limits } from '../../../schema/limits.ts'
import { parsePersonalId } from '../../../schema/scalars/personal-id.ts'
import { unitsById } from '../../../seed/reference/units.ts'
import { isInstant, isRecord, isText } from './grant-forms.ts'

/** What a field must be, in both languages; never what it was. */
export interface Words {
  readonly vi: string
  readonly en: string
}

type Check = (value: unknown) => Words | null

const ids = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/
const grounds: readonly unknown[] = ['MAINTENANCE', 'FORCE_MAJEURE', 'BREACH', 'SECURITY_RISK']

/** One check for each field of a grant. There is no default: a field that is absent is a fault. */
export const grantFields: { readonly [Field in keyof Grant]: Check } = {
  id: matching(ids, 'tối đa 64 chữ, số, dấu . _ -', 'at most 64 letters, digits, . _ -'),
  version: (value) =>
    Number.isSafeInteger(value) && (value as number) > 0 ? null : say('số nguyên từ 1', 'a whole number from 1'),
  agency: matching(/^[A-Z][A-Z0-9]*(?:[-.][A-Z0-9]+){0,8}$/, 'mã cơ quan', 'the code of an agency'),
  app: (value) =>
    value === null || (typeof value === 'string' && /^[a-z0-9][a-z0-9._-]{0,63}$/.test(value))
      ? null
      : say('null hoặc tên ứng dụng, chữ thường', 'null or the name of an application in lower case'),
  mode: oneOf('DEFAULT', 'SPECIAL'),
  service: matching(
    /^[a-z][a-z0-9-]{0,39}\/[A-Za-z][A-Za-z0-9-]{0,63}$/,
    '<cơ sở dữ liệu>/<thực thể>',
    '<database>/<entity>',
  ),
  coordinates: listOf(
    limits.coordinatesPerGrant,
    (value) => typeof value === 'string' && /^[A-Z][A-Za-z0-9_]{0,99}\.(?!__)[A-Za-z_][A-Za-z0-9_]{0,99}$/.test(value),
    'các trường dạng Kiểu.trường, mỗi trường một lần, không có mẫu như *',
    'fields as Type.field, each once, never a pattern such as *',
  ),
  purpose: matching(
    /^[A-Z][A-Z0-9_]{2,39}$/,
    'mã mục đích, chữ hoa, số và _',
    'a purpose code of capitals, digits and _',
  ),
  legalBasis: (value) => (isText(value) ? null : say('căn cứ pháp lý, không để trống', 'the legal basis, not empty')),
  territory: orNull(
    listOf(
      limits.unitsPerTerritory,
      (value) => typeof value === 'string' && unitsById().has(value),
      'null hoặc các đơn vị hành chính dạng mã@ngày-bắt-đầu có trong danh mục',
      'null or known units as code@validFrom',
    ),
  ),
  subjects: orNull(checkSubjects),
  validFrom: instant,
  validTo: instant,
  state: oneOf('ACTIVE', 'SUSPENDED', 'ENDED'),
  suspension: orNull(checkSuspension),
}

function checkSubjects(value: unknown): Words | null {
  const wanted = say(
    `null hoặc tối đa ${limits.consentsPerGrant} sự đồng ý {personalId, validTo}, mỗi người một lần`,
    `null or at most ${limits.consentsPerGrant} consents {personalId, validTo}, each person once`,
  )
  if (!Array.isArray(value) || value.length > limits.consentsPerGrant) return wanted
  if (
    !value.every(
      (one) => isRecord(one, ['personalId', 'validTo']) && isPersonalId(one.personalId) && isInstant(one.validTo),
    )
  )
    return wanted
  return new Set(value.map(({ personalId }) => personalId)).size === value.length ? null : wanted
}

function checkSuspension(value: unknown): Words | null {
  const whole =
    isRecord(value, ['ground', 'until', 'contact']) &&
    grounds.includes(value.ground) &&
    (value.until === null || isInstant(value.until)) &&
    isText(value.contact)
  if (whole) return null
  return say(
    `null hoặc {ground: ${grounds.join(' | ')}, until: null hoặc thời điểm ISO, contact}`,
    `null or {ground: ${grounds.join(' | ')}, until: null or an ISO instant, contact}`,
  )
}

function instant(value: unknown): Words | null {
  return isInstant(value)
    ? null
    : say(
        'thời điểm ISO có múi giờ, như 2026-01-31T00:00:00+07:00',
        'an ISO instant with its offset, such as 2026-01-31T00:00:00+07:00',
      )
}

function isPersonalId(value: unknown): boolean {
  try {
    return parsePersonalId(value) === value
  } catch {
    return false
  }
}

function matching(pattern: RegExp, vi: string, en: string): Check {
  return (value) => (typeof value === 'string' && pattern.test(value) ? null : say(vi, en))
}

function oneOf(...names: readonly string[]): Check {
  const words = say(`một trong ${names.join(', ')}`, `one of ${names.join(', ')}`)
  return (value) => (names.includes(value as string) ? null : words)
}

/** At least one, none twice: an empty list would read as a permission that somebody forgot to write down. */
function listOf(most: number, isOne: (value: unknown) => boolean, vi: string, en: string): Check {
  const words = say(`từ 1 đến ${most} ${vi}`, `1 to ${most} ${en}`)
  return (value) => {
    const whole = Array.isArray(value) && value.length > 0 && value.length <= most && value.every(isOne)
    return whole && new Set(value).size === value.length ? null : words
  }
}

function orNull(check: Check): Check {
  return (value) => (value === null ? null : check(value))
}

function say(vi: string, en: string): Words {
  return { vi, en }
}
