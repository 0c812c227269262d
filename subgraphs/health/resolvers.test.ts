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

let health: TestAgency
beforeAll(async () => {
  health = await openSharedAgency('health', province.asOf)
})
afterAll(() => health.close())

test('a facility is told to anybody by its code, with its commune', async () => {
  const wanted = province.healthFacilities[0]
  const query =
    'query ($code: HealthFacilityCode!) { healthFacility(code: $code) { code name facilityClass beds services openingHours unit { id } } }'
  const { healthFacility } = await health.ask(query, { code: wanted?.code })
  expect(healthFacility).toMatchObject({ code: wanted?.code, name: wanted?.name, unit: { id: wanted?.unitId } })
  expect(await health.ask(query, { code: '52999' })).toEqual({ healthFacility: null })
})

test('facilities are found by class and commune', async () => {
  const query = `query ($where: HealthFacilityWhere) {
    healthFacilities(where: $where, orderBy: name, first: 100) { totalCount nodes { name facilityClass } }
  }`
  const stations = await health.ask(query, { where: { facilityClass: 'INITIAL' } })
  expect(stations.healthFacilities.totalCount).toBe(58)
  const unit = province.communes[0]?.unitId
  const own = await health.ask(query, { where: { unit, facilityClass: 'INITIAL' } })
  expect(own.healthFacilities.nodes).toHaveLength(1)
})

test('a practitioner is told by the number of the licence, with person and facility', async () => {
  const { licenceNumber, name, personalId, facilityCode } = rows('practitioners')[0]
  const query =
    'query ($number: ID!) { practitioner(licenceNumber: $number) { licenceNumber name person { personalId } facility { code practitioners { nodes { licenceNumber } } } } }'
  const { practitioner } = await health.ask(query, { number: licenceNumber })
  expect(practitioner).toMatchObject({ licenceNumber, name, person: { personalId }, facility: { code: facilityCode } })
  expect(practitioner.facility.practitioners.nodes).toContainEqual({ licenceNumber })
})

test('encounters and vaccinations hang on the person, in the order of their dates and doses', async () => {
  const ids = [...new Set(rows('encounters').map(({ personalId }) => personalId))].slice(0, 50)
  const told = await health.entities(
    'Person',
    'encounters { totalCount nodes { date diagnosis facility { code } person { personalId } } } vaccinations { nodes { vaccine dose status } }',
    ids.map((personalId) => ({ personalId })),
  )
  for (const [i, personalId] of ids.entries()) {
    const own = (name: string) => rows(name).filter((row) => row.personalId === personalId)
    const dates = told[i].encounters.nodes.map(({ date }: { date: string }) => date)
    expect(dates).toEqual(
      own('encounters')
        .map(({ date }) => date)
        .sort(),
    )
    expect(told[i].encounters.totalCount).toBe(dates.length)
    expect(told[i].encounters.nodes[0].person).toEqual({ personalId })
    expect(told[i].vaccinations.nodes).toHaveLength(own('vaccinations').length)
  }
})

describe('open totals of encounters', () => {
  const many = makeProvince({ persons: 30_000, seed: 'many' })
  const made = [0, 1].flatMap((index) => [...agency.seed.documents(makeChunk(many, index))])
  const encounters = rows('encounters', made)
  const unit = encounters[0].unitId
  const query =
    'query ($unit: ID!, $year: Int) { encounterTotals(unit: $unit, year: $year) { year month chapter count } }'
  let scratch: TestAgency
  beforeAll(async () => {
    scratch = await openScratchAgency('health', made, many.asOf)
  })
  afterAll(() => scratch.close())

  test('count each encounter of last year once at most, by months of ten persons and the rest together', async () => {
    const { encounterTotals } = await scratch.ask(query, { unit })
    expect(encounterTotals.length).toBeGreaterThan(0)
    for (const { chapter } of encounterTotals) {
      const ofChapter = encounters.filter(
        (row) => row.unitId === unit && row.chapter === chapter && row.date.startsWith('2025'),
      )
      const months = Array.from({ length: 12 }, (_, i) =>
        ofChapter.filter(({ date }) => Number(date.slice(5, 7)) === i + 1),
      )
      const told = encounterTotals.filter((total: { chapter: string }) => total.chapter === chapter)
      const rest = months.filter((of) => persons(of) < limits.totalsMinimum).flat()
      const wanted = new Map<number | null, number>(persons(rest) < limits.totalsMinimum ? [] : [[null, rest.length]])
      for (const [i, of] of months.entries()) {
        if (persons(of) >= limits.totalsMinimum) wanted.set(i + 1, of.length)
      }
      const counts = told.map(({ month, count }: { month: number | null; count: number }) => [month, count])
      expect(new Map(counts)).toEqual(wanted)
      expect(counts).toHaveLength(wanted.size)
    }
  })

  test('leave out the month that has not ended, other communes and other years', async () => {
    const { encounterTotals } = await scratch.ask(query, { unit, year: 2026 })
    const months = encounterTotals.map(({ month }: { month: number | null }) => month ?? 0)
    expect(Math.max(...months)).toBeLessThan(6)
    const ended = encounters.filter((row) => row.unitId === unit && row.date >= '2026-01-01' && row.date < '2026-06-01')
    const told = encounterTotals.reduce((sum: number, { count }: { count: number }) => sum + count, 0)
    expect(told).toBeGreaterThan(0)
    expect(told).toBeLessThanOrEqual(ended.length)
    expect(await scratch.ask(query, { unit: '99999@', year: 2025 })).toEqual({ encounterTotals: [] })
    expect(await scratch.ask(query, { unit, year: 2024 })).toEqual({ encounterTotals: [] })
  })
})

function persons(of: readonly { personalId: string }[]): number {
  return new Set(of.map(({ personalId }) => personalId)).size
}
