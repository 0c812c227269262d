import { inspect } from 'node:util'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { GraphQLError } from 'graphql'
import { parseAgencyCode } from './agency-code.ts'
import { parseBudgetUnitCode } from './budget-unit-code.ts'
import { parseDate } from './date.ts'
import { parseDrivingLicenceNumber } from './driving-licence-number.ts'
import { parseHealthFacilityCode } from './health-facility-code.ts'
import { parseHealthInsuranceCard } from './health-insurance-card.ts'
import { parseHouseholdCode } from './household-code.ts'
import { parseLandCertificateNumber } from './land-certificate-number.ts'
import { parseParcelId } from './parcel-id.ts'
import { parsePersonalId } from './personal-id.ts'
import { parseProjectCode } from './project-code.ts'
import { refuse } from './refuse.ts'
import { scalars } from './scalars.ts'
import { parseSocialInsuranceNumber } from './social-insurance-number.ts'
import { parseTaxCode } from './tax-code.ts'
import { parseVehiclePlate } from './vehicle-plate.ts'
import { parseVesselNumber } from './vessel-number.ts'

/** Every parser with one canonical value; the promises below hold for each. */
const identifiers: [string, (text: unknown) => string, string][] = [
  ['Date', parseDate, '2024-02-29'],
  ['PersonalId', parsePersonalId, '052085000000'],
  ['TaxCode', parseTaxCode, '0100109106'],
  ['ParcelId', parseParcelId, 'w6mwm7ymbttx'],
  ['VesselNumber', parseVesselNumber, 'BĐ-00001-TS'],
  ['VehiclePlate', parseVehiclePlate, '77A-123.45'],
  ['DrivingLicenceNumber', parseDrivingLicenceNumber, '520000000001'],
  ['SocialInsuranceNumber', parseSocialInsuranceNumber, '5200000001'],
  ['HealthInsuranceCard', parseHealthInsuranceCard, 'GD4525200000001'],
  ['HealthFacilityCode', parseHealthFacilityCode, '52001'],
  ['LandCertificateNumber', parseLandCertificateNumber, 'AĐ 0000001'],
  ['BudgetUnitCode', parseBudgetUnitCode, '1000001'],
  ['ProjectCode', parseProjectCode, '5200000001'],
  ['AgencyCode', parseAgencyCode, 'H08.15'],
  ['HouseholdCode', parseHouseholdCode, 'HGD-21583-000001'],
]

function refusalOf(parse: (text: unknown) => string, value: unknown): GraphQLError {
  try {
    parse(value)
  } catch (error) {
    if (error instanceof GraphQLError) return error
    throw error
  }
  throw new Error('the value was accepted')
}

function acceptsOrRefuses(parse: (text: unknown) => string, value: string): GraphQLError | null {
  try {
    parse(value)
    return null
  } catch (error) {
    return error as GraphQLError
  }
}

test('a refusal is Vietnamese first, then English, with the form and an example twice', () => {
  const error = refuse('Thing', { vi: 'ba chữ số', en: 'three digits', example: '000' })
  expect(error.message).toBe(
    "Thing: cần ba chữ số, ví dụ 000 (không phải của ai) — Thing: expected three digits, for example 000 (nobody's)",
  )
  expect(error.extensions).toEqual({ code: 'BAD_USER_INPUT' })
})

test('the promises below are kept by every scalar', () => {
  const named = new Set(identifiers.map(([name]) => name))
  expect(Object.keys(scalars).filter((name) => !named.has(name))).toEqual([])
})

describe.each(identifiers)('%s', (name, parse, canonical) => {
  const fixed = refusalOf(parse, undefined)

  test('refuses with BAD_USER_INPUT and its own name, and points at no source line', () => {
    expect(fixed.extensions).toEqual({ code: 'BAD_USER_INPUT' })
    expect(fixed.message.startsWith(`${name}: cần `)).toBe(true)
    expect(fixed.nodes).toBeUndefined()
    expect(fixed.source).toBeUndefined()
    expect(fixed.originalError).toBeUndefined()
  })

  test('gives an example that it accepts itself', () => {
    const example = /ví dụ (.+) \(không phải của ai\)/.exec(fixed.message)?.[1]
    expect(parse(example)).toBe(example)
  })

  test('accepts the canonical form, and its decomposed form as the same value', () => {
    expect(parse(canonical)).toBe(canonical)
    expect(parse(canonical.normalize('NFD'))).toBe(canonical)
  })

  test('one message for whatever text is refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 4 }), (text) => {
        const error = acceptsOrRefuses(parse, text)
        if (error === null) return
        expect(error.message).toBe(fixed.message)
        if (!fixed.message.includes(text)) expect(error.message.includes(text)).toBe(false)
      }),
    )
  })

  test('no way of printing a refusal shows the value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const error = refusalOf(parse, `${canonical}canary${text}`)
        const printed = [error.message, error.stack, String(error), JSON.stringify(error), inspect(error, { depth: 9 })]
        expect(printed.join('\n')).not.toContain('canary')
      }),
    )
  })

  test('nothing is trimmed or ignored: white space, zero-width and control characters are refused anywhere', () => {
    const strange = [
      ' ',
      '\n',
      '\r\n',
      '\t',
      '\0',
      '\u00a0',
      '\u00ad',
      '\u200b',
      '\u200d',
      '\u202e',
      '\u2060',
      '\ufeff',
    ]
    for (const character of strange) {
      for (let position = 0; position <= canonical.length; position++) {
        const spoiled = canonical.slice(0, position) + character + canonical.slice(position)
        expect(refusalOf(parse, spoiled).message).toBe(fixed.message)
      }
    }
  })

  test('no other digits, letters or hyphens stand for the ASCII ones', () => {
    for (const spoiled of lookAlikes(canonical)) expect(refusalOf(parse, spoiled).message).toBe(fixed.message)
  })

  test('nothing is folded: the same letters in the other case are refused', () => {
    for (const folded of [canonical.toLowerCase(), canonical.toUpperCase()]) {
      if (folded !== canonical) expect(refusalOf(parse, folded).message).toBe(fixed.message)
    }
  })

  test('a character more or less at either end is refused or another value, never the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 3 }), (more) => {
        for (const text of [canonical + more, more + canonical, canonical.slice(1), canonical.slice(0, -1)]) {
          if (acceptsOrRefuses(parse, text) === null) expect(parse(text)).not.toBe(canonical)
        }
      }),
    )
  })

  test('whatever neighbour of the canonical form it accepts, it gives back what it accepts unchanged', () => {
    for (let position = 0; position < canonical.length; position++) {
      for (const character of '019.- AZ\u0110bz') {
        const neighbour = canonical.slice(0, position) + character + canonical.slice(position + 1)
        const error = acceptsOrRefuses(parse, neighbour)
        if (error === null) expect(parse(parse(neighbour))).toBe(parse(neighbour))
        else expect(error.message).toBe(fixed.message)
      }
    }
  })

  test('what is not a string is refused and never asked for its text', () => {
    const ask = () => {
      throw new Error('the value was asked')
    }
    const asking = { toString: ask, valueOf: ask, toJSON: ask, [Symbol.toPrimitive]: ask }
    const digits = Number(canonical.replace(/[^0-9]/g, ''))
    const others = [
      null,
      digits,
      0,
      Number.NaN,
      1n,
      true,
      false,
      Symbol(canonical),
      [canonical],
      {},
      asking,
      Object(canonical),
    ]
    for (const other of [...others, new Date(0), () => canonical]) {
      expect(refusalOf(parse, other).message).toBe(fixed.message)
    }
  })
})

/** The value with one character replaced by a relative of it: full-width, Arabic-Indic, mathematical, other hyphens. */
function lookAlikes(canonical: string): string[] {
  return [...canonical].flatMap((character, position) => {
    const swap = (other: string) => canonical.slice(0, position) + other + canonical.slice(position + 1)
    const code = character.charCodeAt(0)
    const wide = code > 0x20 && code < 0x7f ? [swap(String.fromCharCode(code + 0xfee0))] : []
    if (/[0-9]/.test(character)) {
      const digit = Number(character)
      return [...wide, ...[0x660, 0x966, 0x1d7ce, 0x2080].map((zero) => swap(String.fromCodePoint(zero + digit)))]
    }
    return character === '-' ? [...wide, ...['\u2010', '\u2011', '\u2212', '\u2013'].map(swap)] : wide
  })
}
