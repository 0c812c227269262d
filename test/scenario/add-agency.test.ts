import { execFile } from 'node:child_process'
import { cp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { buildCopy } from '../setup/build.ts'
import { ask } from '../setup/hub.ts'
import { type HubProcess, startProcess } from '../setup/hub-process.ts'
import { readerHeaders } from '../setup/reader.ts'

const run = promisify(execFile)

let copy: string
let hub: HubProcess | undefined

/** A copy of the hub and one folder more; nothing else is changed. */
beforeAll(async () => {
  copy = await buildCopy((folder) =>
    cp(join(repositoryRoot, 'test/fixtures/agency'), join(folder, 'subgraphs/markets'), { recursive: true }),
  )
}, 120_000)
afterAll(async () => {
  await hub?.end('SIGTERM')
  await rm(copy, { recursive: true, force: true })
})

test('npm run compose takes the new folder in, and the supergraph names it', async () => {
  const before = await readFile(join(copy, 'schema/supergraph.graphql'), 'utf8')
  await run('node', ['dist/schema/compose/main.js'], { cwd: copy })
  const after = await readFile(join(copy, 'schema/supergraph.graphql'), 'utf8')
  expect(before).not.toContain('MARKETS')
  expect(after).toContain('MARKETS')
})

test('the hub starts with it, seeds it from the same population and joins it to the others', async () => {
  hub = startProcess(copy, 'dist/gateway/main.js', [], {
    PORT: '0',
    MONGODB_URI: process.env.TEST_MONGODB_URI?.replace('/shared', '/one-more') ?? '',
    HUB_DATA_DIR: join(copy, '.data'),
    HUB_SEED_PERSONS: '600',
  })
  const url = (await hub.line(/^Hub ready on /)).replace('Hub ready on ', '')
  const supergraph = await readFile(join(copy, 'schema/supergraph.graphql'), 'utf8')
  const query = {
    query:
      '{ markets(first: 1) { totalCount nodes { name unit { name } } } residents(first: 100) { nodes { fullName stalls(first: 3) { nodes { market { name unit { name } } } } } } }',
  }
  const { data, errors } = await ask(url, query, await readerHeaders(join(copy, '.data'), supergraph))
  expect(errors).toBeUndefined()
  expect(data.markets.totalCount).toBe(58)
  const tenants = data.residents.nodes.filter(
    (person: { stalls: { nodes: unknown[] } }) => person.stalls.nodes.length > 0,
  )
  expect(tenants.length).toBeGreaterThan(0)
  const [stall] = tenants[0].stalls.nodes
  expect(stall.market.name).toBe(`Chợ ${stall.market.unit.name}`)
}, 120_000)
