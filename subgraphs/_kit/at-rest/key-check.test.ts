import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { changingKeys, clinicAgency, rings } from '../fixtures/clinic-agency.ts'
import { fixtureAgency } from '../fixtures/fixture-agency.ts'
import { type OwnDatabase, ownDatabase } from '../fixtures/own-database.ts'
import { keysFit, requireKeysFit, writeKeyCheck } from './key-check.ts'

const keys = changingKeys()
const other = { current: 'old', keys: { old: Buffer.alloc(32, 9).toString('base64') } }
let own: OwnDatabase
beforeAll(async () => {
  own = await ownDatabase(clinicAgency(), 'key_check', keys)
})
afterAll(() => own.end())
beforeEach(async () => {
  keys.use(rings.before)
  await own.database.connection.dropDatabase()
})

test('a database in which nothing is sealed yet takes any keys', async () => {
  expect(await keysFit(own.database)).toBe(true)
  await requireKeysFit(own.database)
})

test('a database takes the keys by which it was sealed, and more beside them', async () => {
  await writeKeyCheck(own.database)
  expect(await keysFit(own.database)).toBe(true)
  keys.use(rings.during)
  expect(await keysFit(own.database)).toBe(true)
})

test.each([
  ['of another id', rings.after],
  ['of the same id and another secret', other],
])('keys %s are told at once, in both languages and with the ways out', async (_what, ring) => {
  await writeKeyCheck(own.database)
  keys.use(ring)
  expect(await keysFit(own.database)).toBe(false)
  const refused = requireKeysFit(own.database)
  await expect(refused).rejects.toThrow(/clinic được mã hóa bằng khóa khác.*is sealed by other keys/)
  await expect(refused).rejects.toThrow(/HUB_DATA_DIR.*npm run seed/)
})

test('while keys are rotated both must be there', async () => {
  keys.use(rings.during)
  await writeKeyCheck(own.database)
  keys.use(rings.after)
  expect(await keysFit(own.database)).toBe(false)
  keys.use(rings.before)
  expect(await keysFit(own.database)).toBe(false)
})

test('what the database keeps of it is no key and no plain text', async () => {
  await writeKeyCheck(own.database)
  const kept = JSON.stringify(await own.database.connection.collection('hubKeys').find({}).toArray())
  expect(kept).toMatch(/s1:old:/)
  expect(kept).not.toMatch(/provincial/)
  expect(kept).not.toContain(rings.before.keys.old as string)
})

test('a database without sensitive fields needs no keys and keeps nothing', async () => {
  const plain = await ownDatabase(fixtureAgency('plain'), 'key_check_plain')
  await writeKeyCheck(plain.database)
  expect(await keysFit(plain.database)).toBe(true)
  expect(await plain.database.connection.collection('hubKeys').countDocuments()).toBe(0)
  await plain.end()
})
