import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { limits } from '../../schema/limits.ts'
import { makeChunk } from '../../seed/population/chunk.ts'
import { makeProvince } from '../../seed/population/province.ts'
import { openScratchAgency, openSharedAgency, type TestAgency } from '../../test/setup/agency.ts'
import { testPersons, testSeed } from '../../test/setup/population.ts'
import { agency } from './agency.ts'

const province = makeProvince({ persons: testPersons, seed: testSeed })
const documents = Array.from({ length: province.chunkCount }, (_, i) => [
  ...agency.seed.documents(makeChunk(province, i)),
]).flat()
// biome-ignore lint/suspicious/noExplicitAny: each collection has a shape of its own
const rows = (collection: string, of = documents): any[] =>
  of.filter((made) => made.collection === collection).map(({ document }) => document)
const vessels = rows('fishingVessels')
const offshore = vessels.filter(({ zone }) => zone === 'OFFSHORE')

let fisheries: TestAgency
beforeAll(async () => {
  fisheries = await openSharedAgency('fisheries', province.asOf)
})
afterAll(() => fisheries.close())

describe('a fishing vessel', () => {
  const vesselWith =
    'query ($number: VesselNumber!) { fishingVessel(registrationNumber: $number) { ownerPerson { personalId } ownerOrganization { taxCode } owners { person { personalId } soldOn } licence { number vessel { registrationNumber } } safetyCertificate { number } homePort { name unit { id } } trips(first: 2) { totalCount nodes { departurePort { code } departedOn catches { species weightKg } } } originCertificates { nodes { number trip { departedOn } } } } }'

  test('is told with its owner, licence, trips and port', async () => {
    for (const vessel of vessels) {
      const { fishingVessel } = await fisheries.ask(vesselWith, { number: vessel.registrationNumber })
      const trips = rows('trips').filter(({ registrationNumber }) => registrationNumber === vessel.registrationNumber)
      expect(fishingVessel.ownerPerson?.personalId ?? null).toBe(vessel.ownerPersonalId)
      expect(fishingVessel.ownerOrganization?.taxCode ?? null).toBe(vessel.ownerTaxCode)
      expect(fishingVessel.licence?.number ?? null).toBe(vessel.licenceNumber)
      expect(fishingVessel.trips.totalCount).toBe(trips.length)
      expect(fishingVessel.trips.nodes.map((trip: { departedOn: string }) => trip.departedOn)).toEqual(
        trips.slice(0, 2).map(({ departedOn }) => departedOn),
      )
      expect(fishingVessel.homePort.name).toMatch(/^Cảng cá /)
    }
  })

  test('that nobody registered is null, and letters are not folded', async () => {
    for (const number of ['BĐ-99999-TS', 'BD-00001-TS']) {
      expect(await fisheries.ask(vesselWith, { number })).toEqual({ fishingVessel: null })
    }
  })

  test('with two owners stands in the list of each of them, and its present owner is the buyer', async () => {
    const sold = vessels.find(({ owners }) => owners.length === 2)
    const [seller, buyer] = sold.ownerPersonalIds
    const lists = await fisheries.entities(
      'Person',
      'fishingVessels { totalCount nodes { registrationNumber ownerPerson { personalId } } }',
      [{ personalId: seller }, { personalId: buyer }, { personalId: '999099000000' }],
    )
    for (const { fishingVessels } of lists.slice(0, 2)) {
      const found = fishingVessels.nodes.find(
        (node: { registrationNumber: string }) => node.registrationNumber === sold.registrationNumber,
      )
      expect(found.ownerPerson.personalId).toBe(buyer)
    }
    expect(lists[2].fishingVessels).toEqual({ totalCount: 0, nodes: [] })
  })
})

describe('the open position', () => {
  const grid = 'gridPosition { latitude longitude observedOn }'

  test('is the cell of the newest position that is seven days old, never of a younger one', async () => {
    const keys = offshore.map(({ registrationNumber }) => ({ registrationNumber }))
    const told = await fisheries.entities('FishingVessel', grid, keys)
    for (const [i, { registrationNumber }] of keys.entries()) {
      const own = rows('positions').filter((position) => position.registrationNumber === registrationNumber)
      const old = own.filter(({ observedAt }) => observedAt < '2026-06-22T17:00:00.000Z').sort(byTime)
      const newest = old.at(-1)
      expect(own.length).toBeGreaterThan(old.length)
      expect(told[i].gridPosition).toEqual({ ...newest.grid, observedOn: newest.observedAt.slice(0, 10) })
    }
  })

  test('is null for a vessel that carries no device', async () => {
    const small = vessels.find(({ zone }) => zone === 'COASTAL')
    const [told] = await fisheries.entities('FishingVessel', grid, [{ registrationNumber: small.registrationNumber }])
    expect(told).toEqual({ gridPosition: null })
  })
})

test('vessels are found by zone and length, and 12.0 and 15.0 m belong to the longer zone', async () => {
  const query = `query ($where: FishingVesselWhere) {
    fishingVessels(where: $where, orderBy: lengthMax, first: 100) { totalCount nodes { lengthMax zone } }
  }`
  const edge = (metres: number) => fisheries.ask(query, { where: { lengthMax: { from: metres, to: metres } } })
  expect((await edge(12)).fishingVessels.nodes[0].zone).toBe('MIDDLE')
  expect((await edge(15)).fishingVessels.nodes[0].zone).toBe('OFFSHORE')
  const { fishingVessels } = await fisheries.ask(query, { where: { zone: 'OFFSHORE' } })
  expect(fishingVessels.nodes.map((node: { lengthMax: number }) => node.lengthMax)).toEqual(
    offshore.map(({ lengthMax }) => lengthMax).sort((a, b) => a - b),
  )
})

test('a certificate of origin is checked by its number', async () => {
  const { number, validity } = rows('originCertificates')[0]
  const query = 'query ($number: ID!) { originCertificate(number: $number) { number validity } }'
  expect(await fisheries.ask(query, { number })).toEqual({ originCertificate: { number, validity } })
})

test('ports and shelters are open lists', async () => {
  const { ports, shelters } = await fisheries.ask(
    '{ ports(orderBy: name) { nodes { name unit { id } source } } shelters { totalCount } }',
  )
  expect(ports.nodes.map((port: { name: string }) => port.name)).toContain('Cảng cá Quy Nhơn')
  expect(shelters.totalCount).toBe(3)
})

describe('open totals of 30,000 persons', () => {
  const many = makeProvince({ persons: 30_000, seed: 'many' })
  const fleet = Array.from({ length: many.chunkCount }, (_, i) => [...agency.seed.documents(makeChunk(many, i))]).flat()
  let scratch: TestAgency
  beforeAll(async () => {
    scratch = await openScratchAgency('fisheries', fleet, many.asOf)
  })
  afterAll(() => scratch.close())

  test('of vessels are recounted, without groups of fewer than ten', async () => {
    const { vesselTotals } = await scratch.ask('{ vesselTotals { zone licensed count enginePower } }')
    const groups = grouped(rows('fishingVessels', fleet), (row) => [row.zone, row.licenceValidTo >= many.asOf])
    const wanted = [...groups].filter(([, group]) => group.length >= limits.totalsMinimum)
    expect(vesselTotals).toHaveLength(wanted.length)
    expect(wanted.length).toBeGreaterThan(0)
    for (const { zone, licensed, count } of vesselTotals) {
      expect(groups.get(JSON.stringify([zone, licensed]))).toHaveLength(count)
    }
  })

  test('of the catch stand for ten vessels each, in ended months of the year', async () => {
    const { catchTotals } = await scratch.ask('{ catchTotals(year: 2026) { year month species weightKg count } }')
    const logs = rows('catchLogs', fleet).filter(({ year, month }) => year === 2026 && month < 6)
    const wanted = [...grouped(logs, ({ month, species }) => [month, species])].filter(
      ([, group]) => new Set(group.map((log) => log.registrationNumber)).size >= limits.totalsMinimum,
    )
    expect(wanted.length).toBeGreaterThan(0)
    expect(catchTotals).toHaveLength(wanted.length)
    const weights = new Map(wanted.map(([key, group]) => [key, group.reduce((sum, log) => sum + log.weightKg, 0)]))
    for (const { month, species, weightKg } of catchTotals) {
      expect(weights.get(JSON.stringify([month, species]))).toBe(weightKg)
    }
  })

  test('without a year are those of last year', async () => {
    const { last, named } = await scratch.ask(
      '{ last: catchTotals { year month species count } named: catchTotals(year: 2025) { year month species count } }',
    )
    expect(last).toEqual(named)
    expect(last.length).toBeGreaterThan(0)
  })
})

function byTime(a: { observedAt: string }, b: { observedAt: string }): number {
  return a.observedAt < b.observedAt ? -1 : 1
}

// biome-ignore lint/suspicious/noExplicitAny: rows are as MongoDB holds them
function grouped(of: readonly any[], key: (row: any) => unknown[]): Map<string, any[]> {
  // biome-ignore lint/suspicious/noExplicitAny: rows are as MongoDB holds them
  const groups = new Map<string, any[]>()
  for (const row of of) {
    const name = JSON.stringify(key(row))
    groups.set(name, [...(groups.get(name) ?? []), row])
  }
  return groups
}
