import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import mongoose from 'mongoose'
import { buildCopy } from '../setup/build.ts'
import { ask } from '../setup/hub.ts'
import { type HubProcess, startProcess } from '../setup/hub-process.ts'
import { readerHeaders } from '../setup/reader.ts'

let copy: string
let dataDir: string
const started: HubProcess[] = []
beforeAll(async () => {
  copy = await buildCopy()
  dataDir = await mkdtemp(join(tmpdir(), 'hub-data-'))
}, 120_000)
afterAll(async () => {
  for (const hub of started) if (hub.child.exitCode === null && hub.child.signalCode === null) await hub.end('SIGTERM')
  await Promise.all([copy, dataDir].map((folder) => rm(folder, { recursive: true, force: true })))
})

function startHub(env: Record<string, string> = {}): HubProcess {
  const hub = startProcess(copy, 'dist/gateway/main.js', [], {
    PORT: '0',
    HUB_DATA_DIR: dataDir,
    HUB_SEED_PERSONS: '600',
    ...env,
  })
  started.push(hub)
  return hub
}

const readyUrl = async (hub: HubProcess) => (await hub.line(/^Hub ready on /)).replace('Hub ready on ', '')
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
const runFile = async () => JSON.parse(await readFile(join(dataDir, 'run.json'), 'utf8'))
const count = { query: '{ residents { totalCount } administrativeUnits { totalCount } }' }

/** The embedded server's process, asked of itself. */
async function mongodPid(uri: string): Promise<number> {
  const client = await mongoose.mongo.MongoClient.connect(uri)
  const { pid } = await client.db('admin').command({ serverStatus: 1 })
  await client.close()
  return Number(pid)
}

describe('the hub as a process', () => {
  test('says that its data are synthetic, seeds once, and ends its output with Hub ready', async () => {
    const hub = startHub()
    const url = await readyUrl(hub)
    expect(hub.lines.join('\n')).toMatch(/DỮ LIỆU TỔNG HỢP.*Synthetic data/)
    expect(hub.lines.at(-1)).toMatch(/^Hub ready on http:\/\/127\.0\.0\.1:\d+$/)
    expect((await ask(url, count, await readerHeaders(dataDir))).data.residents.totalCount).toBe(600)
    expect(await runFile()).toEqual({
      mongodbUri: expect.stringMatching(/^mongodb:\/\/127\.0\.0\.1:/),
      pid: hub.child.pid,
      url,
    })
  }, 60_000)

  test('ends on Ctrl-C with 0, leaving no mongod and no run.json', async () => {
    const hub = started.at(-1) as HubProcess
    const pid = await mongodPid((await runFile()).mongodbUri)
    expect(await hub.end('SIGINT')).toBe(0)
    expect(isAlive(pid)).toBe(false)
    await expect(runFile()).rejects.toThrow('ENOENT')
  }, 60_000)

  test('keeps its data over a restart and seeds nothing again', async () => {
    const hub = startHub({ HUB_SEED_PERSONS: '900' })
    const url = await readyUrl(hub)
    expect((await ask(url, count, await readerHeaders(dataDir))).data.residents.totalCount).toBe(600)
    expect(hub.lines.some((line) => line.includes('seeding'))).toBe(false)
  }, 60_000)

  test('killed without a word, leaves its data to the next start and no mongod behind it', async () => {
    const hub = started.at(-1) as HubProcess
    const orphan = await mongodPid((await runFile()).mongodbUri)
    expect(await hub.end('SIGKILL')).toBe('SIGKILL')
    const next = startHub()
    const url = await readyUrl(next)
    expect((await ask(url, count, await readerHeaders(dataDir))).data.residents.totalCount).toBe(600)
    expect(isAlive(orphan)).toBe(false)
    const pid = await mongodPid((await runFile()).mongodbUri)
    expect(await next.end('SIGTERM')).toBe(0)
    expect(isAlive(pid)).toBe(false)
  }, 60_000)
})

describe('a start that cannot be', () => {
  test.each([
    ['production without its settings', { HUB_MODE: 'production' }, /HUB_ISSUER.*HUB_AUDIENCE.*HUB_JWKS/s],
    ['another host', { HOST: '0.0.0.0' }, /HOST=0\.0\.0\.0.*HUB_DEMO_EXPOSED=yes/s],
    [
      'an agency that is none',
      { MONGODB_URI_LNAD: 'mongodb://127.0.0.1:1' },
      /MONGODB_URI_LNAD: không có.*MONGODB_URI_LAND/s,
    ],
    ['a port that is none', { PORT: 'abc' }, /PORT takes a whole number/],
    ['a population that is none', { HUB_SEED_PERSONS: '-1' }, /HUB_SEED_PERSONS takes a whole number/],
  ])(
    '%s: is refused with 1 and the way out, before anything is started',
    async (_case, env, message) => {
      const hub = startHub(env as Record<string, string>)
      expect(await hub.ended).toBe(1)
      expect(hub.lines.join('\n')).toMatch(message)
      expect(hub.lines.join('\n')).not.toMatch(/\bat .*:\d+:\d+/)
    },
    60_000,
  )

  test('over a database that holds anything which the seed did not write: is refused, and the database is left as it was', async () => {
    const uri = process.env.TEST_MONGODB_URI?.replace('/shared', '/foreign') ?? ''
    const client = await mongoose.mongo.MongoClient.connect(uri)
    await client.db('foreign_land').collection('parcels').insertOne({ owner: 'a real record' })
    const hub = startHub({ MONGODB_URI: uri })
    expect(await hub.ended).toBe(1)
    expect(hub.lines.join('\n')).toMatch(/không do bộ sinh dữ liệu tạo ra.*never mixed/s)
    expect(await client.db('foreign_land').collection('parcels').countDocuments()).toBe(1)
    await client.close()
  }, 60_000)
})
