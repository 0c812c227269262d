import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { readMarker } from '../../seed/load/marker.ts'
import { databaseRows } from '../setup/database-rows.ts'
import { startTestHub, type TestHub } from '../setup/hub.ts'

let hub: TestHub
const planted: Record<string, number> = {}
beforeAll(async () => {
  hub = await startTestHub()
  for (const { database } of hub.hub.subgraphs) {
    const marker = await readMarker(database)
    for (const [name, count] of Object.entries(marker?.planted ?? {})) planted[name] = (planted[name] ?? 0) + count
  }
})
afterAll(() => hub.stop())

/** The conflicts of the domain that concern the eight agencies; those of schools wait for theirs. */
const conflicts = [
  'beneficiary-in-two-communes',
  'dissolved-firm-with-active-project',
  'expired-insurance',
  'name-in-decomposed-unicode',
  'old-district-in-address',
  'parcel-split-after-join-date',
  'pension-paid-after-death',
  'person-with-two-tax-codes',
  'poor-list-of-last-year-still-shown',
  'record-on-merged-commune',
  'sex-digit-against-sex-field',
  'vessel-of-exactly-12-metres',
  'vessel-of-exactly-15-metres',
  'vessel-with-two-owners',
]

test('each conflict is planted at least once, and no other is counted', () => {
  expect(Object.keys(planted).sort()).toEqual(conflicts)
  expect(Object.values(planted).every((count) => count > 0)).toBe(true)
})

test('the hub reports the counts that the databases keep', () => {
  expect(hub.hub.seeded?.planted).toEqual(planted)
})

test('names in decomposed Unicode: as many in the database as were counted', async () => {
  const residents = await databaseRows(hub, 'residence', 'residents', {})
  const decomposed = residents.filter(({ fullName }) => fullName !== fullName.normalize('NFC'))
  expect(decomposed).toHaveLength(planted['name-in-decomposed-unicode'] as number)
})

test('sex against its digit: as many in the database as were counted', async () => {
  const residents = await databaseRows(hub, 'residence', 'residents', {})
  const against = residents.filter(({ personalId, sex }) => (Number(personalId[3]) % 2 === 0) !== (sex === 'MALE'))
  expect(against).toHaveLength(planted['sex-digit-against-sex-field'] as number)
})

test('a pension paid after death: the beneficiary is dead in residence, and paid later than in civil status', async () => {
  const dead = await databaseRows(hub, 'civil-status', 'deaths', {})
  const diedOn = new Map(dead.map((row) => [row.personalId, row.dateOfDeath]))
  const benefits = await databaseRows(hub, 'social-protection', 'beneficiaries', {})
  const late = benefits.filter((row) => diedOn.has(row.personalId) && row.lastPaidOn > diedOn.get(row.personalId))
  expect(late).toHaveLength(planted['pension-paid-after-death'] as number)
})
