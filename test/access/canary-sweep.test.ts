import { readdir } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { exportLines } from '../../gateway/commands/export-lines.ts'
import { randomFrom } from '../../seed/population/random.ts'
import { discoverAgencies } from '../../subgraphs/_kit/discover.ts'
import { openLogChains } from '../../subgraphs/_kit/exchange-log/read-chains.ts'
import { startTestHub, type TestHub } from '../setup/hub.ts'
import { openAskers } from './generate/askers.ts'
import { type Canary, canaryFinder, plantCanaries } from './generate/canaries.ts'
import { type GeneratedDocument, randomDocument } from './generate/documents.ts'
import { learnedBy } from './generate/learned.ts'
import { cells, readInputs, readTypes, type TypeFacts } from './generate/province-tables.ts'
import { type PlainRow, plainRows } from './generate/rows.ts'
import { dropAll } from './generate/twin-hubs.ts'
import { type Asker, frozenNow } from './generate/viewers.ts'

const long = process.env.HUB_TEST_LONG === 'yes'
const operationsEach = long ? 60 : 12
const prefix = `canary${process.pid}`
const mongodbUri = String(process.env.TEST_MONGODB_URI).replace('/shared', `/${prefix}`)
const random = randomFrom('canary sweep')

let hub: TestHub
let types: ReadonlyMap<string, TypeFacts>
let askers: Asker[]
let canaries: Canary[]
let find: ReturnType<typeof canaryFinder>
let documents: GeneratedDocument[]
const pools = new Map<string, PlainRow[]>()

beforeAll(async () => {
  const sdls = await discoverAgencies()
  types = readTypes(sdls)
  hub = await startTestHub({ mongodbUri, seedPersons: 200, clock: frozenNow, ratePerSecond: 1_000_000 })
  askers = await openAskers(random, { hubs: [hub.hub], persons: 200, types, agencies: 12 })
  canaries = await plantCanaries(hub.hub, types, 40)
  find = canaryFinder(canaries)
  for (const { collection } of cells) {
    if (!pools.has(collection)) pools.set(collection, (await plainRows(hub.hub, collection)).slice(0, 40))
  }
  const words = { types, inputs: readInputs(sdls) }
  documents = Array.from({ length: long ? 600 : 150 }, () => randomDocument(random, words))
}, 400_000)
afterAll(async () => {
  await hub?.stop()
  await dropAll(prefix)
}, 60_000)

describe('a canary', () => {
  test('is found in each form in which it could leave', () => {
    const [{ text } = { text: '' }] = canaries
    const bytes = Buffer.from(`"${text}" `)
    const forms = [text, [...text].reverse().join(''), encodeURIComponent(text), JSON.stringify({ text })]
    const encoded = (['hex', 'base64', 'base64url'] as const).map((encoding) => bytes.toString(encoding))
    for (const form of [...forms, ...encoded])
      expect(find(`before ${form} after`).map((one) => one.text)).toEqual([text])
    expect(find('nothing of the kind')).toEqual([])
    expect(canaries.length).toBeGreaterThan(1_000)
  })

  test('reaches the one who may read it', async () => {
    const [{ personalId } = {}] = pools.get('residence/residents') ?? []
    const answer = await hub.ask(
      'query ($id: PersonalId!) { person(personalId: $id) { fullName permanentAddress dateOfBirth religion relationshipToHead } }',
      { id: personalId },
    )
    expect(answer.errors).toBeUndefined()
    expect(find(JSON.stringify(answer)).length).toBe(5)
  })

  test('reaches nobody else: no body, header, log record, audit export, file name or line of output holds one', async () => {
    const printed = listen()
    let answers = 0
    let permitted = 0
    const seen: string[] = []
    try {
      for (const asker of askers) {
        for (let done = 0; done < operationsEach; ) {
          const asked = await ask(asker)
          if (!asked) continue
          done += 1
          answers += 1
          permitted += asked.permitted
          seen.push(...asked.found)
        }
      }
    } finally {
      printed.stop()
    }
    const outside = { output: printed.text(), log: await exported(), files: (await readdir(hub.dataDir)).join(' ') }
    for (const [place, text] of Object.entries(outside)) {
      seen.push(...find(text).map(({ cell }) => `${place}: ${cell.collection}.${cell.field}`))
    }
    expect(outside.log.length).toBeGreaterThan(answers * 100)
    expect(answers).toBeGreaterThanOrEqual(300)
    expect(permitted).toBeGreaterThan(0)
    expect([...new Set(seen)]).toEqual([])
  }, 600_000)
})

/** One operation as somebody; the canaries of what they may not read are findings. */
async function ask(asker: Asker): Promise<{ permitted: number; found: string[] } | null> {
  const document = random.pick(documents)
  const ofBranches = document.branches.map(({ collection }) => pools.get(collection) ?? [])
  if (ofBranches.some((pool) => pool.length === 0)) return null
  const rows = ofBranches.map((pool) => random.pick(pool))
  const values = document.variables.map(({ name, branch, value }) => [name, value(rows[branch] ?? {})] as const)
  if (values.some(([, value]) => value == null || (Array.isArray(value) && value[0] == null))) return null
  const { claims, purpose } = asker
  const caller = { as: claims, ...(purpose ? { purpose } : {}), headers: { 'x-signed-answer': 'yes' } }
  const response = await hub.request(caller, document.text, Object.fromEntries(values))
  const text = await response.text()
  const learned = new Set(learnedBy(document.roots, asker, types).map(({ coordinate }) => coordinate))
  const found = find(text)
  const mayNot = found.filter(({ cell }) => !cell.readBy.some((one) => learned.has(one)))
  const inHeaders = find(JSON.stringify([...response.headers]))
  return {
    permitted: found.length - mayNot.length,
    found: [
      ...mayNot.map(({ cell }) => `${asker.name}: ${cell.collection}.${cell.field} in ${document.text}`),
      ...inHeaders.map(({ cell }) => `header: ${cell.collection}.${cell.field}`),
    ],
  }
}

/** What the process prints while somebody listens. */
function listen() {
  const lines: string[] = []
  const ends = [process.stdout, process.stderr].map((stream) => {
    const { write } = stream
    stream.write = ((chunk: string | Uint8Array) => {
      lines.push(String(chunk))
      return true
    }) as typeof stream.write
    return () => {
      stream.write = write
    }
  })
  return { text: () => lines.join(''), stop: () => void ends.map((end) => end()) }
}

/** The exchange log as an auditor gets it: every record and every head. */
async function exported(): Promise<string> {
  const chains = openLogChains(mongodbUri)
  try {
    const lines: string[] = []
    const parts = { keys: [], heads: [chains.heads()], records: chains.records() }
    for await (const line of exportLines(parts, { key: 0, head: 0, record: 0 })) lines.push(line)
    return lines.join('')
  } finally {
    await chains.close()
  }
}
