import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { buildCopy } from '../setup/build.ts'
import { testDataKeysFile } from '../setup/data-keys.ts'
import { type HubProcess, startProcess } from '../setup/hub-process.ts'

let copy: string
let dataDir: string
const started: HubProcess[] = []
beforeAll(async () => {
  copy = await buildCopy()
  dataDir = await mkdtemp(join(tmpdir(), 'subgraph-data-'))
  await writeFile(join(dataDir, 'data-keys.json'), testDataKeysFile, { mode: 0o600 })
}, 180_000)
afterAll(async () => {
  for (const { child, end } of started) if (child.exitCode === null && child.signalCode === null) await end('SIGTERM')
  await Promise.all([copy, dataDir].map((folder) => rm(folder, { recursive: true, force: true })))
})

function start(args: readonly string[], env: Record<string, string> = {}): HubProcess {
  const subgraph = startProcess(copy, 'dist/subgraphs/_kit/serve.js', args, {
    PORT: '0',
    HUB_DATA_DIR: dataDir,
    MONGODB_URI: String(process.env.TEST_MONGODB_URI),
    ...env,
  })
  started.push(subgraph)
  return subgraph
}

describe('npm run subgraph', () => {
  test('ends its output with where it serves, answers nobody but the hub, and ends with 0 when it is told to', async () => {
    const subgraph = start(['land'])
    const ready = await subgraph.line(/^Subgraph land ready on http:\/\/127\.0\.0\.1:\d+$/)
    expect(subgraph.lines.at(-1)).toBe(ready)
    const url = ready.split(' ').at(-1) as string
    const query = JSON.stringify({ query: '{ _service { sdl } }' })
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: query })
    expect([response.status, await response.text()]).toEqual([401, ''])
    expect((await fetch(`${url}/health/live`)).status).toBe(200)
    expect(await subgraph.end('SIGTERM')).toBe(0)
  }, 60_000)

  test.each<[string, string[], Record<string, string>, RegExp]>([
    ['no folder', [], {}, /Takes the folder of one database: .*land/],
    ['a folder that is none', ['lnad'], {}, /Takes the folder of one database: .*land/],
    ['the hub’s own folder', ['hub'], {}, /"hub".*never served elsewhere; take one of .*land/],
    ['no database and no hub', ['land'], { MONGODB_URI: '' }, /MONGODB_URI.*npm start/s],
    ['a port that is none', ['land'], { PORT: 'x' }, /PORT takes a whole number/],
  ])(
    'with %s is refused with 1 and the way out',
    async (_what, args, env, told) => {
      const subgraph = start(args, env)
      expect(await subgraph.ended).toBe(1)
      expect(subgraph.lines.join('\n')).toMatch(told)
      expect(subgraph.lines.join('\n')).not.toMatch(/\bat .*:\d+:\d+/)
    },
    60_000,
  )

  test('on a port that is taken is refused with the way out', async () => {
    const first = start(['land'])
    const port = (await first.line(/^Subgraph land ready on /)).split(':').at(-1) as string
    const second = start(['health'], { PORT: port })
    expect(await second.ended).toBe(1)
    expect(second.lines.join('\n')).toContain(`Port ${port} is in use`)
    expect(await first.end('SIGINT')).toBe(0)
  }, 60_000)

  test('tells its usage', async () => {
    const subgraph = start(['--help'])
    expect(await subgraph.ended).toBe(0)
    expect(subgraph.lines.join('\n')).toContain('npm run subgraph -- <folder>')
  })
})
