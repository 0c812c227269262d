import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createHub, type Hub } from '../../gateway/hub.ts'
import { logClient, logCollections } from '../../subgraphs/_kit/exchange-log/log-store.ts'
import type { ExchangeRecord } from '../../subgraphs/_kit/exchange-log/record.ts'
import { databaseRows } from '../setup/database-rows.ts'
import { ask, type GraphQLAnswer, startTestHub, type TestHub, testConfig } from '../setup/hub.ts'
import { ownRecords } from '../setup/own-records.ts'
import { giveGrants, grantOf, reader, readerPurpose } from '../setup/reader.ts'

let hub: TestHub
let earlier: Hub
let citizen: { sub: string; personal_id: string }
/** Another person, whom nobody else's test reads here. */
let neighbour: string
let records: Awaited<ReturnType<typeof ownRecords>>

beforeAll(async () => {
  records = await ownRecords('subject_log')
  hub = await startTestHub(records)
  // The same hub on another day: one data folder, one log.
  const day = { ...testConfig(hub.dataDir), ...records, clock: '2026-03-01T23:30:00+07:00' }
  earlier = await createHub(day, { say: () => {}, progress: () => {} })
  const police = { id: 'police', agency: 'TEST-POLICE', purpose: 'CRIMINAL_INVESTIGATION' }
  await giveGrants(records.mongodbUri, [grantOf(police)])
  const rows = await databaseRows(hub, 'residence', 'residents', { deceased: false })
  const [first, second] = rows.map(({ personalId }) => String(personalId))
  citizen = { sub: 'citizen-of-test', personal_id: String(first) }
  neighbour = String(second)
}, 60_000)
afterAll(async () => {
  await earlier?.stop()
  await hub?.stop()
})

const person = 'query Name($id: PersonalId!) { person(personalId: $id) { fullName dateOfBirth } }'
const police = { as: { sub: 'detective', agency: 'TEST-POLICE' }, purpose: 'CRIMINAL_INVESTIGATION' }
const everything = { as: reader, purpose: readerPurpose }
const inspector = { as: { sub: 'inspector', agency: 'GLI-TT', roles: ['inspector'] }, purpose: 'INSPECTION' }
const officer = (agency: string) => ({ as: { sub: 'officer', agency, roles: ['officer'] } })

const mine = `query Mine($first: Int = 20, $after: String) { myAccessLog(first: $first, after: $after) {
  totalCount nodes { at identity agency app purpose fields grants receipt } pageInfo { hasNextPage endCursor } } }`
const log = `query Log($from: Date, $to: Date, $agency: ID, $first: Int = 100, $after: String) {
  exchangeLog(from: $from, to: $to, agency: $agency, first: $first, after: $after) { totalCount nodes {
    at requestId identity agency purpose operationName grants asked answered refused { coordinate reason }
    causes { key requires } databases rows subjects status code httpStatus bytes receipt } pageInfo { hasNextPage endCursor } } }`

/** The receipt in the header of the answer to one request. */
async function receiptOf(caller: Parameters<TestHub['request']>[0], query: string, variables = {}): Promise<string> {
  const response = await hub.request(caller, query, variables)
  await response.arrayBuffer()
  return String(response.headers.get('x-log-head'))
}
const nodesOf = ({ data, errors }: GraphQLAnswer, root: string) => {
  expect(errors).toBeUndefined()
  return data[root].nodes as Record<string, unknown>[]
}
async function storedRecord(receipt: string): Promise<ExchangeRecord> {
  const client = logClient(records.mongodbUri)
  const [writer, index] = receipt.split('.')
  const found = await logCollections(client, records.mongodbUri).records.findOne({ _id: `${writer}.${index}` })
  await client.close()
  return found?.record as ExchangeRecord
}

describe('a citizen who asks who has read their data', () => {
  let receipts: string[]
  let secret: string
  beforeAll(async () => {
    receipts = []
    for (let round = 0; round < 3; round += 1)
      receipts.unshift(await receiptOf(everything, person, { id: citizen.personal_id }))
    secret = await receiptOf(police, person, { id: citizen.personal_id })
    await receiptOf({ as: { sub: 'curious', agency: 'H08.11' }, purpose: readerPurpose }, person, {
      id: citizen.personal_id,
    })
    await receiptOf(everything, person, { id: neighbour })
  })

  test('sees who, for whom, why and which fields, newest first, each with the receipt that the reader holds', async () => {
    const nodes = nodesOf(await hub.askAs({ as: citizen }, mine), 'myAccessLog')
    expect(nodes.map(({ receipt }) => receipt)).toEqual(receipts)
    for (const node of nodes)
      expect(node).toMatchObject({
        identity: 'reader',
        agency: reader.agency,
        purpose: readerPurpose,
        fields: ['Person.fullName', 'Person.dateOfBirth'],
        grants: ['reader/1'],
      })
    const instants = nodes.map(({ at }) => String(at))
    expect(instants).toEqual(instants.toSorted().reverse())
  })

  test('is told nothing of a purpose that the law exempts, which stands in the record all the same', async () => {
    const answer = await hub.askAs({ as: citizen }, mine)
    expect(JSON.stringify(answer)).not.toMatch(/detective|TEST-POLICE|CRIMINAL/)
    expect(answer.data.myAccessLog.totalCount).toBe(nodesOf(answer, 'myAccessLog').length)
    const record = await storedRecord(secret)
    expect(record).toMatchObject({ exemption: 'CRIMINAL_INVESTIGATION', identity: 'detective', status: 'ANSWERED' })
    expect(record.subjects).toHaveLength(1)
  })

  test('does not see reads that were refused, nor those of anybody else', async () => {
    const answer = JSON.stringify(await hub.askAs({ as: citizen }, mine))
    expect(answer).not.toContain('curious')
    const other = { sub: 'neighbour', personal_id: neighbour }
    expect(nodesOf(await hub.askAs({ as: other }, mine), 'myAccessLog')).toHaveLength(1)
  })

  test('pages through it, none twice and none left out', async () => {
    const seen: unknown[] = []
    for (let after: string | null = null; ; ) {
      const answer: GraphQLAnswer = await hub.askAs({ as: citizen }, mine, { first: 2, after })
      seen.push(...nodesOf(answer, 'myAccessLog').map(({ receipt }) => receipt))
      const { hasNextPage, endCursor } = answer.data.myAccessLog.pageInfo
      if (!hasNextPage) break
      after = endCursor
    }
    const whole = nodesOf(await hub.askAs({ as: citizen }, mine), 'myAccessLog').map(({ receipt }) => receipt)
    expect(seen).toEqual(whole)
    // Opened with another's eyes it is no cursor.
    const first = (await hub.askAs({ as: citizen }, mine, { first: 1 })).data.myAccessLog.pageInfo.endCursor
    const stolen = await hub.askAs({ as: { sub: 'neighbour', personal_id: neighbour } }, mine, { after: first })
    expect(stolen.errors?.[0].extensions.code).toBe('BAD_USER_INPUT')
  })

  test('finds the own reading of the own record there too; who is no citizen gets null without an error', async () => {
    const own = { sub: 'self', personal_id: citizen.personal_id }
    const before = nodesOf(await hub.askAs({ as: own }, mine), 'myAccessLog').length
    const receipt = await receiptOf({ as: own }, '{ viewer { person { fullName } } }')
    const [newest, ...rest] = nodesOf(await hub.askAs({ as: own }, mine), 'myAccessLog')
    expect(newest).toMatchObject({ identity: 'self', agency: null, fields: ['Person.fullName'], receipt })
    expect(rest).toHaveLength(before)
    for (const caller of [everything, inspector, { as: null }])
      expect(await hub.askAs(caller, mine)).toEqual({ data: { myAccessLog: null } })
  })
})

describe('the log of exchanges', () => {
  let receipt: string
  let refused: string
  beforeAll(async () => {
    receipt = await receiptOf(everything, person, { id: neighbour })
    const unlisted = { as: { sub: 'unlisted', agency: 'TEST-UNLISTED' }, purpose: readerPurpose }
    refused = await receiptOf(unlisted, person, { id: neighbour })
    await ask(earlier.url, { query: '{ agency(code: "GLI-SNV") { name } }' })
  })
  const read = async (caller: Parameters<TestHub['askAs']>[0], variables = {}) =>
    nodesOf(await hub.askAs(caller, log, variables), 'exchangeLog')

  test('tells an inspector of every exchange, refused ones and exempt purposes included', async () => {
    const rows = await read(inspector)
    const identities = new Set(rows.map(({ identity }) => identity))
    expect([...identities]).toEqual(expect.arrayContaining(['reader', 'detective', 'unlisted', null]))
    expect(rows.find((row) => row.receipt === receipt)).toMatchObject({
      agency: reader.agency,
      purpose: readerPurpose,
      operationName: 'Name',
      answered: ['Query.person', 'Person.fullName', 'Person.dateOfBirth'],
      databases: expect.arrayContaining(['residence']),
      subjects: 1,
      status: 'ANSWERED',
    })
    expect(rows.find((row) => row.receipt === refused)).toMatchObject({
      status: 'REFUSED',
      answered: [],
      databases: [],
      refused: [{ coordinate: 'Query.person', reason: 'NO_GRANT' }],
    })
    expect(JSON.stringify(rows)).not.toContain(neighbour)
  })

  test('tells an officer what its agency asked and what its databases supplied, and nothing else', async () => {
    const rows = await read(officer('GLI-CA'))
    expect(rows.length).toBeGreaterThan(0)
    for (const { agency, databases } of rows)
      expect(agency === 'GLI-CA' || (databases as string[]).includes('residence')).toBe(true)
    expect(rows.map((row) => row.receipt)).toContain(receipt)
    expect(rows.map((row) => row.receipt)).not.toContain(refused)
    const asked = await read(officer('TEST-UNLISTED'))
    expect(new Set(asked.map(({ agency }) => agency))).toEqual(new Set(['TEST-UNLISTED']))
    expect(asked.map((row) => row.receipt)).toContain(refused)
  })

  test('is refused to everybody else, and to an inspector without that purpose', async () => {
    const reasonOf = async (caller: Parameters<TestHub['askAs']>[0]) => {
      const { data, errors } = await hub.askAs(caller, '{ exchangeLog { totalCount nodes { identity } } }')
      expect(data).toEqual({ exchangeLog: null })
      expect(errors).toHaveLength(1)
      return [errors?.[0].extensions.coordinate, errors?.[0].extensions.reason]
    }
    expect(await reasonOf({ as: null })).toEqual(['Query.exchangeLog', 'NO_TOKEN'])
    expect(await reasonOf({ as: citizen })).toEqual(['Query.exchangeLog', 'NO_PURPOSE'])
    expect(await reasonOf({ as: inspector.as })).toEqual(['Query.exchangeLog', 'NO_PURPOSE'])
    expect(await reasonOf({ ...inspector, purpose: readerPurpose })).toEqual(['Query.exchangeLog', 'PURPOSE_MISMATCH'])
    const coordinator = { as: { sub: 'coordinator', agency: 'GLI-SKHCN', roles: ['coordinator'] } }
    expect(await reasonOf({ ...coordinator, purpose: 'INSPECTION' })).toEqual(['Query.exchangeLog', 'NO_GRANT'])
  })

  test('is narrowed by day in the province and by agency; the count agrees', async () => {
    const day = { from: '2026-03-01', to: '2026-03-01' }
    const [row, ...more] = await read(inspector, day)
    expect([row?.at, more]).toEqual(['2026-03-01T16:30:00.000Z', []])
    expect(await read(inspector, { to: '2026-02-28' })).toEqual([])
    expect((await read(inspector, { from: '2026-03-02' })).map(({ at }) => at)).not.toContain(row?.at)
    const { data } = await hub.askAs(inspector, log, { agency: 'TEST-UNLISTED', first: 1 })
    expect(data.exchangeLog.nodes[0].agency).toBe('TEST-UNLISTED')
    expect(data.exchangeLog.totalCount).toBe((await read(inspector, { agency: 'TEST-UNLISTED' })).length)
    const supplied = await read(inspector, { agency: 'GLI-CA' })
    expect(supplied.map((one) => one.receipt)).toContain(receipt)
    // An officer's filter narrows what the officer may see, and opens nothing.
    const others = await read(officer('TEST-UNLISTED'), { agency: String(reader.agency) })
    expect(others).toEqual([])
  })

  test('logs that it was read: by whom, and which of its fields', async () => {
    const held = await receiptOf(inspector, log, { first: 1 })
    const row = (await read(inspector)).find((one) => one.receipt === held)
    expect(row).toMatchObject({
      identity: 'inspector',
      purpose: 'INSPECTION',
      operationName: 'Log',
      databases: ['hub'],
    })
    expect(row?.answered).toEqual(expect.arrayContaining(['Query.exchangeLog', 'ExchangeLog.receipt']))
    const own = await receiptOf({ as: citizen }, mine)
    const reading = (await read(inspector)).find((one) => one.receipt === own)
    expect(reading).toMatchObject({ identity: citizen.sub, answered: expect.arrayContaining(['Query.myAccessLog']) })
  })

  test('answers a receipt that the record in the database bears', async () => {
    const [row] = await read(inspector, { first: 1 })
    const [writer, index, hash] = String(row?.receipt).split('.')
    const client = logClient(records.mongodbUri)
    const found = await logCollections(client, records.mongodbUri).records.findOne({ _id: `${writer}.${index}` })
    await client.close()
    expect(found?.hash).toBe(hash)
  })
})
