import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import mongoose from 'mongoose'
import { openRows } from '../../subgraphs/_kit/at-rest/at-rest.ts'
import { changingKeys, clinicAgency, rings } from '../../subgraphs/_kit/fixtures/clinic-agency.ts'
import { ownDatabase } from '../../subgraphs/_kit/fixtures/own-database.ts'
import type { SeedModule } from '../population/population.ts'
import { type OwnTarget, seed } from './fixtures/seed-target.ts'

const { BSON } = mongoose.mongo

const visits: SeedModule = {
  *documents(chunk) {
    for (const { personalId } of chunk.persons) {
      const document = {
        _id: `v-${personalId.slice(-6)}`,
        personId: personalId,
        illness: 'J18.9',
        month: '2026-01',
        ward: 'w1',
      }
      yield { collection: 'visits', document }
    }
  },
}

const keys = changingKeys()
const agency = { ...clinicAgency(), seed: visits }
let target: OwnTarget
beforeAll(async () => {
  const own = await ownDatabase(agency, 'seed_sealed', keys)
  const rows = (collection: string) =>
    own.database.connection.collection(collection).find({}).sort({ _id: 1 }).toArray()
  const empty = async () => void (await own.database.connection.dropDatabase())
  target = { agency, own, database: own.database, rows, empty }
})
afterAll(() => target.own.end())
beforeEach(async () => {
  keys.use(rings.before)
  await target.empty()
})

const stored = async () => BSON.EJSON.stringify([await target.rows('visits'), await target.rows('hubKeys')])

describe('a seed of sensitive records', () => {
  test('writes them sealed, and the same bytes every time', async () => {
    await seed([target])
    const first = await stored()
    expect(first).not.toMatch(/J18|2026-01/)
    expect((await target.rows('visits')).length).toBe(200)
    await target.empty()
    await seed([target])
    expect(await stored()).toBe(first)
  })

  test('is kept at a start that has the keys', async () => {
    await seed([target])
    const first = await stored()
    expect((await seed([target], { replace: false })).kept).toEqual(['clinic'])
    expect(await stored()).toBe(first)
  })

  test('is refused and left as it is at a start with other keys', async () => {
    await seed([target])
    const first = await stored()
    keys.use(rings.after)
    await expect(seed([target], { replace: false })).rejects.toThrow(/is sealed by other keys.*npm run seed/)
    expect(await stored()).toBe(first)
  })

  test('is made anew by the command that replaces, where its keys were lost', async () => {
    await seed([target])
    keys.use(rings.after)
    expect((await seed([target], { replace: true })).written).toEqual(['clinic'])
    const rows = openRows(target.database.atRest, 'visits', await target.rows('visits'))
    expect(rows.every(({ illness }) => illness === 'J18.9')).toBe(true)
    expect((await seed([target], { replace: false })).kept).toEqual(['clinic'])
  })
})
