import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { ask } from '../setup/hub.ts'

const run = promisify(execFile)
const carried = [
  'gateway',
  'subgraphs',
  'schema',
  'seed',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  '.build.mjs',
]

let clone: string
let hub: ChildProcess | undefined
let url = ''

/** A copy of the hub, one folder more, and the two commands of the README. */
beforeAll(async () => {
  clone = await mkdtemp(join(tmpdir(), 'hub-with-one-more-'))
  const isSource = (path: string) => !/\.test\.ts$/.test(path)
  for (const name of carried)
    await cp(join(repositoryRoot, name), join(clone, name), { recursive: true, filter: isSource })
  await symlink(join(repositoryRoot, 'node_modules'), join(clone, 'node_modules'))
  await cp(join(repositoryRoot, 'test/fixtures/agency'), join(clone, 'subgraphs/markets'), { recursive: true })
  await run('node', [join(clone, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.json'], { cwd: clone })
}, 120_000)
afterAll(async () => {
  if (hub) {
    const ended = new Promise((resolve) => hub?.once('exit', resolve))
    hub.kill('SIGTERM')
    await ended
  }
  await rm(clone, { recursive: true, force: true })
})

test('npm run compose takes the new folder in, and the supergraph names it', async () => {
  const before = await readFile(join(clone, 'schema/supergraph.graphql'), 'utf8')
  await run('node', ['dist/schema/compose/main.js'], { cwd: clone })
  const after = await readFile(join(clone, 'schema/supergraph.graphql'), 'utf8')
  expect(before).not.toContain('MARKETS')
  expect(after).toContain('MARKETS')
})

test('the hub starts with it, seeds it from the same population and joins it to the others', async () => {
  hub = spawn('node', ['dist/gateway/main.js'], {
    cwd: clone,
    env: {
      ...process.env,
      PORT: '0',
      MONGODB_URI: process.env.TEST_MONGODB_URI?.replace('/shared', '/one-more'),
      HUB_DATA_DIR: join(clone, '.data'),
      HUB_SEED_PERSONS: '600',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  url = await readyUrl(hub)
  const { data, errors } = await ask(url, {
    query:
      '{ markets(first: 1) { totalCount nodes { name unit { name } } } residents(first: 100) { nodes { fullName stalls { nodes { market { name unit { name } } } } } } }',
  })
  expect(errors).toBeUndefined()
  expect(data.markets.totalCount).toBe(58)
  const tenants = data.residents.nodes.filter(
    (person: { stalls: { nodes: unknown[] } }) => person.stalls.nodes.length > 0,
  )
  expect(tenants.length).toBeGreaterThan(0)
  const [stall] = tenants[0].stalls.nodes
  expect(stall.market.name).toBe(`Chợ ${stall.market.unit.name}`)
}, 120_000)

async function readyUrl(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the hub has no output')
  for await (const line of createInterface({ input: child.stdout })) {
    const found = /^Hub ready on (\S+)/.exec(line)?.[1]
    if (found) return found
  }
  throw new Error('the hub ended before it was ready')
}
