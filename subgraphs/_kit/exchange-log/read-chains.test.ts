import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { exchangeRecord } from '../../../test/setup/exchange-record.ts'
import { type OwnMongod, ownMongod } from '../../../test/setup/mongod.ts'
import { testLog } from '../../../test/setup/test-log.ts'
import { logClient, logCollections } from './log-store.ts'

let mongod: OwnMongod
beforeAll(async () => {
  mongod = await ownMongod()
})
afterAll(() => mongod.remove())

test('each writer’s records come by index, across the lengths of their names, and no writer is left out', async () => {
  const on = await testLog(mongod, 'chains')
  for (const count of [1, 9, 10, 120]) {
    const log = await on.open()
    await Promise.all(Array.from({ length: count }, () => log.append(exchangeRecord())))
    await log.close()
  }
  const stored = await on.stored()
  const lengths: Record<string, number> = {}
  for (const { writer, index } of stored) {
    expect(index).toBe(lengths[writer] ?? 0)
    lengths[writer] = index + 1
  }
  expect(Object.values(lengths).sort((one, other) => one - other)).toEqual([2, 10, 11, 121])
  expect((await on.verify()).findings).toEqual([])
  await on.remove()
})

test('what another hand put into the database is read too, whatever its name, so that it is found', async () => {
  const on = await testLog(mongod, 'foreign')
  const log = await on.open()
  await log.append(exchangeRecord())
  await log.close()
  const client = logClient(on.uri)
  const { records } = logCollections(client, on.uri)
  const names: unknown[] = [
    '',
    'a',
    'a.',
    '.1',
    `${log.writer}.x`,
    `${log.writer}.01`,
    `${log.writer}.1.2`,
    7,
    { a: 1 },
  ]
  for (const name of names) {
    await records.insertOne({ _id: name } as never)
    const { findings, records: read } = await on.verify()
    expect({ name, read, found: findings.length > 0 }).toEqual({ name, read: 3, found: true })
    await records.deleteOne({ _id: name } as never)
  }
  await client.close()
  await on.remove()
})
