import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import mongoose from 'mongoose'
import { type GraphQLAnswer, startTestHub, type TestHub } from '../setup/hub.ts'
import { waitFor } from '../setup/wait-for.ts'

const open =
  '{ administrativeUnit(code: "52", asOf: "2025-07-01") { name } vehicleTotals(unit: "21583@2025-07-01") { count } }'
const query = '{ administrativeUnit(code: "52", asOf: "2025-07-01") { name } residents(first: 1) { totalCount } }'
const lost = (answer: GraphQLAnswer) => answer.errors !== undefined
const whole = (answer: GraphQLAnswer) => answer.errors === undefined

let hub: TestHub
beforeAll(async () => {
  // With an embedded server of its own, as a newcomer's hub has.
  hub = await startTestHub({ mongodbUri: undefined, seedPersons: 500 })
}, 60_000)
afterAll(() => hub.stop())

/** The embedded server's process, asked of itself. */
async function mongodPid(): Promise<number> {
  const client = await mongoose.mongo.MongoClient.connect(hub.hub.mongodbUri ?? '')
  const { pid } = await client.db('admin').command({ serverStatus: 1 })
  await client.close()
  return Number(pid)
}

describe('when the whole database dies under the hub', () => {
  test('every open part of an answer says so with a code of the closed list, and the process stays up', async () => {
    process.kill(await mongodPid(), 'SIGKILL')
    const [answer, closed] = await Promise.all([
      waitFor(() => hub.ask(open), lost),
      waitFor(() => hub.ask(query), lost),
    ])
    expect(answer.data).toEqual({ administrativeUnit: null, vehicleTotals: null })
    expect(new Set(answer.errors?.map((error) => error.extensions.code))).toEqual(new Set(['AGENCY_UNAVAILABLE']))
    expect(answer.extensions.completeness.map((missing: { database: string }) => missing.database)).toEqual([
      'register',
      'residence',
    ])
    // Grants and log are gone with it: what is above OPEN is refused, and is not read.
    expect(closed.data?.residents ?? null).toBeNull()
    expect(closed.errors?.map((error) => error.extensions.code)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^(LOG_UNAVAILABLE|ACCESS_DENIED)$/)]),
    )
    expect(JSON.stringify([answer, closed])).not.toMatch(/127\.0\.0\.1|mongodb:|ECONN|topology/i)
    expect((await fetch(`${hub.url}/health/live`)).status).toBe(200)
  }, 60_000)

  test('the embedded server is started again and the hub answers as before, without a restart of its own', async () => {
    const answer = await waitFor(() => hub.ask(query), whole)
    expect(answer.data).toEqual({ administrativeUnit: { name: 'Tỉnh Gia Lai' }, residents: { totalCount: 500 } })
  }, 60_000)
})
