import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { GraphQLError } from 'graphql'
import mongoose from 'mongoose'
import { limits } from '../../schema/limits.ts'
import { type OwnMongod, ownMongod } from '../../test/setup/mongod.ts'
import { type Database, databaseName, openDatabase } from './database.ts'
import { fixtureAgency } from './fixtures/fixture-agency.ts'
import { type OwnDatabase, ownDatabase, ownUri } from './fixtures/own-database.ts'

const agency = () =>
  fixtureAgency('land-use', {
    collections: { parcels: { schema: new mongoose.Schema({ _id: String, code: { type: String, unique: true } }) } },
  })

function refusalOf(database: Database): GraphQLError {
  try {
    database.collection('parcels')
  } catch (error) {
    if (error instanceof GraphQLError) return error
  }
  throw new Error('it was not refused')
}

/** Opens a database whose changes of state can be awaited in their order. */
function watched(uri: string, now = () => new Date()) {
  const changes: string[] = []
  let heard = () => {}
  const database = openDatabase(agency(), {
    uri,
    now,
    onChange: (name, up) => {
      changes.push(`${name} ${up ? 'up' : 'down'}`)
      heard()
    },
  })
  return {
    database,
    changes,
    async changed(count: number) {
      while (changes.length < count) await new Promise<void>((resolve) => (heard = resolve))
    },
  }
}

describe('the name of an agency’s database', () => {
  test.each([
    ['mongodb://127.0.0.1:27017', 'hub_land_use'],
    ['mongodb://127.0.0.1:27017/', 'hub_land_use'],
    ['mongodb://127.0.0.1:27017/?replicaSet=rs0', 'hub_land_use'],
    ['mongodb://127.0.0.1:27017/demo?replicaSet=rs0', 'demo_land_use'],
    ['mongodb://user:secret@a:1,b:2/province', 'province_land_use'],
    ['mongodb+srv://cluster.example/province', 'province_land_use'],
  ])('%s → %s', (uri, name) => {
    expect(databaseName(uri, 'land-use')).toBe(name)
  })
})

describe('an open database', () => {
  let own: OwnDatabase
  beforeAll(async () => {
    own = await ownDatabase(agency(), 'kit_database')
  })
  afterAll(() => own.end())

  test('is up, and answers from its collections', async () => {
    await own.fill('parcels', [{ _id: 'a', code: 'x' }])
    expect(own.database.state().up).toBe(true)
    expect(await own.database.collection('parcels').find({ code: 'x' }).lean()).toEqual([{ _id: 'a', code: 'x' }])
    expect(own.database.connection.name).toMatch(/_land_use$/)
  })

  test('has only the collections that the agency lists', () => {
    for (const name of ['others', '__proto__', 'constructor']) {
      expect(() => own.database.collection(name)).toThrow(`land-use has no collection named ${name}`)
    }
  })

  test('refuses a filter on a field that the model does not have, and any operator in the place of a value', async () => {
    const parcels = own.database.collection('parcels')
    for (const filter of [
      { owner: 'x' },
      { 'owner.name': 'x' },
      { code: { $where: 'true' } },
      { code: { $unknown: 1 } },
    ]) {
      await expect(parcels.find(filter).lean()).rejects.toThrow()
    }
  })

  test('is not written to by being opened: no collection, no index', async () => {
    const opened = openDatabase(agency(), { uri: ownUri('kit_untouched'), now: () => new Date() })
    expect(await opened.firstAttempt).toBe(true)
    await opened.collection('parcels').find({}).lean()
    expect(await opened.connection.db?.listCollections().toArray()).toEqual([])
    await opened.close()
  })
})

describe('a server that comes and goes', () => {
  let mongod: OwnMongod
  beforeAll(async () => {
    mongod = await ownMongod()
  })
  afterAll(() => mongod.remove())

  test('costs nothing but its answers: the hub starts without it, takes it up and loses it again', async () => {
    await mongod.stop()
    const instants = ['2026-01-31T01:00:00.000Z', '2026-01-31T01:00:05.000Z', '2026-01-31T01:00:09.000Z']
    const clock = instants.values()
    const { database, changes, changed } = watched(mongod.uri, () => new Date(clock.next().value ?? 0))

    expect(database.state()).toEqual({ up: false, since: instants[0] })
    expect(refusalOf(database).extensions).toEqual({
      code: 'AGENCY_UNAVAILABLE',
      database: 'land-use',
      since: instants[0],
    })
    expect(await database.firstAttempt).toBe(false)
    expect(changes).toEqual([])
    expect(await database.untilUp(1)).toBe(false)

    const waiting = database.untilUp(limits.databaseLateMs)
    await mongod.start()
    await changed(1)
    expect([await waiting, await database.untilUp(0)]).toEqual([true, true])
    expect(database.state()).toEqual({ up: true, since: instants[1] })
    expect(await database.collection('parcels').find({}).lean()).toEqual([])

    await mongod.stop()
    await changed(2)
    expect(database.state()).toEqual({ up: false, since: instants[2] })
    expect(refusalOf(database).extensions.since).toBe(instants[2])

    await mongod.start()
    await changed(3)
    expect(await database.collection('parcels').find({}).lean()).toEqual([])
    expect(changes).toEqual(['land-use up', 'land-use down', 'land-use up'])
    await database.close()
    expect(() => database.collection('parcels')).toThrow(GraphQLError)
  })
})

describe('a server that never answers', () => {
  let refusing: Server
  let attempts = 0
  beforeAll(async () => {
    refusing = createServer((socket) => {
      attempts += 1
      socket.destroy()
    })
    refusing.listen(0, '127.0.0.1')
    await once(refusing, 'listening')
  })
  afterAll(() => new Promise((resolve) => refusing.close(resolve)))
  afterEach(() => {
    jest.restoreAllMocks()
    jest.useRealTimers()
  })

  const address = () => `mongodb://127.0.0.1:${(refusing.address() as AddressInfo).port}/?directConnection=true`

  test('is asked again after each pause, until the database is closed and never after; no pause keeps the process alive', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance', 'hrtime', 'Date'] })
    const waits = jest.spyOn(globalThis, 'setTimeout')
    const { database, changes } = watched(address())
    expect(await database.firstAttempt).toBe(false)
    const pause = waits.mock.results[waits.mock.calls.findIndex(([, ms]) => ms === limits.databaseReconnectMs)]?.value
    expect((pause as NodeJS.Timeout).hasRef()).toBe(false)

    const first = attempts
    await jest.advanceTimersByTimeAsync(limits.databaseReconnectMs - 1)
    expect(attempts).toBe(first)
    const asked = once(refusing, 'connection')
    await jest.advanceTimersByTimeAsync(1)
    await asked

    // Closed in the middle of an attempt: it ends, and none follows.
    await database.close()
    const last = attempts
    await jest.advanceTimersByTimeAsync(100 * limits.databaseReconnectMs)
    await new Promise((resolve) => refusing.getConnections(resolve))
    expect(attempts).toBe(last)
    expect(jest.getTimerCount()).toBe(0)
    expect(changes).toEqual([])
  })
})
