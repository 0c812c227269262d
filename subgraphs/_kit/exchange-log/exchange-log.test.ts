import { appendFile, rm, stat, symlink } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { exchangeRecord } from '../../../test/setup/exchange-record.ts'
import { type OwnMongod, ownMongod } from '../../../test/setup/mongod.ts'
import { type TestLog, testLog } from '../../../test/setup/test-log.ts'
import { waitFor } from '../../../test/setup/wait-for.ts'
import type { ExchangeLog } from './exchange-log.ts'
import type { GenesisRecord, StoredRecord } from './record.ts'

let mongod: OwnMongod
let on: TestLog
let log: ExchangeLog
let tests = 0
beforeAll(async () => {
  mongod = await ownMongod()
})
afterAll(() => mongod.remove())
beforeEach(async () => {
  tests += 1
  on = await testLog(mongod, `log${tests}`)
  log = await on.open()
})
afterEach(async () => {
  await log.close()
  await on.remove()
})

const named = (index: number) => exchangeRecord({ requestId: `request-${index}` })
const requestOf = ({ record }: StoredRecord) => ('requestId' in record ? record.requestId : null)

describe('a record that was appended', () => {
  test('is on the disk when the promise resolves, as it was given and under its receipt', async () => {
    const record = exchangeRecord({ durationMs: 0.125, bytes: 2 ** 40, rows: 3 })
    const receipt = await log.append(record)
    const stored = (await on.stored()).at(-1)
    expect(stored).toMatchObject({ _id: `${log.writer}.1`, index: 1, hash: receipt.hash, record })
    expect(receipt).toMatchObject({ writer: log.writer, index: 1, text: `${log.writer}.1.${stored?.hash}` })
    expect((await on.verify([receipt])).findings).toEqual([])
  })

  test('stands in the order of the appends, however many wait at once', async () => {
    const receipts = await Promise.all(Array.from({ length: 300 }, (_, index) => log.append(named(index))))
    expect(receipts.map(({ index }) => index)).toEqual(receipts.map((_, position) => position + 1))
    const stored = await on.stored()
    expect(stored.slice(1).map(requestOf)).toEqual(receipts.map((_, index) => `request-${index}`))
    expect(await on.verify(receipts)).toMatchObject({ findings: [], records: 301, notAnchored: 0 })
  })

  test.each([
    ['a value that JSON does not know', exchangeRecord({ rows: Number.NaN })],
    ['a text without UTF-8', exchangeRecord({ identity: 'a\ud800' })],
    ['more than a record may hold', exchangeRecord({ identity: 'x'.repeat(3_000_000) })],
  ])('is refused with %s, and leaves no gap', async (_what, record) => {
    await expect(log.append(record)).rejects.toThrow()
    expect((await log.append(named(1))).index).toBe(1)
    expect((await on.verify()).findings).toEqual([])
  })
})

describe('a chain', () => {
  test('begins with a record that names its key, and under a head', async () => {
    const [first] = await on.stored()
    expect(first).toMatchObject({ index: 0, prev: null, record: { genesis: true, previousWriter: null } })
    const { file, database } = await on.heads()
    expect(file).toEqual(database)
    expect(file).toMatchObject([{ writer: log.writer, index: 0, hash: first?.hash, previous: null }])
    expect(file[0]?.kid).toBe((first as { record: GenesisRecord }).record.keyId)
  })

  test('that was closed is under a head to its end, and the next begins from there', async () => {
    const last = await log.append(named(1))
    await log.close()
    expect(await on.verify()).toMatchObject({ findings: [], notAnchored: 0 })
    const before = log.writer
    log = await on.open()
    const beginning = (await on.stored()).find(({ writer, index }) => writer === log.writer && index === 0)
    const { writer, index, hash } = last
    expect(beginning?.record).toMatchObject({ previousWriter: { writer, index, hash } })
    expect(log.writer).not.toBe(before)
  })

  test('whose process was killed is fixed by the next beginning, records behind its last head included', async () => {
    const last = await Promise.all(Array.from({ length: 25 }, (_, index) => log.append(named(index)))).then((r) =>
      r.at(-1),
    )
    const next = await on.open()
    const beginning = (await on.stored()).find(({ writer, index }) => writer === next.writer && index === 0)
    expect(beginning?.record).toMatchObject({ previousWriter: { writer: log.writer, index: 25, hash: last?.hash } })
    expect(await on.verify()).toMatchObject({ findings: [], notAnchored: 0 })
    await next.close()
  })

  test('is signed when a thousand records lie behind its last head', async () => {
    await Promise.all(Array.from({ length: 1_100 }, (_, index) => log.append(named(index))))
    const { file } = await waitFor(on.heads, ({ file, database }) => file.length > 1 && database.length > 1)
    expect(file[1]?.index).toBeGreaterThanOrEqual(999)
    expect((await on.verify()).findings).toEqual([])
  })
})

describe('the heads file', () => {
  test('is for its owner alone, and survives half a line', async () => {
    expect((await stat(on.headsFile)).mode & 0o777).toBe(0o600)
    await log.close()
    await appendFile(on.headsFile, '{"writer":"torn')
    log = await on.open()
    expect((await on.heads()).file.map(({ writer }) => writer)).toContain(log.writer)
    expect((await on.verify()).findings).toEqual([])
  })

  test('on a full disk stops the log: no head, no data above OPEN', async () => {
    const full = await testLog(mongod, `full${tests}`)
    await symlink('/dev/full', full.headsFile)
    const turns: boolean[] = []
    const second = await full.open((ready) => turns.push(ready))
    expect(second.ready()).toBe(false)
    await rm(full.headsFile)
    await waitFor(async () => second.ready(), Boolean)
    expect(turns).toEqual([false, true])
    await second.append(named(1))
    await second.close()
    expect((await full.verify()).findings).toEqual([])
    expect((await full.heads()).file).toHaveLength(2)
    await full.remove()
  })
})

test('a closed log refuses, and a rejection that nobody awaits ends nothing', async () => {
  await log.close()
  expect(log.ready()).toBe(false)
  void log.append(named(1), { mustLast: false })
  await expect(log.append(named(2))).rejects.toMatchObject({ extensions: { code: 'LOG_UNAVAILABLE' } })
})
