import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createHub, type Hub } from '../../gateway/hub.ts'
import type { GrantBook } from '../../schema/access/grant.ts'
import { openSplitSubgraph, type SplitSubgraph } from '../../subgraphs/_kit/split-subgraph.ts'
import type { SubgraphRequest } from '../../subgraphs/_kit/subgraph.ts'
import { testDataKeysFile } from '../setup/data-keys.ts'
import { ask, testConfig } from '../setup/hub.ts'
import { giveGrants, grantOf, reader, readerPurpose, tokenFor } from '../setup/reader.ts'
import { splitConfig } from '../setup/split-config.ts'
import { waitFor } from '../setup/wait-for.ts'

const closedThere = new Set(['Household.code', 'Person.personalId'])

let dataDir: string
let split: SplitSubgraph
let hub: Hub
let headers: Record<string, string>
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'split-grants-'))
  await writeFile(join(dataDir, 'data-keys.json'), testDataKeysFile, { mode: 0o600 })
  const report = () => {}
  split = await openSplitSubgraph(splitConfig('residence', dataDir), { say: () => {}, report })
  const config = { ...testConfig(dataDir), remoteSubgraphs: { residence: split.url } }
  hub = await createHub(config, { say: () => {}, progress: () => {} })
  await giveGrants(String(process.env.TEST_MONGODB_URI), [grantOf()])
  headers = { authorization: `Bearer ${await tokenFor(reader, dataDir)}`, 'x-purpose': readerPurpose }
  await waitFor(
    async () => split.grants.current()?.byAgency.has(String(reader.agency)),
    (known) => known === true,
  )
}, 120_000)
afterAll(async () => {
  await hub?.stop()
  await split?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

/** The same grants without two keys: what a process holds for which they are closed already. */
function narrowed(book: GrantBook): GrantBook {
  const without = (covers: ReadonlySet<string>) => new Set([...covers].filter((one) => !closedThere.has(one)))
  const byAgency = [...book.byAgency].map(([agency, grants]) => {
    return [
      agency,
      grants.map((grant) => ({ ...grant, version: grant.version + 1, covers: without(grant.covers) })),
    ] as const
  })
  return { ...book, byAgency: new Map(byAgency) }
}

test('E04 a key that the database’s own process no longer answers comes out neither in the clear nor under its seal', async () => {
  const query =
    '{ households(first: 5) { nodes { code size povertyRecords { year } members { personalId fullName } } } }'
  const before = await ask(hub.url, { query }, headers)
  expect(before.data.households.nodes[0].code).toEqual(expect.any(String))
  const { subgraph } = split
  const handle = subgraph.handle
  subgraph.handle = (request: SubgraphRequest) => {
    const { asking, ...caller } = request.caller
    if (!asking?.book) return handle(request)
    return handle({ ...request, caller: { ...caller, asking: { ...asking, book: narrowed(asking.book) } } })
  }
  const after = await ask(hub.url, { query }, headers)
  subgraph.handle = handle
  expect(JSON.stringify(after)).not.toContain('sealed:')
  type Node = { code: string; members: { personalId: string }[] }
  const expected = (before.data.households.nodes as Node[]).map((one) => ({
    ...one,
    code: null,
    members: one.members.map((member) => ({ ...member, personalId: null })),
  }))
  expect(after.data.households.nodes).toEqual(expected)
})
