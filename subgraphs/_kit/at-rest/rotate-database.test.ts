import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { cursorSeal, newCursorKey } from '../cursor.ts'
import { type Database, openDatabase } from '../database.ts'
import { clinicAgency } from '../fixtures/clinic-agency.ts'
import { ownUri } from '../fixtures/own-database.ts'
import { childList } from '../lists.ts'
import { loadAll } from '../loaders.ts'
import { type RequestScope, scopePerCaller } from '../request-scope.ts'
import type { Row } from '../row.ts'
import { subjectTotals } from '../subject-totals.ts'
import { openRows, sealRow } from './at-rest.ts'
import { dataKeysPath, type KeptDataKeys, openDataKeys } from './data-keys.ts'
import { requireKeysFit, writeKeyCheck } from './key-check.ts'
import { rotateDatabase } from './rotate-database.ts'

const count = process.env.HUB_TEST_LONG === 'yes' ? 40_000 : 2_400
const plain: Row[] = Array.from({ length: count }, (_, i) => ({
  _id: `v${String(i).padStart(6, '0')}`,
  personId: `p${i % 300}`,
  illness: `J${i % 7}`,
  ill: i % 2 === 0,
  drugs: ['A', `B${i % 3}`],
  month: i % 2 === 0 ? '2026-01' : '2026-02',
  ward: 'w1',
}))

const cursors = cursorSeal(newCursorKey())
/** A request to a database, as one process of the hub makes it. */
function requestTo(database: Database): RequestScope {
  const { atRest } = database
  const collection = (name: string) => database.collection(name)
  const open = scopePerCaller((caller) => ({ caller, cursors, atRest, collection, limit: null }) as never)
  return open({ requestId: 'test', today: '2026-06-30' } as never)
}

let folder: string
let keys: KeptDataKeys
let database: Database
let uri: string
const settled = async () => {}

beforeAll(async () => {
  uri = ownUri('rotation')
})
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rotation-'))
  keys = await openDataKeys(folder, ['clinic'])
  database = openDatabase(clinicAgency(), { uri, now: () => new Date(), dataKeys: keys })
  await database.firstAttempt
  const { atRest } = database
  await writeKeyCheck(database)
  await visits().insertMany(plain.map((row) => sealRow(atRest, 'visits', row)) as never[])
  await visits().createIndex({ personId: 1 })
})
afterEach(async () => {
  await database.connection.dropDatabase()
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

const visits = () => database.connection.collection<Row>('visits')
const state = () => database.connection.collection('hubKeys').find({}).toArray()
const kids = async () => Object.keys(JSON.parse(await readFile(dataKeysPath(folder), 'utf8')).clinic.keys)
const stored = () => visits().find({}).sort({ _id: 1 }).toArray()

async function expectWhole(): Promise<void> {
  const rows = await stored()
  const { kid } = keys.ring('clinic').current
  const texts = rows.flatMap(({ _id, ward, ...sealed }) => Object.values(sealed))
  expect(texts.filter((text) => !String(text).startsWith(`s1:${kid}:`))).toEqual([])
  expect(openRows(database.atRest, 'visits', rows)).toEqual(plain)
}

describe('a rotation', () => {
  test('leaves every value as it was, under a new key alone', async () => {
    const [before] = await kids()
    const told: [number, number][] = []
    const progress = (done: number, total: number) => void told.push([done, total])
    expect(await rotateDatabase({ database, keys, settle: settled, progress })).toBe(count)
    expect(await kids()).toEqual([keys.ring('clinic').current.kid])
    expect(await kids()).not.toEqual([before])
    await expectWhole()
    await requireKeysFit(database)
    expect((await state()).map(({ _id }) => _id)).toEqual(['check'])
    expect(told.at(-1)).toEqual([count, count])
    expect(told.map(([done]) => done)).toEqual([...told.map(([done]) => done)].sort((a, b) => a - b))
  })

  test('a second time finds a new key again', async () => {
    const rotation = { database, keys, settle: settled, progress: () => {} }
    await rotateDatabase(rotation)
    const [first] = await kids()
    await rotateDatabase(rotation)
    expect(await kids()).not.toEqual([first])
    await expectWhole()
  })

  test('changes no answer at any moment, for a process that was there before', async () => {
    const other = openDatabase(clinicAgency(), {
      uri,
      now: () => new Date(),
      dataKeys: await openDataKeys(folder, ['clinic']),
    })
    await other.firstAttempt
    const resolver = childList('visits', 'personalId', 'personId')
    const totals = subjectTotals({
      collection: 'visits',
      match: (_args, _caller, among) => ({ ward: { $eq: 'w1' }, ...among('month', ['2026-01']) }),
      by: { month: 'month' },
      subject: 'personId',
      rows: 10,
    })
    const answers = async () => {
      const scope = requestTo(other)
      const list = resolver({ personalId: 'p7' }, { first: 5 }, scope, {} as never) as Row
      return JSON.stringify([
        (await loadAll(scope, 'visits', 'personId', 'p3')).map((row) => ({ ...row })),
        (await list.nodes()).map((row: Row) => ({ ...row })),
        await list.totalCount(),
        await totals({}, {}, scope, {} as never),
      ])
    }
    const before = await answers()
    expect(before).toContain('J3')
    let ended = false
    // The other process is let notice the file, as the time that a real rotation waits lets it.
    const settle = async () => {
      const { kid } = keys.ring('clinic').current
      while (other.atRest.ring().current.kid !== kid) await answers()
    }
    const rotation = rotateDatabase({ database, keys, settle, progress: () => {} }).finally(() => {
      ended = true
    })
    let asked = 0
    while (!ended) {
      expect(await answers()).toBe(before)
      asked += 1
    }
    await rotation
    expect(asked).toBeGreaterThan(3)
    expect(await answers()).toBe(before)
    await other.close()
  })

  test.each([1, 2, 3])('that ends after step %i goes on there, and writes no row twice', async (steps) => {
    let step = 0
    const progress = () => {
      step += 1
      if (step === steps) throw new Error('killed')
    }
    await expect(rotateDatabase({ database, keys, settle: settled, progress })).rejects.toThrow('killed')
    expect(await kids()).toHaveLength(2)
    const sealedBefore = (await stored()).filter(({ illness }) =>
      illness.startsWith(`s1:${keys.ring('clinic').current.kid}`),
    )
    const again = await openDataKeys(folder, ['clinic'])
    const rest = await rotateDatabase({ database, keys: again, settle: settled, progress: () => {} })
    expect(rest + sealedBefore.length).toBe(count)
    keys = again
    await waitUntilNoticed()
    await expectWhole()
  })

  test('seals what was written under the former key behind its back', async () => {
    const late = sealRow(database.atRest, 'visits', { ...plain[0], _id: 'a-late' })
    let wrote = false
    const progress = (done: number) => {
      if (done < count || wrote) return
      wrote = true
      return void visits().insertOne(late as never)
    }
    await rotateDatabase({ database, keys, settle: settled, progress })
    expect(await kids()).toHaveLength(1)
    const [row] = openRows(
      database.atRest,
      'visits',
      await visits()
        .find({ _id: 'a-late' as never })
        .toArray(),
    )
    expect(row?.illness).toBe(plain[0]?.illness)
  })

  test('keeps both keys where a value does not open, and says so', async () => {
    await visits().updateOne({ _id: 'v000001' as never }, { $set: { illness: 's1:lost:AAAA' } })
    const rotation = rotateDatabase({ database, keys, settle: settled, progress: () => {} })
    await expect(rotation).rejects.toThrow('clinic: 1 rows hold values that no data key opens')
    expect(await kids()).toHaveLength(2)
  })
})

async function waitUntilNoticed(): Promise<void> {
  const [kid] = await kids()
  while (database.atRest.ring().current.kid !== kid || database.atRest.ring().former.length > 0) await state()
}
