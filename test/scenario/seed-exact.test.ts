import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import mongoose from 'mongoose'
import { buildCopy } from '../setup/build.ts'
import { type HubProcess, startProcess } from '../setup/hub-process.ts'

const persons = '12000'

let copy: string
let dataDir: string
let client: mongoose.mongo.MongoClient
beforeAll(async () => {
  copy = await buildCopy()
  dataDir = await mkdtemp(join(tmpdir(), 'seed-data-'))
  client = await mongoose.mongo.MongoClient.connect(process.env.TEST_MONGODB_URI ?? '')
}, 120_000)
afterAll(async () => {
  await client.close()
  await Promise.all([copy, dataDir].map((folder) => rm(folder, { recursive: true, force: true })))
})

function seed(prefix: string, ...args: string[]): HubProcess {
  const uri = process.env.TEST_MONGODB_URI?.replace('/shared', `/${prefix}`) ?? ''
  return startProcess(copy, 'dist/gateway/commands/seed.js', args, { MONGODB_URI: uri, HUB_DATA_DIR: dataDir })
}

/** A hash of every collection of every agency, by MongoDB itself. */
async function hashes(prefix: string): Promise<Record<string, string>> {
  const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true })
  const found: Record<string, string> = {}
  for (const { name } of databases.filter((database) => database.name.startsWith(`${prefix}_`))) {
    const { collections } = await client.db(name).command({ dbHash: 1 })
    for (const [collection, hash] of Object.entries(collections))
      found[`${name.slice(prefix.length)}.${collection}`] = String(hash)
  }
  return found
}

test('a seed that is killed in the middle and run again leaves exactly what an undisturbed one leaves', async () => {
  expect(await seed('seed-undisturbed', '--persons', persons).ended).toBe(0)
  const killed = seed('seed-killed', '--persons', persons)
  await killed.line(/seeding (?!0%)\d+%/)
  expect(await killed.end('SIGKILL')).toBe('SIGKILL')
  expect(await seed('seed-killed', '--persons', persons).ended).toBe(0)
  const whole = await hashes('seed-undisturbed')
  expect(Object.keys(whole).length).toBeGreaterThan(30)
  expect(await hashes('seed-killed')).toEqual(whole)
}, 180_000)

test('run a second time it writes nothing and says what is there', async () => {
  const before = await hashes('seed-undisturbed')
  const again = seed('seed-undisturbed', '--persons', persons)
  expect(await again.ended).toBe(0)
  expect(again.lines.join('\n')).toMatch(/12\.000 người/)
  expect(again.lines.join('\n')).not.toMatch(/seeding/)
  expect(await hashes('seed-undisturbed')).toEqual(before)
}, 120_000)

test('other numbers replace what the seed wrote', async () => {
  expect(await seed('seed-undisturbed', '--persons', '500').ended).toBe(0)
  expect(await client.db('seed-undisturbed_residence').collection('residents').countDocuments()).toBe(500)
}, 120_000)

test.each([
  [['--help'], 0, /npm run seed -- \[--persons N\]/],
  [['--persons', 'nhiều'], 1, /HUB_SEED_PERSONS takes a whole number/],
  [['--nothing'], 1, /--nothing/],
])('%j ends with %i and tells what it takes', async (args, code, message) => {
  const command = seed('help', ...args)
  expect(await command.ended).toBe(code)
  expect(command.lines.join('\n')).toMatch(message)
})
