import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Grant, Suspension } from '../../../schema/access/grant.ts'
import { limits } from '../../../schema/limits.ts'
import { type OwnMongod, ownMongod } from '../../../test/setup/mongod.ts'
import { breach, sampleGrant } from './fixtures/sample-grant.ts'
import { openGrantDatabase } from './grant-database.ts'
import { type GrantDesk, openGrantDesk } from './grant-desk.ts'
import { readGrants } from './lease-records.ts'

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
const now = () => new Date('2026-01-31T01:00:00Z')
const by = 'the test'

function open(prefix: string): GrantDesk {
  const desk = openGrantDesk({ uri: uriOf(prefix), now })
  opened.push(desk)
  return desk
}

function database(prefix: string) {
  const found = openGrantDatabase(uriOf(prefix))
  opened.push(found)
  return found
}

const many = (count: number) => Array.from({ length: count }, (_, index) => sampleGrant({ id: `grant-${index}` }))

describe('a change of grants', () => {
  test('is kept with every former version: what was done, when and by whom', async () => {
    const desk = open('history')
    const { id } = sampleGrant()
    await desk.put([sampleGrant()], 'first')
    await desk.suspend([id], breach, 'second')
    await desk.restore([id], 'third')
    await desk.put([sampleGrant({ purpose: 'INSPECTION' })], 'fourth')
    await desk.end([id], 'fifth')
    const history = await desk.history(id)
    const at = now().toISOString()
    expect(history.map(({ _id, what, by: who, changedIn }) => [_id, what, who, changedIn])).toEqual([
      [`${id}/1`, 'PUT', 'first', 1],
      [`${id}/2`, 'SUSPEND', 'second', 2],
      [`${id}/3`, 'RESTORE', 'third', 3],
      [`${id}/4`, 'PUT', 'fourth', 4],
      [`${id}/5`, 'END', 'fifth', 5],
    ])
    expect(history.every((entry) => entry.at === at && entry.grant.version === entry.version)).toBe(true)
    expect(history.map(({ grant }) => grant.state)).toEqual(['ACTIVE', 'SUSPENDED', 'ACTIVE', 'ACTIVE', 'ENDED'])
    expect(history[1]?.grant).toEqual(sampleGrant({ version: 2, state: 'SUSPENDED', suspension: breach }))
    expect((await desk.list()).stored).toEqual([history[4]?.grant])
  })

  test('loses none of those that are made at the same time', async () => {
    const desks = [open('together'), open('together'), open('together')]
    const changes = many(12).map((grant, index) => (desks[index % 3] as GrantDesk).put([grant], by))
    const versions = (await Promise.all(changes)).map(({ version }) => version)
    expect([...versions].sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1))
    const { version, stored } = await open('together').list()
    expect([version, stored.length]).toEqual([12, 12])
  })

  test('meets another of the same grant one after the other: the end wins, whoever came first', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [one, other] = [open(`race${round}`), open(`race${round}`)]
      await one.put([sampleGrant()], by)
      const { id } = sampleGrant()
      await Promise.allSettled([one.suspend([id], breach, by), other.end([id], by)])
      const { stored } = await one.list()
      expect(stored).toMatchObject([{ state: 'ENDED', suspension: null }])
      const versions = (await one.history(id)).map(({ version }) => version)
      expect(versions).toEqual(versions.map((_, index) => index + 1))
    }
  })

  test('that changes nothing writes nothing', async () => {
    const desk = open('same')
    await desk.put([sampleGrant()], by)
    expect(await desk.put([sampleGrant({ version: 7 })], by)).toMatchObject({ version: 1, changed: [], touched: [] })
    expect(await desk.history(sampleGrant().id)).toHaveLength(1)
  })

  test('raises only the versions of the grants that it changes', async () => {
    const desk = open('some')
    await desk.put(many(3), by)
    const report = await desk.put([...many(2), sampleGrant({ id: 'grant-2', mode: 'SPECIAL' })], by)
    expect(report).toMatchObject({ version: 2, changed: ['grant-2'] })
    expect((await desk.list()).stored).toMatchObject([{ version: 1 }, { version: 1 }, { version: 2 }])
  })

  test('never gives the version of a grant that was deleted by hand to another', async () => {
    const desk = open('deleted')
    await desk.put([sampleGrant()], by)
    await database('deleted').grants.deleteOne({ _id: sampleGrant().id })
    await desk.put([sampleGrant({ mode: 'SPECIAL' })], by)
    expect((await desk.list()).stored).toMatchObject([{ version: 2, mode: 'SPECIAL' }])
  })

  test('says what it touches before it is acknowledged', async () => {
    const told: unknown[] = []
    const desk = openGrantDesk({ uri: uriOf('told'), now, committed: ({ touched }) => told.push(...touched) })
    opened.push(desk)
    const { id } = sampleGrant()
    await desk.put([sampleGrant()], by)
    await desk.suspend([id], breach, by)
    const coordinates = [...sampleGrant().coordinates].sort()
    expect(told).toEqual([
      { holder: 'insurance-app', grants: 1, lost: [], gained: coordinates },
      { holder: 'insurance-app', grants: 1, lost: coordinates, gained: [] },
    ])
  })
})

describe('the grants of the demo', () => {
  test('are put where nothing was ever changed, and never again', async () => {
    const desk = open('first')
    expect(await desk.putIfEmpty([sampleGrant()], by)).toMatchObject({ version: 1 })
    expect(await desk.putIfEmpty([sampleGrant()], by)).toBeNull()
    await desk.end([sampleGrant().id], by)
    expect(await desk.putIfEmpty([sampleGrant()], by)).toBeNull()
    expect((await desk.list()).stored).toMatchObject([{ state: 'ENDED' }])
  })

  test('stay away from a store in which somebody has deleted all grants', async () => {
    const desk = open('emptied')
    await desk.put([sampleGrant({ id: 'own' })], by)
    await database('emptied').grants.deleteMany({})
    expect(await desk.putIfEmpty([sampleGrant()], by)).toBeNull()
    expect((await desk.list()).stored).toEqual([])
  })

  test('are put once where two processes start at the same time', async () => {
    const reports = await Promise.all([open('twice'), open('twice')].map((desk) => desk.putIfEmpty(many(3), by)))
    expect(reports.filter((report) => report !== null)).toHaveLength(1)
    expect((await open('twice').list()).version).toBe(1)
  })
})

describe('a change that cannot be', () => {
  const refusals: [string, (desk: GrantDesk) => Promise<unknown>, RegExp][] = [
    [
      'a grant that does not parse',
      (desk) => desk.put([sampleGrant({ coordinates: ['Person.*'] })], by),
      /coordinates/,
    ],
    [
      'a grant that ends before it begins',
      (desk) => desk.put([sampleGrant({ validTo: '2020-01-01T00:00:00Z' })], by),
      /validTo/,
    ],
    ['two grants of one id', (desk) => desk.put([sampleGrant(), sampleGrant()], by), /twice/],
    ['a grant that is not there', (desk) => desk.suspend(['nobody'], breach, by), /nobody\.id/],
    ['restoring what is active', (desk) => desk.restore(['kept'], by), /kept\.state/],
    ['suspending what has ended', (desk) => desk.suspend(['ended'], breach, by), /ended\.state/],
    ['ending what has ended', (desk) => desk.end(['ended'], by), /ended\.state/],
    [
      'a ground that the law does not know',
      (desk) => desk.suspend(['kept'], { ...breach, ground: 'MOOD' } as never as Suspension, by),
      /kept\.suspension/,
    ],
    ['one grant of two that is not there', (desk) => desk.end(['kept', 'nobody'], by), /nobody\.id/],
    ['a change by nobody', (desk) => desk.end(['kept'], ''), /by/],
  ]

  test.each(refusals)('is refused with nothing written: %s', async (_, act, message) => {
    const prefix = `refused${refusals.findIndex(([, one]) => one === act)}`
    const desk = open(prefix)
    await desk.put([sampleGrant({ id: 'kept' }), sampleGrant({ id: 'ended' })], by)
    await desk.end(['ended'], by)
    const before = await desk.list()
    const error = await act(desk).then(
      () => null,
      (thrown: unknown) => thrown,
    )
    expect(error).toMatchObject({ name: 'GrantRefused', message: expect.stringMatching(message) })
    expect(await desk.list()).toEqual(before)
    expect(await database(prefix).history.countDocuments()).toBe(3)
  })

  test('more grants than a process may hold are refused, and read by none', async () => {
    const desk = open('most')
    const rows = Array.from({ length: limits.grantsMost }, (_none, index) => {
      const { id: _, ...fields } = sampleGrant({ agency: 'GLI' })
      return { _id: `filler-${index}`, ...fields, changedIn: 1 }
    })
    const own = database('most')
    await own.grants.insertMany(rows)
    await expect(desk.put([sampleGrant()], by)).rejects.toThrow(/10000/)
    expect((await desk.list()).stored).toHaveLength(limits.grantsMost)
    await own.grants.insertOne({ ...(rows[0] as (typeof rows)[0]), _id: 'one-more' })
    await expect(readGrants(own)).rejects.toThrow(/10000/)
  })

  test('a grant with fields of its own is refused: what nobody reads could be meant as a limit', async () => {
    const grant = { ...sampleGrant(), rows: 'own' } as Grant
    await expect(open('extra').put([grant], by)).rejects.toThrow(/\.\*/)
  })
})
