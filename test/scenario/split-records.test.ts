import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { buildSchema } from 'graphql'
import { createHub, type Hub } from '../../gateway/hub.ts'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { agencyFolders } from '../../subgraphs/_kit/discover.ts'
import { logClient, logCollections } from '../../subgraphs/_kit/exchange-log/log-store.ts'
import type { ExchangeRecord, StoredRecord } from '../../subgraphs/_kit/exchange-log/record.ts'
import { openSplitSubgraph, type SplitSubgraph } from '../../subgraphs/_kit/split-subgraph.ts'
import { randomDocument } from '../access/random-document.ts'
import { testDataKeysFile } from '../setup/data-keys.ts'
import { databaseRows } from '../setup/database-rows.ts'
import { testConfig } from '../setup/hub.ts'
import { ownRecords } from '../setup/own-records.ts'
import { giveGrants, grantOf, reader, readerPurpose, type TestClaims, tokenFor } from '../setup/reader.ts'
import { splitConfig } from '../setup/split-config.ts'
import { waitFor } from '../setup/wait-for.ts'

const documents = process.env.HUB_TEST_LONG === 'yes' ? 1_000 : 120
const clock = '2026-01-31T08:00:00+07:00'
// The log grows with every question, so that two equal ones get two answers.
const leaveOut = new Set(['Query.myAccessLog', 'Query.exchangeLog'])
const supergraph = readFileSync(join(repositoryRoot, 'schema/supergraph.graphql'), 'utf8')
const schema = buildSchema(supergraph, { assumeValid: true })

let dataDir: string
let records: Awaited<ReturnType<typeof ownRecords>>
let splits: SplitSubgraph[]
let whole: Hub
let parted: Hub
let client: ReturnType<typeof logClient>
let personalIds: string[]
const callers = new Map<string, Record<string, string>>()
const said: string[] = []

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'split-records-'))
  await writeFile(join(dataDir, 'data-keys.json'), testDataKeysFile, { mode: 0o600 })
  records = await ownRecords('split_records')
  client = logClient(records.mongodbUri)
  const talk = { say: () => {}, progress: () => {} }
  const report = ({ error }: { error: unknown }) => said.push(String(error))
  const folders = (await agencyFolders()).filter((folder) => folder !== 'hub')
  const open = (folder: string) =>
    openSplitSubgraph(splitConfig(folder, dataDir, { ...records, clock }), { ...talk, report })
  splits = await Promise.all(folders.map(open))
  const remoteSubgraphs = Object.fromEntries(folders.map((folder, index) => [folder, String(splits[index]?.url)]))
  const config = { ...testConfig(dataDir), ...records, clock, ratePerSecond: 1_000_000 }
  whole = await createHub(config, talk)
  parted = await createHub({ ...config, remoteSubgraphs }, talk)
  const rows = await databaseRows({ hub: whole }, 'residence', 'residents', { deceased: false })
  personalIds = rows.map((row) => String(row.personalId))
  const territory = [String(rows[0]?.residenceUnitId ?? '21583@2025-07-01')]
  await giveGrants(records.mongodbUri, [grantOf(), grantOf({ id: 'local', agency: 'TEST-LOCAL', territory })])
  await nameCaller('a stranger', null)
  await nameCaller('who may read all', reader, readerPurpose)
  await nameCaller('who reads one commune', { sub: 'local', agency: 'TEST-LOCAL' }, readerPurpose)
  await nameCaller('an owner', { sub: 'owner', agency: 'GLI-SNNMT', databases: ['land'] }, 'LAND_ADMINISTRATION')
  await nameCaller('a citizen', { sub: 'citizen', personal_id: String(personalIds[3]) })
}, 120_000)
afterAll(async () => {
  await client?.close()
  await parted?.stop()
  await whole?.stop()
  await Promise.all(splits?.map((split) => split.stop()) ?? [])
  await rm(dataDir, { recursive: true, force: true })
})

async function nameCaller(name: string, claims: TestClaims | null, purpose?: string): Promise<void> {
  const token = claims && (await tokenFor(claims, dataDir))
  callers.set(name, {
    'content-type': 'application/json',
    ...(token ? { authorization: `Bearer ${token}` } : {}),
    ...(purpose ? { 'x-purpose': purpose } : {}),
  })
}

/** Everything that leaves a hub on one request, and what its log keeps of it, but for what may differ. */
async function exchanged(hub: Hub, caller: string, body: object) {
  const headers = callers.get(caller) ?? {}
  const response = await fetch(`${hub.url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) })
  const text = await response.text()
  const requestId = String(response.headers.get('x-request-id'))
  const { records: log } = logCollections(client, records.mongodbUri)
  // Of open data the record may follow the answer.
  const stored = await waitFor(
    () => log.findOne({ 'record.requestId': requestId }),
    (found) => found !== null,
  )
  const {
    requestId: _id,
    durationMs: _duration,
    subjects,
    ...record
  } = (stored as StoredRecord).record as ExchangeRecord
  const may = new Set(['date', 'x-request-id', 'x-log-head'])
  return {
    status: response.status,
    text,
    headers: [...response.headers].filter(([name]) => !may.has(name)),
    record,
    subjects: subjects.toSorted((a, b) => (a.key < b.key ? -1 : 1)),
  }
}

const operation = (name: string) => readFile(join(repositoryRoot, 'test/bench/operations', `${name}.graphql`), 'utf8')

describe('a hub of which every database runs in a process of its own', () => {
  test('answers a dossier with the same bytes and logs it alike, persons by the same keys, for everybody', async () => {
    const query = await operation('dossier')
    for (const caller of callers.keys()) {
      for (const personalId of personalIds.slice(0, 4)) {
        const body = { query, variables: { personalId } }
        const [here, there] = [await exchanged(whole, caller, body), await exchanged(parted, caller, body)]
        expect(there).toEqual(here)
        expect(JSON.stringify([there.record, there.subjects])).not.toContain(personalId)
        if (caller === 'who may read all') expect(there.subjects.length).toBeGreaterThan(0)
      }
    }
  }, 120_000)

  test('answers a person of themself alike', async () => {
    const query =
      '{ viewer { identity person { fullName dateOfBirth parcels(first: 3) { totalCount nodes { parcelId } } household { size members { fullName } } } } }'
    for (const caller of callers.keys())
      expect(await exchanged(parted, caller, { query })).toEqual(await exchanged(whole, caller, { query }))
    const { text, subjects } = await exchanged(parted, 'a citizen', { query })
    expect(JSON.parse(text).data.viewer.person.fullName).toEqual(expect.any(String))
    expect(subjects.length).toBeGreaterThan(0)
  })

  test('answers whatever is asked with the same bytes, and logs it alike', async () => {
    const entropy = fc.array(fc.nat(1_000), { minLength: 20, maxLength: 120 })
    const names = fc.constantFrom(...callers.keys())
    await fc.assert(
      fc.asyncProperty(entropy, names, fc.nat(200), async (numbers, caller, person) => {
        const { text, variables } = randomDocument(schema, numbers, leaveOut)
        const id = JSON.stringify(personalIds[person % personalIds.length])
        const body = { query: text.replaceAll('"052085000001"', id), variables }
        expect(await exchanged(parted, caller, body)).toEqual(await exchanged(whole, caller, body))
      }),
      { numRuns: documents, endOnFailure: true },
    )
  }, 600_000)

  test('reports no failure of ours on all this', () => expect(said).toEqual([]))
})
