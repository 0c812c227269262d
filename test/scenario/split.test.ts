import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { beginExchange, type Exchange, subjectsOf } from '../../gateway/exchange.ts'
import { hubRemoteSource } from '../../gateway/plan/hub-remote-source.ts'
import { localSource } from '../../gateway/plan/local-source.ts'
import { anonymous, type Viewer } from '../../schema/access/viewer.ts'
import { provinceSupergraph } from '../../schema/compose/province-supergraph.ts'
import { readRoles } from '../../seed/law/roles.ts'
import { cursorSeal } from '../../subgraphs/_kit/cursor.ts'
import { cursorKey, joinKey } from '../../subgraphs/_kit/data-folder.ts'
import { discoverAgencies } from '../../subgraphs/_kit/discover.ts'
import { subjectKey, subjectMaster } from '../../subgraphs/_kit/exchange-log/subject-key.ts'
import { openSigningKeys } from '../../subgraphs/_kit/hop/signing-keys.ts'
import { provinceRules } from '../../subgraphs/_kit/province-rules.ts'
import { residenceMap } from '../../subgraphs/_kit/residence-map.ts'
import { keySeal } from '../../subgraphs/_kit/sealed-key.ts'
import { openSplitSubgraph, type SplitSubgraph } from '../../subgraphs/_kit/split-subgraph.ts'
import { openSubgraph, type Subgraph } from '../../subgraphs/_kit/subgraph.ts'
import { testDataKeys, testDataKeysFile } from '../setup/data-keys.ts'
import { splitConfig } from '../setup/split-config.ts'
import { waitFor } from '../setup/wait-for.ts'

/** One fetch of a plan, as the gateway sends it to the subgraph of `land`. */
interface Fetch {
  readonly query: string
  readonly variables?: Record<string, unknown>
}
type Source = ReturnType<typeof localSource>

let dataDir: string
let split: SplitSubgraph
let embedded: Subgraph
let sources: { readonly split: Source; readonly embedded: Source }
let master: Buffer
const said: string[] = []
const callers = process.env.HUB_TEST_LONG === 'yes' ? 500 : 60

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'split-'))
  await writeFile(join(dataDir, 'data-keys.json'), testDataKeysFile, { mode: 0o600 })
  const uri = String(process.env.TEST_MONGODB_URI)
  split = await openSplitSubgraph(splitConfig('land', dataDir), {
    say: (line) => said.push(line),
    report: ({ error }) => said.push(String(error)),
  })
  const agencies = await discoverAgencies()
  const rules = provinceRules(await provinceSupergraph(agencies, () => {}), agencies)
  const now = () => new Date()
  embedded = openSubgraph(agencies.find(({ folder }) => folder === 'land') as never, {
    uri,
    now,
    cursors: cursorSeal(await cursorKey(dataDir)),
    dataKeys: testDataKeys,
    access: { rules, layer: 'hop', seal: keySeal(await joinKey(dataDir)) },
    residence: residenceMap(split.subgraph.database.connection),
    report: ({ error }) => said.push(String(error)),
  })
  await embedded.database.firstAttempt
  await waitFor(
    async () => split.grants.current(),
    (book) => book !== null,
  )
  const keys = await openSigningKeys({ dataDir, now })
  const say = (line: string) => said.push(line)
  sources = {
    embedded: localSource(embedded, rules),
    split: hubRemoteSource({ name: 'land', url: split.url, keys, now, rules, say }),
  }
  master = await subjectMaster(dataDir)
}, 60_000)
afterAll(async () => {
  await embedded?.close()
  await split?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

const officer: Viewer = { ...anonymous, identity: 'land-officer', agency: 'GLI-SNNMT', databases: ['land'] }

function exchangeOf(viewer: Viewer, requestId: string): Exchange {
  const given = viewer.identity !== null
  const asking = {
    viewer,
    purpose: { given, code: given ? 'LAND_ADMINISTRATION' : null },
    book: split.grants.current(),
    roles: readRoles(),
    now: new Date('2026-01-31T01:00:00Z'),
  }
  return beginExchange(requestId, asking.now, asking)
}

/** What a fetch brings back on one of the two ways, as bytes, and what the log hears of it. */
async function fetched(way: keyof typeof sources, fetch: Fetch, viewer: Viewer, requestId = 'r-1') {
  const exchange = exchangeOf(viewer, requestId)
  const caller = { requestId, today: '2026-01-31', asking: exchange.asking, notes: exchange.notes }
  const context = { caller, exchange }
  const answer = await sources[way].process({ request: fetch, context, kind: 'incoming operation' } as never)
  const subjects = [...subjectsOf(exchange, (agency, id) => subjectKey(master, agency, id))]
  return {
    bytes: JSON.stringify(answer),
    noted: {
      rows: exchange.notes.rows,
      subjects: subjects.map(([key, coordinates]) => [key, [...coordinates].sort()]).sort(),
      databases: [...exchange.databases],
    },
  }
}

const parcels =
  '{ parcels(first: 3) { totalCount nodes { parcelId areaSquareMetres landUse } pageInfo { endCursor } } }'
const persons =
  'query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on Person { parcels(first: 2) { totalCount nodes { parcelId certificateNumber owners { share person { __typename personalId } } } } } } }'

const fetches: [string, Fetch][] = [
  [
    'an open list',
    { query: '{ mineralPermits(first: 5) { totalCount nodes { number mineral holder { __typename taxCode } } } }' },
  ],
  ['a shared list', { query: parcels }],
  ['a look-up of nothing', { query: '{ parcel(parcelId: "99999-99-9999") { landUse } }' }],
  [
    'a filter',
    { query: 'query ($w: ParcelWhere) { parcels(where: $w, first: 2) { totalCount } }', variables: { w: {} } },
  ],
  ['a cursor that is none', { query: '{ parcels(first: 2, after: "không phải con trỏ") { totalCount } }' }],
  ['a page that is too large', { query: '{ mineralPermits(first: 100000) { totalCount } }' }],
  ['a document that does not fit', { query: '{ nothing }' }],
  ['an operation that is not there', { query: 'query A { __typename } query B { __typename }' }],
  [
    'totals',
    { query: 'query ($u: ID!) { landUseTotals(unit: $u) { landUse count } }', variables: { u: '21583@2025-07-01' } },
  ],
]

async function someOwners(): Promise<string[]> {
  const rows = await embedded.database.collection('parcelOwners').find({}, { personalId: 1 }).limit(40).lean()
  return [...new Set(rows.flatMap(({ personalId }) => (personalId ? [String(personalId)] : [])))].slice(0, 8)
}

describe('a subgraph in a process of its own', () => {
  test.each(fetches)('answers %s with the same bytes and the same notes as in the gateway’s', async (_what, fetch) => {
    for (const viewer of [anonymous, officer]) {
      const [here, there] = [await fetched('embedded', fetch, viewer), await fetched('split', fetch, viewer)]
      expect(there).toEqual(here)
    }
  })

  test('answers entities with the same bytes, keys sealed for the request, and names their persons to the log by key', async () => {
    const owners = await someOwners()
    expect(owners.length).toBeGreaterThan(3)
    const keys = owners.map((personalId) => ({ __typename: 'Person', personalId }))
    const fetch = { query: persons, variables: { keys } }
    for (const viewer of [anonymous, officer]) {
      const [here, there] = [await fetched('embedded', fetch, viewer), await fetched('split', fetch, viewer)]
      expect(there).toEqual(here)
      if (viewer === anonymous) for (const owner of owners) expect(there.bytes).not.toContain(owner)
    }
    expect((await fetched('split', fetch, officer)).noted.rows).toBeGreaterThan(0)
  })

  test('judges by itself: what nobody granted is not answered, though the gateway asks for it', async () => {
    const { bytes } = await fetched('split', { query: parcels }, anonymous)
    expect(JSON.parse(bytes).data.parcels).toBeNull()
    expect(JSON.parse((await fetched('split', { query: parcels }, officer)).bytes).data.parcels.nodes).toHaveLength(3)
  })

  test('opens a cursor that the embedded one sealed, and the reverse', async () => {
    const cursorOf = async (way: 'split' | 'embedded') =>
      JSON.parse((await fetched(way, { query: parcels }, officer)).bytes).data.parcels.pageInfo.endCursor
    const next = (after: string) => ({
      query: `query ($a: String) { parcels(first: 3, after: $a) { nodes { parcelId } } }`,
      variables: { a: after },
    })
    const [here, there] = [await cursorOf('embedded'), await cursorOf('split')]
    expect(there).toBe(here)
    expect(await fetched('split', next(here), officer)).toEqual(await fetched('embedded', next(there), officer))
  })

  test('keeps callers apart that ask at once', async () => {
    const asked = Array.from({ length: callers }, (_, index) => ({
      viewer: index % 2 === 0 ? officer : anonymous,
      index,
    }))
    const answers = await Promise.all(
      asked.map(({ viewer, index }) => fetched('split', { query: parcels }, viewer, `r-${index}`)),
    )
    for (const [index, { bytes }] of answers.entries())
      expect([index, JSON.parse(bytes).data.parcels === null]).toEqual([index, index % 2 === 1])
  })

  test('says to strangers nothing at all', async () => {
    for (const query of [
      '{ mineralPermits { totalCount } }',
      '{ _service { sdl } }',
      '{ _entities(representations: [{ __typename: "Person", personalId: "052085000001" }]) { __typename } }',
      '{ __schema { types { name } } }',
    ]) {
      const response = await fetch(`${split.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer x', 'x-agency': 'GLI-SNNMT' },
        body: JSON.stringify({ query }),
      })
      expect([response.status, await response.text()]).toEqual([401, ''])
    }
  })

  test('reports no failure of ours on all this', () => {
    expect(said.filter((line) => !line.startsWith('land: cơ sở dữ liệu đã kết nối'))).toEqual([])
  })
})
