import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import mongoose from 'mongoose'
import { limits } from '../../schema/limits.ts'
import { fixtureAgency } from './fixtures/fixture-agency.ts'
import { type OwnDatabase, ownDatabase } from './fixtures/own-database.ts'
import { homeOf } from './home-of.ts'
import { noResidence, type Residence } from './residence.ts'
import { residenceMap } from './residence-map.ts'

const schema = new mongoose.Schema({ _id: String, personalId: String, unitId: { type: String, index: true } })

let own: OwnDatabase
let residence: Residence
beforeAll(async () => {
  own = await ownDatabase(fixtureAgency('register', { collections: { persons: { schema } } }), 'kit_residence')
  residence = residenceMap(own.database.connection)
  await own.fill('persons', [
    { _id: 'p1', personalId: 'p1', unitId: 'A' },
    { _id: 'p2', personalId: 'p2', unitId: 'B' },
    { _id: 'p3', personalId: 'p3', unitId: 'A' },
    { _id: 'p4', personalId: 'p4' },
    { _id: 'p5', personalId: 'p5', unitId: null },
  ])
})
afterAll(() => own.end())

describe('the map of residence', () => {
  test('knows the unit of each person who has one, and nothing of the others', async () => {
    const homes = await residence.residenceOf(['p1', 'p2', 'p4', 'p5', 'nobody'])
    expect([...homes].sort()).toEqual([
      ['p1', 'A'],
      ['p2', 'B'],
    ])
    expect(await residence.residenceOf([])).toEqual(new Map())
  })

  test('knows everybody of some units, and nobody of none', async () => {
    expect([...(await residence.personsIn(['A', 'C']))].sort()).toEqual(['p1', 'p3'])
    expect(await residence.personsIn([])).toEqual([])
  })

  test('refuses a territory of too many persons rather than leaving some out', async () => {
    const persons = Array.from({ length: limits.personsPerScope + 1 }, (_, n) => ({
      _id: `q${n}`,
      personalId: `q${n}`,
      unitId: 'D',
    }))
    await own.database.connection.collection<{ _id: string }>('persons').insertMany(persons)
    await expect(residence.personsIn(['D'])).rejects.toMatchObject({ extensions: { code: 'LIMIT_EXCEEDED' } })
    await own.database.connection.collection<{ _id: string }>('persons').deleteOne({ _id: 'q0' })
    expect(await residence.personsIn(['D'])).toHaveLength(limits.personsPerScope)
  })

  test('says that the register is down, at once, and guesses nobody', async () => {
    const closed = residenceMap(mongoose.createConnection())
    for (const asked of [closed.residenceOf(['p1']), closed.personsIn(['A'])]) {
      await expect(asked).rejects.toMatchObject({ extensions: { code: 'AGENCY_UNAVAILABLE', database: 'register' } })
    }
  })
})

describe('within one request', () => {
  test('many persons are one command, and each is asked once', async () => {
    const scope = own.scope('2026-01-31', { residence })
    let homes: unknown[] = []
    const commands = await own.commandsOf(async () => {
      homes = await Promise.all(['p1', 'p2', 'p1', 'p4'].map((one) => homeOf(scope, one)))
      await homeOf(scope, 'p2')
    })
    expect(homes).toEqual(['A', 'B', 'A', null])
    expect(commands).toEqual(['find'])
  })

  test('without a register nobody lives anywhere', async () => {
    expect(await homeOf(own.scope(), 'p1')).toBeNull()
    expect(await noResidence.personsIn(['A'])).toEqual([])
  })
})
