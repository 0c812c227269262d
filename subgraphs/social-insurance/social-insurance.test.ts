import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import mongoose from 'mongoose'
import { parseHealthInsuranceCard } from '../../schema/scalars/health-insurance-card.ts'
import { parseSocialInsuranceNumber } from '../../schema/scalars/social-insurance-number.ts'
import { makeChunk } from '../../seed/population/chunk.ts'
import { makeProvince } from '../../seed/population/province.ts'
import { readAgencies } from '../../seed/reference/agencies.ts'
import { agency } from './agency.ts'
import { insuredGroup } from './insured-group.ts'

const province = makeProvince({ persons: 6_000, seed: 'social-insurance' })
const chunks = [makeChunk(province, 0), makeChunk(province, 1)]
const documents = chunks.map((chunk) => [...agency.seed.documents(chunk)])
const all = documents.flat()
// biome-ignore lint/suspicious/noExplicitAny: rows are as MongoDB holds them
const rows: any[] = all.map(({ document }) => document)
const living = chunks.flatMap(({ persons }) => persons).filter(({ dateOfDeath }) => dateOfDeath === null)
const isValid = (row: { validFrom: string; validTo: string }) =>
  row.validFrom <= province.asOf && province.asOf <= row.validTo

describe('the seed of social insurance', () => {
  test('fits the schema of its collection, in NFC', async () => {
    const Model = mongoose.model('healthInsurances', agency.collections.healthInsurances?.schema)
    expect(all.filter(({ collection }) => collection !== 'healthInsurances')).toEqual([])
    for (const { document } of documents[0] ?? []) await new Model(document).validate()
    const text = JSON.stringify(all)
    expect(text).toBe(text.normalize('NFC'))
  })

  test('is the same for the same chunk; numbers and persons are unique over all chunks', () => {
    expect([...agency.seed.documents(makeChunk(province, 1))]).toEqual(documents[1])
    for (const key of ['_id', 'socialNumber', 'personalId'])
      expect(new Set(rows.map((row) => row[key])).size).toBe(rows.length)
  })

  test('refuses a chunk for which there are no numbers instead of giving one twice', () => {
    const beyond = { ...makeChunk(province, 0), index: 1_000 }
    expect(() => [...agency.seed.documents(beyond)]).toThrow('numbers')
  })

  test('names living persons, active employers who employ them, and facilities of the province', () => {
    const facilities = new Set(province.healthFacilities.map(({ code }) => code))
    const wrong = chunks.flatMap(({ personById, firms }, i) => {
      const firmOf = new Map(firms.map((firm) => [firm.taxCode, firm]))
      return (documents[i] ?? []).filter(({ document }) => {
        const { personalId, employerTaxCode, firstCareFacilityCode } = document as Record<string, string>
        const employer = firmOf.get(employerTaxCode ?? '')
        const employed = employer?.status === 'ACTIVE' && employer.employeeIds.includes(personalId ?? '')
        const alive = personById.get(personalId ?? '')?.dateOfDeath === null
        return !alive || !facilities.has(firstCareFacilityCode ?? '') || (employerTaxCode !== null && !employed)
      })
    })
    expect(wrong).toEqual([])
    expect(rows.some((row) => row.employerTaxCode !== null)).toBe(true)
  })

  test('covers about 93 in 100 of the living on the day of the population', () => {
    const share = rows.filter(isValid).length / living.length
    expect(share).toBeGreaterThan(0.91)
    expect(share).toBeLessThan(0.95)
  })

  test('plants expired insurance, in every population of a thousand, and only there', () => {
    const wrong = all.filter(({ document, plants }) => (plants === 'expired-insurance') === isValid(document as never))
    expect(wrong).toEqual([])
    const small = makeProvince({ persons: 1_000, seed: 'small' })
    const planted = [...agency.seed.documents(makeChunk(small, 0))].filter(({ plants }) => plants)
    expect(planted.length).toBeGreaterThan(0)
  })

  test('prints cards of both kinds, which end with the social number and tell the benefit level', () => {
    const wrong = rows.filter(({ cardNumber, socialNumber, benefitLevel }) => {
      const ends = parseHealthInsuranceCard(cardNumber).endsWith(parseSocialInsuranceNumber(socialNumber))
      return !ends || (cardNumber.length === 15 && Number(cardNumber[2]) !== benefitLevel)
    })
    expect(wrong).toEqual([])
    expect(new Set(rows.map(({ cardNumber }) => cardNumber.length))).toEqual(new Set([10, 15]))
  })

  test('gives nobody insurance before birth', () => {
    const born = new Map(living.map(({ personalId, dateOfBirth }) => [personalId, dateOfBirth]))
    expect(rows.filter((row) => row.validFrom < (born.get(row.personalId) ?? ''))).toEqual([])
  })
})

describe('the group of an insured person', () => {
  test('has two letters and a level from 1 to 5, whoever it is', () => {
    const person = fc.record({
      ageYears: fc.integer({ min: 0, max: 120 }),
      poverty: fc.constantFrom('NONE' as const, 'NEAR_POOR' as const, 'POOR' as const),
      employed: fc.boolean(),
    })
    fc.assert(
      fc.property(person, (who) => {
        const { letters, benefitLevel } = insuredGroup(who)
        expect(parseHealthInsuranceCard(`${letters}${benefitLevel}520000000000`)).toHaveLength(15)
      }),
    )
  })
})

describe('the manifest of social insurance', () => {
  test('names departments of the register without a gap until today', () => {
    const known = new Map(readAgencies().map((row) => [row.code, row]))
    const departments = agency.manifest.departments.map(({ agency: code, validFrom, validTo }) => {
      expect(known.get(code)).toMatchObject({ validFrom, validTo })
      return [validFrom, validTo]
    })
    expect(departments).toEqual([
      [null, '2025-06-30'],
      ['2025-07-01', null],
    ])
  })
})
