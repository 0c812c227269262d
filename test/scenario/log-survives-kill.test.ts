import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { receiptPlace } from '../../gateway/audit-verifier/entries.ts'
import { logClient, logCollections } from '../../subgraphs/_kit/exchange-log/log-store.ts'
import { buildCopy } from '../setup/build.ts'
import { testDataKeysFile } from '../setup/data-keys.ts'
import { type HubProcess, startProcess } from '../setup/hub-process.ts'
import { databaseVariables, ownRecords } from '../setup/own-records.ts'
import { testPersons, testSeed } from '../setup/population.ts'
import { giveGrants, grantOf, reader, readerPurpose, tokenFor } from '../setup/reader.ts'

const long = process.env.HUB_TEST_LONG === 'yes'
/** Requests of one life of the hub, and how many are under way at once. */
const requests = long ? 10_000 : 2_000
const inFlight = 64
/** Where in the midst of them each life ends. */
const lives = long ? [0.2, 0.4, 0.6, 0.8, 0.95] : [0.3, 0.7]

let copy: string
let dataDir: string
let variables: Record<string, string>
let records: Awaited<ReturnType<typeof ownRecords>>
let headers: Record<string, string>
const started: HubProcess[] = []

beforeAll(async () => {
  copy = await buildCopy()
  dataDir = await mkdtemp(join(tmpdir(), 'killed-hub-'))
  await writeFile(join(dataDir, 'data-keys.json'), testDataKeysFile, { mode: 0o600 })
  records = await ownRecords('killed')
  variables = {
    ...databaseVariables(records),
    HUB_DATA_DIR: dataDir,
    HUB_SEED: testSeed,
    HUB_SEED_PERSONS: String(testPersons),
    HUB_RATE_PER_SECOND: '1000000',
    PORT: '0',
  }
  await giveGrants(records.mongodbUri, [grantOf()])
  headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${await tokenFor(reader, dataDir)}`,
    'x-purpose': readerPurpose,
  }
}, 180_000)
afterAll(async () => {
  for (const { child, end } of started) if (child.exitCode === null && child.signalCode === null) await end('SIGTERM')
  await Promise.all([copy, dataDir].map((folder) => rm(folder, { recursive: true, force: true })))
})

async function startHub(): Promise<{ hub: HubProcess; url: string }> {
  const hub = startProcess(copy, 'dist/gateway/main.js', [], variables)
  started.push(hub)
  return { hub, url: (await hub.line(/^Hub ready on /)).replace('Hub ready on ', '') }
}

const query = 'query ($after: String) { residents(first: 2, after: $after) { nodes { fullName dateOfBirth } } }'

interface Held {
  readonly receipt: string
  readonly requestId: string
}

/** What one client holds of its request: the receipt of an answer that came whole, or nothing. */
async function read(url: string): Promise<Held | null> {
  try {
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) })
    const { data, errors } = (await response.json()) as { data?: { residents: { nodes: unknown[] } }; errors?: unknown }
    if (response.status !== 200 || errors !== undefined || data?.residents.nodes.length !== 2) return null
    return {
      receipt: String(response.headers.get('x-log-head')),
      requestId: String(response.headers.get('x-request-id')),
    }
  } catch {
    return null
  }
}

/** Reads with so many at once until all were sent, and calls `midway` when this part of them has an answer. */
async function readMany(url: string, part: number, midway: () => void): Promise<Held[]> {
  const held: Held[] = []
  let sent = 0
  const one = async () => {
    while (sent < requests) {
      sent += 1
      const answer = await read(url)
      if (answer) held.push(answer)
      if (answer && held.length === Math.floor(requests * part)) midway()
    }
  }
  await Promise.all(Array.from({ length: inFlight }, one))
  return held
}

describe('a hub that is killed in the midst of its requests', () => {
  const held: Held[] = []

  test.each(lives)(
    'after this part of them: %d',
    async (part) => {
      const { hub, url } = await startHub()
      const answered = await readMany(url, part, () => hub.child.kill('SIGKILL'))
      expect(await hub.ended).toBe('SIGKILL')
      // It was killed while it answered: some were answered, and some were not.
      expect(answered.length).toBeGreaterThanOrEqual(Math.floor(requests * part))
      expect(answered.length).toBeLessThan(requests)
      held.push(...answered)
    },
    300_000,
  )

  test('has written a durable record of every answer that anybody holds, unchanged and of that request', async () => {
    const client = logClient(records.mongodbUri)
    const stored = await logCollections(client, records.mongodbUri).records.find({}).toArray()
    await client.close()
    const byId = new Map(stored.map((record) => [record._id, record]))
    const missing = held.filter(({ receipt, requestId }) => {
      const place = receiptPlace(receipt)
      const found = place && byId.get(`${place.writer}.${place.index}`)
      const isItsOwn = found && 'requestId' in found.record && found.record.requestId === requestId
      return !(isItsOwn && found.hash === place.hash && found.record.status === 'ANSWERED')
    })
    expect(missing).toEqual([])
    expect(new Set(held.map(({ receipt }) => receipt)).size).toBe(held.length)
  }, 60_000)

  test('leaves a log that the verifier finds whole, with every receipt, after the next start and without it', async () => {
    const file = join(dataDir, 'export.jsonl')
    const receipts = join(dataDir, 'receipts.txt')
    await writeFile(receipts, held.map(({ receipt }) => `${receipt}\n`).join(''))
    const run = async (name: string, ...args: string[]) => {
      const command = startProcess(copy, `dist/gateway/commands/${name}.js`, args, variables)
      started.push(command)
      return { code: await command.ended, output: command.lines.join('\n') }
    }
    const verified = async () => {
      expect(await run('audit-export', file)).toMatchObject({ code: 0 })
      return run('audit-verify', '--from', file, '--receipts', receipts)
    }
    const one = await verified()
    expect(one).toMatchObject({ code: 0, output: expect.stringContaining(`receipts ${held.length}`) })
    const { hub } = await startHub()
    expect(await hub.end('SIGTERM')).toBe(0)
    const two = await verified()
    expect(two).toMatchObject({ code: 0, output: expect.stringMatching(`writers ${lives.length + 1}`) })
  }, 180_000)
})
