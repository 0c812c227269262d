import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { exchangeRecord } from '../setup/exchange-record.ts'
import { type OwnMongod, ownMongod } from '../setup/mongod.ts'
import { testLog } from '../setup/test-log.ts'

let mongod: OwnMongod
beforeAll(async () => {
  mongod = await ownMongod()
})
afterAll(() => mongod.remove())

test('eight writers at once on one folder and one database: no gap, no fork, no lost record', async () => {
  const on = await testLog(mongod, 'eight')
  const logs = await Promise.all(Array.from({ length: 8 }, () => on.open()))
  const receipts = await Promise.all(
    Array.from({ length: 800 }, (_, index) =>
      (logs[index % 8] as (typeof logs)[0]).append(exchangeRecord({ requestId: `request-${index}` })),
    ),
  )
  await Promise.all(logs.map((log) => log.close()))
  expect(new Set(receipts.map(({ text }) => text)).size).toBe(800)
  expect(new Set(receipts.map(({ writer }) => writer)).size).toBe(8)
  expect(await on.verify(receipts)).toMatchObject({ findings: [], records: 808, writers: 8, notAnchored: 0 })
  const { file, database } = await on.heads()
  expect(file).toHaveLength(16)
  expect(new Set(file.map(({ signature }) => signature))).toEqual(new Set(database.map(({ signature }) => signature)))
  await on.remove()
})

test('what a hostile caller writes into names stays inside one record', async () => {
  const on = await testLog(mongod, 'injection')
  const log = await on.open()
  const hostile = [
    'a\r\nb',
    'a\n{"kind":"record","index":9}',
    'a\0b',
    '\u202eevil\u2066',
    '\u001b[2J\u001b]0;title\u0007',
    '","rows":0,"x":"',
    '$where',
    'a.b.c',
    '__proto__',
    '\u2028\u2029',
    '\ufeff',
    '={cmd}',
  ]
  const receipts = await Promise.all(
    hostile.map((text) => log.append(exchangeRecord({ identity: text, operation: { hash: text, name: text } }))),
  )
  await log.close()
  const stored = await on.stored()
  expect(stored).toHaveLength(hostile.length + 1)
  expect(stored.slice(1).map(({ record }) => 'identity' in record && record.identity)).toEqual(hostile)
  expect(await on.verify(receipts)).toMatchObject({ findings: [], records: hostile.length + 1, notAnchored: 0 })
  await on.remove()
})
