import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import mongoose, { type Connection } from 'mongoose'
import { type OwnMongod, ownMongod } from '../test/setup/mongod.ts'
import { waitFor } from '../test/setup/wait-for.ts'
import { type Following, followResidence } from './follow-residence.ts'

let mongod: OwnMongod
let residence: Connection
let register: Connection
let following: Following | undefined
const reports: unknown[] = []

beforeAll(async () => {
  mongod = await ownMongod()
  const open = (dbName: string) => mongoose.createConnection(mongod.uri, { dbName, serverSelectionTimeoutMS: 500 })
  residence = open('follow_residence')
  register = open('follow_register')
  await Promise.all([residence.asPromise(), register.asPromise()])
})
afterAll(async () => {
  await Promise.all([residence.close(), register.close()])
  await mongod.remove()
})
beforeEach(async () => {
  await Promise.all([residence.dropDatabase(), register.dropDatabase()])
  reports.length = 0
  await put('p1', 'A')
  await put('p2', 'B')
  await persons().insertMany(
    ['p1', 'p2', 'p3'].map((id) => ({ _id: id, personalId: id, ...(id === 'p3' ? { unitId: 'A' } : {}) })),
  )
})
afterEach(() => following?.stop())

const residents = () => residence.collection<{ _id: string }>('residents')
const persons = () => register.collection<{ _id: string; personalId: string; unitId?: string }>('persons')
const put = (id: string, unitId: string) =>
  residents().replaceOne({ _id: id }, { personalId: id, unitId, fullName: id }, { upsert: true })
const start = () => {
  following = followResidence({ residence, register, report: (error) => reports.push(error) })
  return following
}

async function homes(): Promise<Record<string, string | undefined>> {
  const all = await persons().find().sort({ _id: 1 }).toArray()
  return Object.fromEntries(all.map(({ personalId, unitId }) => [personalId, unitId]))
}
const until = (wanted: Record<string, string | undefined>) =>
  waitFor(homes, (now) => JSON.stringify(now) === JSON.stringify(wanted))

describe('the register’s map of residence', () => {
  test('agrees with the residents as soon as it is followed; who is no resident lives nowhere', async () => {
    await start().caughtUp
    expect(await homes()).toEqual({ p1: 'A', p2: 'B', p3: undefined })
  })

  test('follows a move, an arrival and a departure', async () => {
    await start().caughtUp
    await put('p1', 'C')
    await put('p3', 'B')
    await residents().deleteOne({ _id: 'p2' })
    await until({ p1: 'C', p3: 'B' })
    await residents().updateOne({ _id: 'p3' }, { $set: { unitId: 'D' } })
    await until({ p1: 'C', p3: 'D' })
    expect(reports).toEqual([])
  })

  test('catches up with what moved while nobody followed, without comparing everybody anew', async () => {
    await start().caughtUp
    await put('p1', 'C')
    await until({ p1: 'C', p2: 'B' })
    await following?.stop()
    await put('p1', 'D')
    await residents().deleteOne({ _id: 'p2' })
    // Only a comparison of all would write this one back.
    await persons().updateOne({ _id: 'p3' }, { $set: { unitId: 'kept' } })
    await start().caughtUp
    await until({ p1: 'D', p3: 'kept' })
  })

  test.each([
    ['that was never of this stream', { _data: '8200' }],
    ['that is none', { _data: 'Quy Nhơn' }],
    ['that the stream has long forgotten', { _data: '82000000010000000129295A1004' }],
  ])('compares everybody where the kept place is one %s', async (_what, token) => {
    const places = register.collection<{ _id: string }>('hubResidencePlace')
    await places.replaceOne({ _id: 'residents' }, { token }, { upsert: true })
    await start().caughtUp
    await until({ p1: 'A', p2: 'B' })
  })

  test('compares everybody after the residents were dropped and came back', async () => {
    await start().caughtUp
    await residence.dropDatabase()
    await put('p2', 'E')
    await until({ p2: 'E' })
    await put('p1', 'F')
    await until({ p1: 'F', p2: 'E' })
  })

  test('changes nothing when it is told the same again, and makes nobody up', async () => {
    await start().caughtUp
    for (let turn = 0; turn < 3; turn += 1) await put('p1', 'C')
    await put('stranger', 'A')
    await put('p2', 'C')
    await until({ p1: 'C', p2: 'C' })
    expect(Object.keys(await homes())).toEqual(['p1', 'p2', 'p3'])
  })

  test('goes on after the database was away, and tells so once', async () => {
    await start().caughtUp
    await put('p1', 'C')
    await until({ p1: 'C', p2: 'B' })
    await mongod.stop()
    await waitFor(
      async () => reports.length,
      (count) => count > 0,
    )
    await mongod.start()
    await put('p1', 'D')
    await until({ p1: 'D', p2: 'B' })
    expect(reports).toHaveLength(1)
  })
})

test('stopping ends it, also before it has begun', async () => {
  const early = start()
  await early.stop()
  await put('p1', 'C')
  expect((await homes()).p1).not.toBe('C')
})
