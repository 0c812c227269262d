import { setImmediate } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { ReadyGrant } from '../../../schema/access/grant.ts'
import { limits } from '../../../schema/limits.ts'
import { type OwnMongod, ownMongod } from '../../../test/setup/mongod.ts'
import { waitFor } from '../../../test/setup/wait-for.ts'
import { breach, sampleGrant } from './fixtures/sample-grant.ts'
import { openGrantDatabase } from './grant-database.ts'
import { type GrantStore, openGrantStore } from './grant-store.ts'
import { announceLease } from './lease-records.ts'

const readsMost = process.env.HUB_TEST_LONG === 'yes' ? 20_000 : 2_000

let mongod: OwnMongod
const opened: { close(): Promise<void> }[] = []
beforeAll(async () => {
  mongod = await ownMongod()
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()))
})
afterAll(() => mongod.remove())

const uriOf = (prefix: string) => mongod.uri.replace(/\/(\?|$)/, `/${prefix}$1`)

function open(prefix: string, processName = 'hub', say: (line: string) => void = () => {}): GrantStore {
  const now = () => new Date('2026-01-31T01:00:00Z')
  const store = openGrantStore({ uri: uriOf(prefix), now, processName, say })
  opened.push(store)
  return store
}

function grantIn(store: GrantStore, id = sampleGrant().id): ReadyGrant | undefined {
  return [...(store.current()?.byAgency.values() ?? [])].flat().find((grant) => grant.id === id)
}

const by = 'the test'

describe('a process that holds the grants', () => {
  test('answers from every grant that was put, in every process, as soon as the put is acknowledged', async () => {
    const [one, other] = [open('put'), open('put', 'land')]
    await Promise.all([one.atLeast(0), other.atLeast(0)])
    const report = await one.put([sampleGrant({ territory: ['52@2025-07-01'] })], by)
    expect(report).toMatchObject({ version: 1, changed: [sampleGrant().id], confirmed: 2, silent: 0 })
    for (const store of [one, other]) {
      expect(store.current()?.version).toBe(1)
      const grant = grantIn(store)
      expect(grant).toMatchObject(sampleGrant({ territory: ['52@2025-07-01'] }))
      expect(grant?.covers).toEqual(new Set(sampleGrant().coordinates))
      expect(grant?.units?.size).toBeGreaterThan(100)
    }
  })

  test('never starts a read on a suspended grant once the suspension is acknowledged', async () => {
    const stores = [open('suspended'), open('suspended', 'land'), open('suspended', 'health')]
    const [desk] = stores as [GrantStore, ...GrantStore[]]
    await desk.put([sampleGrant()], by)
    await Promise.all(stores.map((store) => store.atLeast(1)))
    for (let round = 0; round < 5; round += 1) {
      const seen = { activeBefore: 0, activeAfter: 0, startedAfter: 0 }
      let acknowledged = false
      const suspending = desk.suspend([sampleGrant().id], breach, by).then(() => {
        acknowledged = true
      })
      const read = async (store: GrantStore) => {
        const startedAfter = acknowledged
        const active = grantIn(store)?.state === 'ACTIVE'
        if (startedAfter) seen.startedAfter += 1
        if (active) seen[startedAfter ? 'activeAfter' : 'activeBefore'] += 1
        await setImmediate()
      }
      while (seen.startedAfter < readsMost / 5) await Promise.all(stores.map(read))
      await suspending
      expect(seen.activeBefore).toBeGreaterThan(0)
      expect(seen.activeAfter).toBe(0)
      for (const store of stores) expect(grantIn(store)).toMatchObject({ state: 'SUSPENDED', suspension: breach })
      await desk.restore([sampleGrant().id], by)
      for (const store of stores) expect(grantIn(store)).toMatchObject({ state: 'ACTIVE', suspension: null })
    }
  })

  test('keeps the other of two overlapping grants when one is suspended', async () => {
    const store = open('overlap')
    const other = sampleGrant({ id: 'other', territory: ['52@2025-07-01'] })
    await store.put([sampleGrant(), other], by)
    const { touched } = await store.suspend(['other'], breach, by)
    expect(touched).toEqual([{ holder: 'insurance-app', grants: 1, lost: [], gained: [] }])
    expect([grantIn(store)?.state, grantIn(store, 'other')?.state]).toEqual(['ACTIVE', 'SUSPENDED'])
  })

  test('leaves out what was written into the store by hand and is no grant, and says which', async () => {
    const lines: string[] = []
    const store = open('tampered', 'hub', (line) => lines.push(line))
    await store.put([sampleGrant(), sampleGrant({ id: 'bad' })], by)
    const database = openGrantDatabase(uriOf('tampered'))
    opened.push(database)
    await database.grants.updateOne({ _id: 'bad' }, { $set: { coordinates: ['Person.*'] } })
    const { version } = await store.put([sampleGrant({ id: 'third' })], by)
    expect(store.current()?.version).toBe(version)
    expect([grantIn(store)?.state, grantIn(store, 'third')?.state]).toEqual(['ACTIVE', 'ACTIVE'])
    expect(grantIn(store, 'bad')).toBeUndefined()
    expect(lines.filter((line) => line.includes('bad.coordinates'))).toHaveLength(1)
    expect(lines.join()).not.toContain('Person.*')
  })

  test('does not wait longer than it may for a version that nobody has committed', async () => {
    const store = open('ahead')
    expect(await store.atLeast(0)).toBe(true)
    expect(await store.atLeast(1_000_000)).toBe(false)
    expect(store.current()?.version).toBe(0)
  })

  test('holds a newer version as soon as it is named one', async () => {
    const [one, other] = [open('newer'), open('newer', 'land')]
    await other.atLeast(0)
    const { version } = await one.put([sampleGrant()], by)
    expect(await other.atLeast(version)).toBe(true)
    expect(other.current()?.version).toBe(version)
  })

  test('is waited for until its lease has run out when it says nothing any more', async () => {
    const store = open('silent')
    await store.put([sampleGrant()], by)
    const database = openGrantDatabase(uriOf('silent'))
    opened.push(database)
    await announceLease(database, 'a process that was frozen', 1)
    const report = await store.suspend([sampleGrant().id], breach, by)
    expect(report).toMatchObject({ confirmed: 1, silent: 1 })
    expect(report.waitedMs).toBeGreaterThanOrEqual(limits.grantLeaseMs)
  })

  test('holds nobody up after it was closed, and answers nothing', async () => {
    const [one, other] = [open('closed'), open('closed', 'land')]
    await Promise.all([one.atLeast(0), other.atLeast(0)])
    await other.close()
    expect(other.current()).toBeNull()
    expect(await other.atLeast(0)).toBe(false)
    expect(await one.put([sampleGrant()], by)).toMatchObject({ confirmed: 1, silent: 0 })
  })

  test('takes no version for granted that is older than the one it held', async () => {
    const lines: string[] = []
    const store = open('back', 'hub', (line) => lines.push(line))
    await store.put([sampleGrant()], by)
    const database = openGrantDatabase(uriOf('back'))
    opened.push(database)
    await database.state.updateOne({ _id: 'grants' }, { $set: { version: 0 } })
    await waitFor(
      async () => lines,
      (said) => said.length > 0,
    )
    expect(store.current()).toBeNull()
    expect(lines.join()).toContain('start this process anew')
  })
})
