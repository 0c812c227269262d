import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals'
import type { ExchangeLog } from '../../subgraphs/_kit/exchange-log/exchange-log.ts'
import type { StoredRecord } from '../../subgraphs/_kit/exchange-log/record.ts'
import { exchangeRecord } from '../setup/exchange-record.ts'
import { type OwnMongod, ownMongod } from '../setup/mongod.ts'
import { type TestLog, testLog } from '../setup/test-log.ts'
import { waitFor } from '../setup/wait-for.ts'

let mongod: OwnMongod
let on: TestLog
let log: ExchangeLog
let turns: boolean[]
let tests = 0
beforeAll(async () => {
  mongod = await ownMongod()
})
afterAll(() => mongod.remove())
beforeEach(async () => {
  tests += 1
  turns = []
  on = await testLog(mongod, `outage${tests}`)
  log = await on.open((ready) => turns.push(ready))
})
afterEach(async () => {
  await log.close()
  await on.remove()
})

const named = (name: string) => exchangeRecord({ requestId: name })
const refused = { extensions: { code: 'LOG_UNAVAILABLE' } }
const withheld = (stored: readonly StoredRecord[]) =>
  stored.flatMap(({ record }) => ('withheld' in record ? [record.withheld.index] : []))

test('while the database is down answers are refused; when it is back the log goes on without a gap', async () => {
  const before = await log.append(named('before'))
  await mongod.stop()
  await expect(log.append(named('during'))).rejects.toMatchObject(refused)
  expect(log.ready()).toBe(false)
  const unawaited = log.append(named('open data'), { mustLast: false })
  await mongod.start()
  await waitFor(async () => log.ready(), Boolean)
  const receipts = [before, await unawaited, await log.append(named('after'))]
  const stored = await on.stored()
  // The record whose answer was refused stands in its place, and one behind it says that nothing left.
  expect(stored.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5])
  expect(stored[2]?.record).toMatchObject({ requestId: 'during' })
  expect(withheld(stored)).toEqual([2])
  expect((await on.verify(receipts)).findings).toEqual([])
  expect(turns).toEqual([true, false, true])
})

test('a database that takes the records and does not answer makes no record twice', async () => {
  await log.append(named('before'))
  mongod.freeze()
  const during = ['one', 'two', 'three'].map((name) => log.append(named(name)))
  for (const each of during) await expect(each).rejects.toMatchObject(refused)
  expect(log.ready()).toBe(false)
  mongod.thaw()
  await waitFor(async () => log.ready(), Boolean)
  const receipt = await log.append(named('after'))
  const stored = await on.stored()
  expect(stored.map(({ index }) => index)).toEqual(stored.map((_, position) => position))
  expect(withheld(stored)).toEqual([2, 3, 4])
  expect(await on.verify([receipt])).toMatchObject({ findings: [], notAnchored: 0 })
})

test('a log that is opened while the database is down refuses, and opens when it is back', async () => {
  await mongod.stop()
  const late = await on.open((ready) => turns.push(ready))
  expect(late.ready()).toBe(false)
  await expect(late.append(named('too early'))).rejects.toMatchObject(refused)
  await mongod.start()
  await waitFor(async () => late.ready(), Boolean)
  expect((await late.append(named('first'))).index).toBe(1)
  await late.close()
  expect((await on.verify()).findings).toEqual([])
})

test('connections that are cut in the midst of writing leave neither a gap nor a double', async () => {
  const outcomes: Promise<unknown>[] = []
  for (let round = 0; round < 3; round += 1) {
    for (let index = 0; index < 50; index += 1) outcomes.push(log.append(named(`${round} ${index}`)).catch(() => null))
    await mongod.stop()
    await mongod.start()
  }
  const receipts = (await Promise.all(outcomes)).filter((receipt) => receipt !== null)
  await waitFor(async () => log.ready() && log.backlog().records === 0, Boolean)
  const stored = await on.stored()
  const answered = new Set(receipts.map((receipt) => (receipt as { index: number }).index))
  expect(stored.map(({ index }) => index)).toEqual(stored.map((_, position) => position))
  // Every request has its record, and each that got no receipt a second one that says so.
  expect(answered.size + withheld(stored).length).toBe(150)
  expect((await on.verify(receipts as never)).findings).toEqual([])
})
