import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createHub, type Hub } from '../../gateway/hub.ts'
import { type GrantDesk, openGrantDesk } from '../../subgraphs/_kit/grants/grant-desk.ts'
import { buildCopy } from '../setup/build.ts'
import { testDataKeysFile } from '../setup/data-keys.ts'
import { databaseRows } from '../setup/database-rows.ts'
import { ask, type GraphQLAnswer, testConfig } from '../setup/hub.ts'
import { type HubProcess, startProcess } from '../setup/hub-process.ts'
import { type MongodProxy, mongodProxy } from '../setup/mongod-proxy.ts'
import { databaseVariables, ownRecords } from '../setup/own-records.ts'
import { grantOf, tokenFor } from '../setup/reader.ts'
import { waitFor } from '../setup/wait-for.ts'

const reads = process.env.HUB_TEST_LONG === 'yes' ? 5_000 : 1_000
const purpose = 'SOCIAL_PROTECTION'
const coordinates = ['Query.person', 'Person.fullName', 'Person.sex']
const query = 'query ($id: PersonalId!) { person(personalId: $id) { fullName sex } }'
const open = '{ agency(code: "GLI-SNV") { name } }'
const suspension = {
  ground: 'BREACH',
  until: '2030-01-31T17:00:00.000Z',
  contact: 'Đầu mối chia sẻ dữ liệu của Công an tỉnh',
} as const

let copy: string
let dataDir: string
let subgraph: HubProcess
let way: MongodProxy
/** Two over one data folder and one split subgraph; the third reaches its database by a way of its own. */
let gateways: Hub[]
let cutOff: Hub
let desk: GrantDesk
let personalIds: string[]
/** Headers of the consumer that is suspended, and of one that is not. */
let consumer: Record<string, string>
let another: Record<string, string>

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'suspension-'))
  await writeFile(join(dataDir, 'data-keys.json'), testDataKeysFile, { mode: 0o600 })
  const records = await ownRecords('suspension')
  copy = await buildCopy()
  const variables = { ...databaseVariables(records), PORT: '0', HUB_DATA_DIR: dataDir }
  subgraph = startProcess(copy, 'dist/subgraphs/_kit/serve.js', ['residence'], variables)
  const residence = (await subgraph.line(/^Subgraph residence ready on /)).split(' ').at(-1) as string
  way = await mongodProxy(records.mongodbUri)
  const talk = { say: () => {}, progress: () => {} }
  const config = {
    ...testConfig(dataDir),
    ...records,
    remoteSubgraphs: { residence },
    ratePerSecond: 1_000_000,
  }
  gateways = [await createHub(config, talk), await createHub(config, talk)]
  cutOff = await createHub({ ...config, mongodbUri: way.uri }, talk)
  desk = openGrantDesk({ uri: records.mongodbUri, now: () => new Date() })
  const granted = { coordinates, purpose, mode: 'SPECIAL' } as const
  const grants = [
    grantOf({ ...granted, id: 'suspended', agency: 'TEST-A' }),
    grantOf({ ...granted, id: 'kept', agency: 'TEST-B' }),
  ]
  await desk.put(grants, 'test')
  const headersOf = async (agency: string) => {
    const token = await tokenFor({ sub: agency.toLowerCase(), agency }, dataDir)
    return { authorization: `Bearer ${token}`, 'x-purpose': purpose }
  }
  consumer = await headersOf('TEST-A')
  another = await headersOf('TEST-B')
  const rows = await databaseRows({ hub: cutOff }, 'residence', 'residents', { deceased: false })
  personalIds = rows.map((row) => String(row.personalId))
}, 240_000)
afterAll(async () => {
  await desk?.close()
  await Promise.all([...(gateways ?? []), cutOff].map((hub) => hub?.stop()))
  await way?.close()
  if (subgraph?.child.exitCode === null) await subgraph.end('SIGTERM')
  await Promise.all([copy, dataDir].map((folder) => rm(folder, { recursive: true, force: true })))
})

/** So many reads at once, over both gateways in turn, each of another person. */
function readAll(headers: Record<string, string>, count = reads): Promise<GraphQLAnswer[]> {
  return Promise.all(
    Array.from({ length: count }, (_, index) => {
      const variables = { id: personalIds[index % personalIds.length] }
      return ask(String(gateways[index % 2]?.url), { query, variables }, headers)
    }),
  )
}

/** Whole: not a null where there is a value. */
const isAnswered = ({ data, errors }: GraphQLAnswer) =>
  errors === undefined && typeof data.person?.fullName === 'string' && typeof data.person.sex === 'string'
const isSuspended = ({ data, errors }: GraphQLAnswer) =>
  data.person === null && errors?.length === 1 && errors[0].extensions.reason === 'SERVICE_SUSPENDED'

describe('a suspension, over two gateways and a subgraph in a process of its own', () => {
  test('all reads before it succeed', async () => {
    const answers = await readAll(consumer)
    expect(answers.filter(isAnswered)).toHaveLength(reads)
    expect(answers[0]?.data.person.fullName).toEqual(expect.any(String))
  }, 300_000)

  test('reads that meet it are answered or refused as suspended; of those that begin after its acknowledgement none succeeds', async () => {
    const meeting = readAll(consumer)
    const report = await desk.suspend(['suspended'], suspension, 'test')
    // Three gateways and the subgraph: all have said that they hold it.
    expect(report).toMatchObject({ confirmed: 4, silent: 0 })
    const after = await readAll(consumer)
    expect(after.filter(isAnswered)).toHaveLength(0)
    expect(after.filter(isSuspended)).toHaveLength(reads)
    expect((await meeting).filter((answer) => !isAnswered(answer) && !isSuspended(answer))).toEqual([])
  }, 300_000)

  test('the refusal says on what ground, until when, and whom to ask', async () => {
    const [answer] = await readAll(consumer, 1)
    const { extensions } = answer?.errors?.[0] ?? {}
    expect(extensions).toMatchObject({ code: 'ACCESS_DENIED', coordinate: 'Query.person', class: 'SHARED' })
    for (const said of Object.values(suspension)) expect(extensions.howTo).toContain(said)
  })

  test('another consumer of the same fields goes on reading, all of it', async () => {
    expect((await readAll(another)).filter(isAnswered)).toHaveLength(reads)
  }, 300_000)

  test('a restored grant reads again on every gateway', async () => {
    expect(await desk.restore(['suspended'], 'test')).toMatchObject({ confirmed: 4, silent: 0 })
    expect((await readAll(consumer, 200)).filter(isAnswered)).toHaveLength(200)
  }, 60_000)
})

describe('a gateway that is cut off from the store while a grant is suspended', () => {
  const id = () => ({ id: personalIds[0] })

  test('is waited for until its lease has run out, and reads nothing from then on', async () => {
    expect(isAnswered(await ask(cutOff.url, { query, variables: id() }, consumer))).toBe(true)
    way.hold('provincial-data-hub-grants')
    const report = await desk.suspend(['suspended'], suspension, 'test')
    expect(report).toMatchObject({ confirmed: 3, silent: 1 })
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => ask(cutOff.url, { query, variables: id() }, consumer)),
    )
    expect(answers.filter(({ data }) => data.person !== null)).toEqual([])
    expect(answers[0]?.errors?.[0].extensions.reason).toBe('NO_GRANT')
    expect(await ask(cutOff.url, { query: open }, consumer)).toEqual({
      data: { agency: { name: expect.any(String) } },
    })
    // The others are not held up by it.
    expect((await readAll(another, 100)).filter(isAnswered)).toHaveLength(100)
  }, 60_000)

  test('hears of it when it is back', async () => {
    way.release()
    const answer = await waitFor(
      () => ask(cutOff.url, { query, variables: id() }, consumer),
      ({ errors }) => errors?.[0].extensions.reason !== 'NO_GRANT',
    )
    expect(isSuspended(answer)).toBe(true)
    await desk.restore(['suspended'], 'test')
    expect(isAnswered(await ask(cutOff.url, { query, variables: id() }, consumer))).toBe(true)
  }, 60_000)
})
