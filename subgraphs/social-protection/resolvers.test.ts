import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { limits } from '../../schema/limits.ts'
import { makeChunk } from '../../seed/population/chunk.ts'
import { makeProvince } from '../../seed/population/province.ts'
import { openScratchAgency, openSharedAgency, type TestAgency } from '../../test/setup/agency.ts'
import { testPersons, testSeed } from '../../test/setup/population.ts'
import { agency } from './agency.ts'

const province = makeProvince({ persons: testPersons, seed: testSeed })
const documents = [...agency.seed.documents(makeChunk(province, 0))]
// biome-ignore lint/suspicious/noExplicitAny: each collection has a shape of its own
const rows = (collection: string, of = documents): any[] =>
  of.filter((made) => made.collection === collection).map(({ document }) => document)
// biome-ignore lint/suspicious/noExplicitAny: each collection has a shape of its own
const plantedAs = (conflict: string): any => documents.find(({ plants }) => plants === conflict)?.document

let agencyOfToday: TestAgency
beforeAll(async () => {
  agencyOfToday = await openSharedAgency('social-protection', province.asOf)
})
afterAll(() => agencyOfToday.close())

describe('the posted list', () => {
  const lookUp =
    'query ($code: ID!, $year: Int!) { poorHousehold(householdCode: $code, year: $year) { year posted postedFrom postedUntil } }'
  const thisYear = rows('poorHouseholds').find(({ year }) => year === 2026)
  const forgotten = plantedAs('poor-list-of-last-year-still-shown')

  test('answers for a household of this year', async () => {
    const { poorHousehold } = await agencyOfToday.ask(lookUp, { code: thisYear.householdCode, year: 2026 })
    expect(poorHousehold).toEqual({ year: 2026, posted: true, postedFrom: '2026-01-05', postedUntil: '2027-01-04' })
  })

  test('of last year answers as for a household that was never on it, although nobody took it down', async () => {
    const askedForgotten = await agencyOfToday.ask(lookUp, { code: forgotten.householdCode, year: 2025 })
    const askedNobody = await agencyOfToday.ask(lookUp, { code: 'HGD-00000-1', year: 2025 })
    expect(askedForgotten).toEqual({ poorHousehold: null })
    expect(askedForgotten).toEqual(askedNobody)
  })

  test('of a year is there on its last day and gone on the next', async () => {
    const ask = async (today: string) => {
      const then = await openSharedAgency('social-protection', today)
      const answer = await then.ask(lookUp, { code: forgotten.householdCode, year: 2025 })
      await then.close()
      return answer.poorHousehold?.posted ?? null
    }
    expect([await ask('2026-01-04'), await ask('2026-01-05')]).toEqual([true, null])
  })

  test('is told to agencies by the household, all years, also when it is no longer posted', async () => {
    const [{ povertyRecords }] = await agencyOfToday.entities(
      'Household',
      'povertyRecords { householdCode year posted takenDownOn povertyClass household { code } unit { id } }',
      [{ code: forgotten.householdCode }],
    )
    const { householdCode, unitId } = forgotten
    expect(povertyRecords).toEqual([
      {
        householdCode,
        year: 2025,
        posted: false,
        takenDownOn: null,
        povertyClass: 'NEAR_POOR',
        household: { code: householdCode },
        unit: { id: unitId },
      },
    ])
  })

  test('gives a record by household and year, each year its own', async () => {
    const listed = rows('poorHouseholds').slice(0, 20)
    const keys = listed.map(({ householdCode, year }) => ({ householdCode, year }))
    const told = await agencyOfToday.entities('PoorHousehold', 'householdCode year povertyClass', [
      ...keys,
      { householdCode: thisYear.householdCode, year: 1999 },
    ])
    expect(told.slice(0, -1)).toEqual(
      listed.map(({ householdCode, year, povertyClass }) => ({ householdCode, year, povertyClass })),
    )
    expect(told.at(-1)).toBeNull()
  })
})

describe('benefits of a person', () => {
  const fields =
    'benefits { totalCount nodes { programme monthlyAmount to lastPaidOn unit { id } person { personalId } } }'

  test('show a pension that is paid after death', async () => {
    const { personalId } = plantedAs('pension-paid-after-death')
    const died = makeChunk(province, 0).personById.get(personalId)?.dateOfDeath ?? ''
    const [{ benefits }] = await agencyOfToday.entities('Person', fields, [{ personalId }])
    expect(benefits.nodes).toMatchObject([{ programme: 'SOCIAL_PENSION', to: null, person: { personalId } }])
    expect(benefits.nodes[0].lastPaidOn > died).toBe(true)
  })

  test('show two communes that pay one person', async () => {
    const { personalId } = plantedAs('beneficiary-in-two-communes')
    const [{ benefits }] = await agencyOfToday.entities('Person', fields, [{ personalId }])
    expect(new Set(benefits.nodes.map(({ unit }: { unit: { id: string } }) => unit.id)).size).toBe(2)
  })

  test('and merit are empty lists for somebody without a record', async () => {
    const [told] = await agencyOfToday.entities('Person', 'benefits { totalCount } meritRecords { totalCount }', [
      { personalId: '999099000000' },
    ])
    expect(told).toEqual({ benefits: { totalCount: 0 }, meritRecords: { totalCount: 0 } })
  })
})

test('records are found by programme and amount', async () => {
  const { beneficiaries } = await agencyOfToday.ask(
    '{ beneficiaries(where: { programme: DISABILITY, monthlyAmount: { from: 1000000 } }, orderBy: from, first: 100) { nodes { recordCode from } } }',
  )
  const wanted = rows('beneficiaries').filter((row) => row.programme === 'DISABILITY' && row.monthlyAmount >= 1_000_000)
  expect(wanted.length).toBeGreaterThan(0)
  expect(beneficiaries.nodes.map((node: { recordCode: string }) => node.recordCode).sort()).toEqual(
    wanted.map(({ recordCode }) => recordCode).sort(),
  )
})

test('cemeteries are an open list with their graves', async () => {
  const { martyrsCemeteries } = await agencyOfToday.ask(
    '{ martyrsCemeteries(orderBy: graves, direction: DESC) { totalCount nodes { code name graves unit { id } source } } }',
  )
  expect(martyrsCemeteries.totalCount).toBe(11)
  const graves = martyrsCemeteries.nodes.map((node: { graves: number }) => node.graves)
  expect(graves).toEqual([...graves].sort((a, b) => b - a))
})

describe('open totals of a commune', () => {
  const many = makeProvince({ persons: 60_000, seed: 'many' })
  const made = [0, 1].flatMap((index) => [...agency.seed.documents(makeChunk(many, index))])
  const units = [...new Set(rows('poorHouseholds', made).map(({ unitId }) => unitId))]
  let scratch: TestAgency
  beforeAll(async () => {
    scratch = await openScratchAgency('social-protection', made, many.asOf)
  })
  afterAll(() => scratch.close())

  test('count records in force by programme, and leave out groups of fewer than ten persons', async () => {
    let published = 0
    for (const unit of units) {
      const { beneficiaryTotals } = await scratch.ask(
        'query ($unit: ID!) { beneficiaryTotals(unit: $unit) { programme count monthlyAmount } }',
        { unit },
      )
      const inForce = rows('beneficiaries', made).filter(
        (row) => row.unitId === unit && row.to === null && row.from <= many.asOf,
      )
      for (const programme of ['SOCIAL_PENSION', 'DISABILITY', 'ORPHAN', 'POOR_SINGLE_PARENT']) {
        const of = inForce.filter((row) => row.programme === programme)
        const told = beneficiaryTotals.find((total: { programme: string }) => total.programme === programme)
        const enough = new Set(of.map(({ personalId }) => personalId)).size >= limits.totalsMinimum
        const sum = of.reduce((total, { monthlyAmount }) => total + monthlyAmount, 0)
        expect(told).toEqual(enough ? { programme, count: of.length, monthlyAmount: sum } : undefined)
        published += enough ? 1 : 0
      }
    }
    expect(published).toBeGreaterThan(0)
  })

  test('count the households of the list of this year unless another is asked', async () => {
    const query =
      'query ($unit: ID!, $year: Int) { povertyTotals(unit: $unit, year: $year) { year povertyClass count } }'
    let published = 0
    for (const unit of units) {
      for (const [asked, year] of [
        [null, 2026],
        [2025, 2025],
      ]) {
        const { povertyTotals } = await scratch.ask(query, { unit, year: asked })
        const of = (povertyClass: string) =>
          rows('poorHouseholds', made).filter(
            (row) => row.unitId === unit && row.year === year && row.povertyClass === povertyClass,
          ).length
        const wanted = ['NEAR_POOR', 'POOR'].flatMap((povertyClass) =>
          of(povertyClass) >= limits.totalsMinimum ? [{ year, povertyClass, count: of(povertyClass) }] : [],
        )
        expect(povertyTotals).toEqual(wanted)
        published += wanted.length
      }
    }
    expect(published).toBeGreaterThan(0)
  })
})
