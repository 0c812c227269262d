import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createHub, type Hub } from '../../gateway/hub.ts'
import { logClient, logCollections } from '../../subgraphs/_kit/exchange-log/log-store.ts'
import type { ExchangeRecord } from '../../subgraphs/_kit/exchange-log/record.ts'
import { databaseRows } from '../setup/database-rows.ts'
import { type GraphQLAnswer, startTestHub, type TestHub, testConfig } from '../setup/hub.ts'
import { ownRecords } from '../setup/own-records.ts'
import { giveGrants, grantOf, reader, readerPurpose, tokenFor } from '../setup/reader.ts'
import { waitFor } from '../setup/wait-for.ts'

const person = 'query ($id: PersonalId!) { person(personalId: $id) { fullName } }'
const open = '{ agency(code: "GLI-SNV") { name } }'

/** Every exchange in the log, oldest first. */
async function exchanges(uri: string): Promise<ExchangeRecord[]> {
  const client = logClient(uri)
  const stored = await logCollections(client, uri)
    .records.find({ 'record.form': 'GRAPHQL' })
    .sort({ index: 1 })
    .toArray()
  await client.close()
  return stored.map(({ record }) => record as ExchangeRecord)
}

describe('a flood of one caller', () => {
  let hub: TestHub
  let uri: string
  beforeAll(async () => {
    const records = await ownRecords('flood')
    uri = records.mongodbUri
    hub = await startTestHub({ ...records, ratePerSecond: 1 })
  }, 60_000)
  afterAll(() => hub?.stop())

  test('is refused with 429 beyond its rate, and told of in a record a second that counts it whole', async () => {
    const flooder = { as: { sub: 'flooder', agency: 'TEST-FLOODER' } }
    const answers = await Promise.all(Array.from({ length: 300 }, () => hub.request(flooder, open)))
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(100)
    expect(await refused[0]?.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] })
    expect(answers.filter(({ status }) => status === 200).length + refused.length).toBe(300)
    const told = await waitFor(
      async () => (await exchanges(uri)).filter(({ code }) => code === 'RATE_LIMITED'),
      (records) => records.reduce((sum, { rows }) => sum + rows, 0) >= refused.length,
    )
    expect(told.reduce((sum, { rows }) => sum + rows, 0)).toBe(refused.length)
    expect(told.length).toBeLessThan(refused.length / 2)
    for (const record of told)
      expect(record).toMatchObject({
        identity: 'flooder',
        status: 'REFUSED',
        httpStatus: 429,
        answered: [],
        subjects: [],
      })
  }, 60_000)

  test('costs the others nothing', async () => {
    const another = { as: { sub: 'another', agency: 'TEST-ANOTHER' } }
    const [, ...answers] = await Promise.all([
      ...Array.from({ length: 100 }, () => hub.request({ as: { sub: 'flooder' } }, open)),
      hub.request(another, open),
    ])
    expect(answers.at(-1)?.status).toBe(200)
  })
})

describe('a budget of persons a day', () => {
  const perDay = 5
  let hub: TestHub
  let restarted: Hub | undefined
  let records: Awaited<ReturnType<typeof ownRecords>>
  let ids: string[]
  beforeAll(async () => {
    records = await ownRecords('budget')
    hub = await startTestHub({ ...records, subjectsPerDay: perDay })
    const other = { id: 'reader-2', purpose: 'HEALTH_CARE' }
    await giveGrants(records.mongodbUri, [grantOf(other), grantOf({ id: 'other', agency: 'TEST-OTHER' })])
    const rows = await databaseRows(hub, 'residence', 'residents', { deceased: false })
    ids = rows.map(({ personalId }) => String(personalId))
  }, 60_000)
  afterAll(async () => {
    await restarted?.stop()
    await hub?.stop()
  })

  const read = async (
    place: number,
    caller: Parameters<TestHub['request']>[0] = { as: reader, purpose: readerPurpose },
  ) => {
    const response = await hub.request(caller, person, { id: ids[place] })
    return { status: response.status, answer: (await response.json()) as GraphQLAnswer }
  }
  const answered = { status: 200, answer: { data: { person: { fullName: expect.any(String) } } } }
  const exceeded = { status: 429, answer: { errors: [{ extensions: { code: 'SUBJECT_BUDGET_EXCEEDED' } }] } }

  test('is spent by each new person, over all identities of the agency, and not by one who comes again', async () => {
    for (let place = 0; place < perDay; place += 1) {
      const colleague = { as: { ...reader, sub: `colleague-${place}` }, purpose: readerPurpose }
      expect(await read(place, colleague)).toMatchObject(answered)
      expect(await read(place)).toMatchObject(answered)
    }
    const beyond = await read(perDay)
    expect(beyond).toMatchObject(exceeded)
    expect(beyond.answer.data).toBeUndefined()
    expect(await read(0)).toMatchObject(answered)
  })

  test('is each agency’s and each purpose’s own; open data cost nothing', async () => {
    expect(await read(perDay, { as: reader, purpose: 'HEALTH_CARE' })).toMatchObject(answered)
    expect(await read(perDay, { as: { sub: 'o', agency: 'TEST-OTHER' }, purpose: readerPurpose })).toMatchObject(
      answered,
    )
    expect((await hub.request({ as: reader }, open)).status).toBe(200)
  })

  test('that was exceeded stands in the log, without a person', async () => {
    const beyond = (await exchanges(records.mongodbUri)).filter(({ code }) => code === 'SUBJECT_BUDGET_EXCEEDED')
    expect(beyond).toHaveLength(1)
    expect(beyond[0]).toMatchObject({
      status: 'REFUSED',
      httpStatus: 429,
      answered: [],
      subjects: [],
      agency: reader.agency,
    })
  })

  test('is not begun anew by a restart', async () => {
    await hub.hub.stop()
    restarted = await createHub(
      { ...testConfig(hub.dataDir), ...records, subjectsPerDay: perDay },
      { say: () => {}, progress: () => {} },
    )
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${await tokenFor(reader, hub.dataDir)}`,
      'x-purpose': readerPurpose,
    }
    const readAgain = async (place: number) => {
      const body = JSON.stringify({ query: person, variables: { id: ids[place] } })
      const response = await fetch(`${restarted?.url}/graphql`, { method: 'POST', headers, body })
      return { status: response.status, answer: await response.json() }
    }
    expect(await readAgain(perDay)).toMatchObject(exceeded)
    for (let place = 0; place < perDay; place += 1) expect(await readAgain(place)).toMatchObject(answered)
  }, 60_000)
})
