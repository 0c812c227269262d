import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { openRows } from '../../subgraphs/_kit/at-rest/at-rest.ts'
import { fixedDataKeys, type StoredKeyRings } from '../../subgraphs/_kit/at-rest/data-keys.ts'
import { openDatabase } from '../../subgraphs/_kit/database.ts'
import { loadAgency } from '../../subgraphs/_kit/discover.ts'
import { buildCopy } from '../setup/build.ts'
import { type HubProcess, startProcess } from '../setup/hub-process.ts'

const uri = process.env.TEST_MONGODB_URI?.replace('/shared', '/rotated') ?? ''

let copy: string
let dataDir: string
beforeAll(async () => {
  copy = await buildCopy()
  dataDir = await mkdtemp(join(tmpdir(), 'keys-rotate-'))
  expect(await run('seed', '--persons', '4000').ended).toBe(0)
}, 180_000)
afterAll(() => Promise.all([copy, dataDir].map((folder) => rm(folder, { recursive: true, force: true }))))

function run(command: string, ...args: string[]): HubProcess {
  return startProcess(copy, `dist/gateway/commands/${command}.js`, args, { MONGODB_URI: uri, HUB_DATA_DIR: dataDir })
}

const storedKeys = async (): Promise<StoredKeyRings> =>
  JSON.parse(await readFile(join(dataDir, 'data-keys.json'), 'utf8'))
const kids = async () => Object.keys((await storedKeys()).health?.keys ?? {})

/** The rows of a collection of health as they are stored, and opened by the keys of the data folder. */
async function encounters(): Promise<{ texts: string[]; opened: string }> {
  const database = openDatabase(await loadAgency('health'), {
    uri,
    now: () => new Date(),
    dataKeys: fixedDataKeys(await storedKeys()),
  })
  await database.firstAttempt
  const rows = await database.connection.collection('encounters').find({}).sort({ _id: 1 }).toArray()
  const texts = rows.map(({ diagnosis, personalId }) => `${diagnosis} ${personalId}`)
  const opened = JSON.stringify(openRows(database.atRest, 'encounters', rows))
  await database.close()
  return { texts, opened }
}

test('a rotation that is killed in the middle and called again leaves every value, and one key', async () => {
  const before = await encounters()
  const [first] = await kids()
  const killed = run('rotate-keys', 'health')
  await killed.line(/sealing anew [2-9]0%/)
  expect(await killed.end('SIGKILL')).toBe('SIGKILL')
  expect(await kids()).toHaveLength(2)
  expect(await encounters()).toMatchObject({ opened: before.opened })
  const again = run('rotate-keys', 'health')
  expect(await again.ended).toBe(0)
  expect(again.lines.at(-1)).toMatch(/^health: .* records sealed by a new key$/)
  const after = await encounters()
  expect(after.opened).toBe(before.opened)
  const [last, ...others] = await kids()
  expect([last === first, others]).toEqual([false, []])
  expect(after.texts.filter((text) => !new RegExp(`^s1:${last}:.* s1:${last}:`).test(text))).toEqual([])
}, 180_000)

test.each([
  [['--help'], 0, /npm run keys:rotate -- <database>/],
  [[], 1, /No database is named: .*health/],
  [['helth'], 1, /No database bears the name helth: .*health/],
  [['land'], 0, /land: .*holds no sensitive values/],
])('%j ends with %i and tells what it takes', async (args, code, message) => {
  const command = run('rotate-keys', ...args)
  expect(await command.ended).toBe(code)
  expect(command.lines.join('\n')).toMatch(message)
})

test('a hub with another data folder does not start over these records, and says what to do', async () => {
  const other = await mkdtemp(join(tmpdir(), 'keys-other-'))
  const env = { MONGODB_URI: uri, HUB_DATA_DIR: other, PORT: '0' }
  const hub = startProcess(copy, 'dist/gateway/main.js', [], env)
  expect(await hub.ended).toBe(1)
  expect(hub.lines.join('\n')).toMatch(/is sealed by other keys than those of data-keys\.json.*HUB_DATA_DIR/)
  await rm(other, { recursive: true, force: true })
}, 120_000)
