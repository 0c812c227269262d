import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createHub, type Hub } from '../../gateway/hub.ts'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { openSplitSubgraph, type SplitSubgraph } from '../../subgraphs/_kit/split-subgraph.ts'
import { testDataKeysFile } from '../setup/data-keys.ts'
import { ask, type GraphQLAnswer, testConfig } from '../setup/hub.ts'
import { giveGrants, grantOf, reader, readerPurpose, tokenFor } from '../setup/reader.ts'
import { splitConfig } from '../setup/split-config.ts'
import { waitFor } from '../setup/wait-for.ts'

const folders = ['land', 'health', 'residence']

let dataDir: string
let splits: SplitSubgraph[]
let whole: Hub
let parted: Hub
let headers: Record<string, string>
const said: string[] = []

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'split-hub-'))
  await writeFile(join(dataDir, 'data-keys.json'), testDataKeysFile, { mode: 0o600 })
  const say = (line: string) => said.push(line)
  const talk = { say, progress: () => {} }
  const report = ({ error }: { error: unknown }) => said.push(String(error))
  splits = await Promise.all(folders.map((folder) => openSplitSubgraph(splitConfig(folder, dataDir), { say, report })))
  const remoteSubgraphs = Object.fromEntries(folders.map((folder, index) => [folder, String(splits[index]?.url)]))
  const config = { ...testConfig(dataDir), clock: '2026-01-31T08:00:00+07:00' }
  whole = await createHub(config, talk)
  parted = await createHub({ ...config, remoteSubgraphs }, talk)
  await giveGrants(String(process.env.TEST_MONGODB_URI), [grantOf()])
  headers = { authorization: `Bearer ${await tokenFor(reader, dataDir)}`, 'x-purpose': readerPurpose }
}, 120_000)
afterAll(async () => {
  await parted?.stop()
  await whole?.stop()
  await Promise.all(splits?.map((split) => split.stop()) ?? [])
  await rm(dataDir, { recursive: true, force: true })
})

/** Equal answers have equal bytes, so they are compared as text. */
const bytesOf = async (hub: Hub, query: string, variables?: object, by = headers) => {
  const answer: GraphQLAnswer = await ask(hub.url, { query, variables }, by)
  return JSON.stringify(answer)
}

describe('a hub whose databases are served elsewhere', () => {
  const operation = (name: string) => readFile(join(repositoryRoot, 'test/bench/operations', `${name}.graphql`), 'utf8')

  test.each([
    ['dossier', '{ residents(first: 12) { nodes { personalId } } }', 'residents', 'personalId'],
    [
      'fishing-vessel',
      '{ fishingVessels(first: 5) { nodes { registrationNumber } } }',
      'fishingVessels',
      'registrationNumber',
    ],
  ])(
    'answers %s, which joins many of them, with the bytes of a hub that holds them itself',
    async (name, list, root, key) => {
      const query = await operation(name)
      const { nodes } = JSON.parse(await bytesOf(whole, list)).data[root]
      expect(nodes.length).toBeGreaterThan(3)
      for (const node of nodes) {
        const answer = await bytesOf(parted, query, { [key]: node[key] })
        expect(answer).toBe(await bytesOf(whole, query, { [key]: node[key] }))
        expect(Object.values(JSON.parse(answer).data)).not.toContain(null)
        expect(await bytesOf(parted, query, { [key]: node[key] }, {})).toBe(
          await bytesOf(whole, query, { [key]: node[key] }, {}),
        )
      }
    },
    60_000,
  )

  test('answers a list of organizations with the bytes of a hub that holds them itself', async () => {
    const query = await operation('organizations')
    const enterprises = whole.subgraphs.find(({ name }) => name === 'enterprises')
    const rows = await enterprises?.database.collection('enterprises').find({}, { taxCode: 1 }).limit(50).lean()
    const taxCodes = rows?.map((row) => row.taxCode)
    const answer = await bytesOf(parted, query, { taxCodes })
    expect(answer).toBe(await bytesOf(whole, query, { taxCodes }))
    expect(JSON.parse(answer).data.organizations).toHaveLength(taxCodes?.length ?? 0)
    expect(JSON.parse(answer).data.organizations).not.toContain(null)
  })

  test('joins records by keys that the caller may not read, without answering them', async () => {
    const query =
      '{ residents(first: 5) { totalCount nodes { fullName parcels(first: 2) { totalCount nodes { parcelId owners { share } } } } } }'
    const answer = await bytesOf(parted, query)
    expect(answer).toBe(await bytesOf(whole, query))
    expect(JSON.parse(answer).data.residents.nodes).toHaveLength(5)
    expect(answer).not.toContain('sealed:')
  })

  test('loses only the fields of a subgraph that is gone, and says which', async () => {
    const query = '{ residents(first: 2) { nodes { fullName parcels(first: 1) { totalCount } } } }'
    await splits[0]?.stop()
    const answer = await waitFor(
      () => ask(parted.url, { query }, headers),
      ({ errors }) => errors !== undefined,
    )
    expect(answer.data.residents.nodes.map(({ parcels }: { parcels: unknown }) => parcels)).toEqual([null, null])
    expect(answer.data.residents.nodes[0].fullName).toEqual(expect.any(String))
    expect(answer.errors?.[0].extensions).toMatchObject({ code: 'AGENCY_UNAVAILABLE', database: 'land' })
    expect(JSON.stringify(answer)).not.toMatch(/127\.0\.0\.1|ECONN|stack/)
    expect(said).toContainEqual(expect.stringMatching(/^land: .*does not answer/))
  })
})
