import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { logClient, logCollections } from '../../subgraphs/_kit/exchange-log/log-store.ts'
import { databaseRows } from '../setup/database-rows.ts'
import { type GraphQLAnswer, startTestHub, type TestHub } from '../setup/hub.ts'
import { type MongodProxy, mongodProxy } from '../setup/mongod-proxy.ts'
import { ownRecords } from '../setup/own-records.ts'
import { reader, readerPurpose } from '../setup/reader.ts'
import { waitFor } from '../setup/wait-for.ts'

const open = '{ agency(code: "GLI-SNV") { name } }'
const shared = 'query ($id: PersonalId!) { person(personalId: $id) { fullName } }'
const lookUp = 'query ($id: ParcelId!) { parcel(parcelId: $id) { landUse } }'
const inFlight = process.env.HUB_TEST_LONG === 'yes' ? 1_000 : 100

let way: MongodProxy
let hub: TestHub
let records: Awaited<ReturnType<typeof ownRecords>>
let personalIds: string[]
let parcelId: string
beforeAll(async () => {
  records = await ownRecords('log_down')
  way = await mongodProxy(records.mongodbUri)
  hub = await startTestHub({ ...records, mongodbUri: way.uri, ratePerSecond: 100_000 })
  const rows = await Promise.all([
    databaseRows(hub, 'residence', 'residents', { deceased: false }),
    databaseRows(hub, 'land', 'parcels', {}),
  ])
  personalIds = rows[0].map((row) => String(row.personalId))
  parcelId = String(rows[1][0]?.parcelId)
}, 60_000)
afterAll(async () => {
  await hub?.stop()
  await way?.close()
})

const codesOf = ({ errors }: GraphQLAnswer) => errors?.map(({ extensions }) => extensions.code)
const caller = { as: reader, purpose: readerPurpose }

describe('a hub that cannot write its exchange log', () => {
  const outcomes: { status: number; head: string | null; body: string }[] = []

  test('withholds each answer above OPEN that is under way, whole, and gives no receipt', async () => {
    way.hold('provincial-data-hub-log')
    const answers = await Promise.all(
      Array.from({ length: inFlight }, async (_, index) => {
        const response = await hub.request(caller, shared, { id: personalIds[index % personalIds.length] })
        return { status: response.status, head: response.headers.get('x-log-head'), body: await response.text() }
      }),
    )
    outcomes.push(...answers)
    for (const { status, head, body } of answers) {
      const { errors, ...rest } = JSON.parse(body)
      expect([errors?.[0].extensions.code, rest.data ?? null, head]).toEqual(['LOG_UNAVAILABLE', null, null])
      expect([200, 503]).toContain(status)
    }
  }, 60_000)

  test('then reads nothing above OPEN any more, look-ups included', async () => {
    expect(codesOf(await hub.ask(shared, { id: personalIds[0] }))).toEqual(['LOG_UNAVAILABLE'])
    expect(codesOf(await hub.askAs({ as: null }, lookUp, { id: parcelId }))).toEqual(['LOG_UNAVAILABLE'])
    const signed = { as: null, headers: { 'x-signed-answer': 'yes' } }
    expect(codesOf(await hub.askAs(signed, open))).toEqual(['LOG_UNAVAILABLE'])
  })

  test('still answers open data, to everybody, without a receipt', async () => {
    for (const as of [null, reader]) {
      const response = await hub.request({ as }, open)
      expect([response.status, response.headers.get('x-log-head')]).toEqual([200, null])
      expect(await response.json()).toEqual({ data: { agency: { name: expect.any(String) } } })
    }
    // What is refused of an operation is refused, and the open rest of it is answered.
    const mixed = '{ agency(code: "GLI-SNV") { name } residents(first: 1) { totalCount } }'
    expect(await hub.askAs({ as: null }, mixed)).toMatchObject({
      data: { agency: { name: expect.any(String) }, residents: null },
      errors: [{ extensions: { code: 'ACCESS_DENIED', reason: 'NO_TOKEN' } }],
    })
  })

  test('answers as before when the log is back, and the log says of the withheld ones that they never left', async () => {
    way.release()
    const ask = () => hub.ask(shared, { id: personalIds[0] })
    const answer = await waitFor(ask, ({ errors }) => errors === undefined)
    expect(answer.data.person.fullName).toEqual(expect.any(String))
    const client = logClient(records.mongodbUri)
    const { records: stored } = logCollections(client, records.mongodbUri)
    const withheld = await waitFor(
      () => stored.distinct('record.withheld.index'),
      (places) => places.length > 0,
    )
    const claimed = await stored.find({ index: { $in: withheld as number[] } }).toArray()
    const exchanges = claimed.flatMap(({ record }) => ('subjects' in record ? [record] : []))
    const read = exchanges.filter(({ subjects }) => subjects.length > 0)
    // The one without a person is the open answer that was to be signed.
    expect(read.length).toBe(withheld.length - 1)
    const persons = await stored.countDocuments({ 'record.subjects.0': { $exists: true } })
    expect(persons - read.length).toBeGreaterThanOrEqual(1)
    await client.close()
  }, 60_000)

  test('tells the person only of what left', async () => {
    const citizen = { as: { sub: 'citizen', personal_id: String(personalIds[1]) } }
    const mine = '{ myAccessLog { totalCount nodes { identity } } }'
    expect((await hub.askAs(citizen, mine)).data.myAccessLog).toEqual({ totalCount: 0, nodes: [] })
    await hub.ask(shared, { id: personalIds[1] })
    expect((await hub.askAs(citizen, mine)).data.myAccessLog).toEqual({
      totalCount: 1,
      nodes: [{ identity: 'reader' }],
    })
  })
})
