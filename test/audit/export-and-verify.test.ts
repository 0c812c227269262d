import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { logClient, logCollections } from '../../subgraphs/_kit/exchange-log/log-store.ts'
import type { Receipt } from '../../subgraphs/_kit/exchange-log/record.ts'
import { logPublicKeys } from '../../subgraphs/_kit/exchange-log/signing-key.ts'
import { buildCopy } from '../setup/build.ts'
import { exchangeRecord } from '../setup/exchange-record.ts'
import { startProcess } from '../setup/hub-process.ts'
import { type OwnMongod, ownMongod } from '../setup/mongod.ts'
import { type TestLog, testLog } from '../setup/test-log.ts'

let mongod: OwnMongod
let copy: string
let on: TestLog
let file: string
let receipts: Receipt[]
beforeAll(async () => {
  ;[mongod, copy] = await Promise.all([ownMongod(), buildCopy()])
  on = await testLog(mongod, 'exported')
  file = join(on.dataDir, 'export.jsonl')
  for (let start = 0; start < 2; start += 1) {
    const log = await on.open()
    receipts = await Promise.all(Array.from({ length: 12 }, () => log.append(exchangeRecord())))
    await log.close()
  }
})
afterAll(async () => {
  await mongod.remove()
  await on.remove()
  await rm(copy, { recursive: true, force: true })
})

async function run(name: string, ...args: string[]) {
  const command = startProcess(copy, `dist/gateway/commands/${name}.js`, args, {
    MONGODB_URI: on.uri,
    HUB_DATA_DIR: on.dataDir,
  })
  const code = await command.ended
  return { code, output: command.lines.join('\n') }
}

const linesOf = async () => (await readFile(file, 'utf8')).trimEnd().split('\n')

test('an export holds the key, each head once and all records, for its owner alone; it verifies', async () => {
  expect(await run('audit-export', file)).toMatchObject({
    code: 0,
    output: expect.stringMatching(/26 records, 4 heads, 1 keys/),
  })
  const kinds = (await linesOf()).map((line) => JSON.parse(line).kind)
  expect(kinds).toEqual([...Array(1).fill('key'), ...Array(4).fill('head'), ...Array(26).fill('record')])
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  const [receipt] = receipts
  const verdict = await run('audit-verify', '--from', file, '--receipt', receipt?.text ?? '')
  expect(verdict).toMatchObject({ code: 0 })
  expect(verdict.output).toMatch(/records 26, writers 2, heads 4, receipts 1, not anchored 0/)
})

test('a changed, a missing and a cut line of an export are told by their place, with exit code 1', async () => {
  const lines = await linesOf()
  const spoil = async (change: (lines: string[]) => string[]) => {
    const spoiled = join(on.dataDir, 'spoiled.jsonl')
    await writeFile(spoiled, `${change(lines).join('\n')}\n`)
    return run('audit-verify', '--from', spoiled)
  }
  const place = (position: number) => {
    const { writer, index } = JSON.parse(lines[position] as string)
    return `${writer}.${index}:`
  }
  const changed = await spoil((all) => all.with(10, (all[10] as string).replace('"rows":12', '"rows":1')))
  const missing = await spoil((all) => all.toSpliced(10, 1))
  const cut = await spoil((all) => all.slice(0, -1))
  const torn = await spoil((all) => all.with(-1, (all.at(-1) as string).slice(0, 50)))
  expect([changed, missing, cut, torn].map(({ code }) => code)).toEqual([1, 1, 1, 1])
  expect(changed.output).toContain(place(10))
  expect(missing.output).toContain(place(10))
  expect(cut.output).toContain(place(30))
  expect(torn.output).toContain('BAD')
})

test('a log under a key that was not given is not believed', async () => {
  const [jwk] = await logPublicKeys(on.dataDir)
  expect((await run('audit-verify', '--from', file, '--key', jwk?.kid ?? '')).code).toBe(0)
  expect((await run('audit-verify', '--from', file, '--key', 'another')).code).toBe(1)
})

test('the database itself is verified against the file of heads and a list of receipts', async () => {
  const list = join(on.dataDir, 'receipts.txt')
  await writeFile(list, receipts.map(({ text }) => `${text}\r\n`).join(''))
  expect(await run('audit-verify', '--receipts', list)).toMatchObject({
    code: 0,
    output: expect.stringMatching(/records 26, writers 2, heads 4, receipts 12, not anchored 0/),
  })
})

test('who empties the database, its heads too, is found by the file of heads', async () => {
  const client = logClient(on.uri)
  const { records, heads } = logCollections(client, on.uri)
  await records.deleteMany({ writer: receipts[0]?.writer as string, index: { $gte: 5 } })
  await heads.deleteMany({})
  await client.close()
  const { code, output } = await run('audit-verify')
  expect(code).toBe(1)
  expect(output).toContain(`${receipts[0]?.writer}.5: `)
})

test('what cannot be checked is neither good nor bad', async () => {
  expect((await run('audit-verify', '--from', join(on.dataDir, 'nowhere'))).code).toBe(2)
  expect(await run('audit-verify', '--receipt', 'x')).toMatchObject({
    code: 2,
    output: expect.stringMatching(/x-log-head/),
  })
  expect((await run('audit-export')).code).toBe(1)
})
