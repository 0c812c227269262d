import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { changingKeys, clinicAgency, rings } from '../fixtures/clinic-agency.ts'
import { type OwnDatabase, ownDatabase } from '../fixtures/own-database.ts'
import { childList } from '../lists.ts'
import { loadAll, loadOne } from '../loaders.ts'
import type { Row } from '../row.ts'
import { sealRow } from './at-rest.ts'
import { requirePlain, storedKeys, underCurrentKey } from './stored-keys.ts'

const keys = changingKeys()
let own: OwnDatabase
beforeAll(async () => {
  own = await ownDatabase(clinicAgency(), 'stored_keys', keys)
})
afterEach(() => keys.use(rings.before))
afterAll(() => own.end())

/** Rows of which those that `isOld` says are sealed by the former key; all are read under both. */
async function fill(rows: readonly Row[], isOld: (row: Row) => boolean): Promise<void> {
  const sealed = rows.map((row) => {
    keys.use(isOld(row) ? rings.before : rings.after)
    return sealRow(own.database.atRest, 'visits', row)
  })
  await own.fill('visits', sealed)
  keys.use(rings.during)
}

const visits = (count: number, persons: number): Row[] =>
  Array.from({ length: count }, (_, i) => ({
    _id: `v${String(i).padStart(3, '0')}`,
    personId: `p${i % persons}`,
    illness: `J${i}`,
  }))

describe('records under a sealed key, some sealed by the former data key', () => {
  const person = (id: string) => ({ personalId: id })
  const resolver = childList('visits', 'personalId', 'personId')

  test('are all in the list of their person, in order, with their count and pages', async () => {
    await fill(visits(30, 3), (row) => Number(row._id.slice(1)) % 2 === 0)
    const scope = own.scope()
    const list = (args: Row, id: string) => resolver(person(id), args, scope, {} as never) as Row
    const told = await Promise.all(
      ['p0', 'p1', 'p2', 'nobody'].map(async (id) => {
        const { nodes, totalCount } = list({ first: 20 }, id)
        return [(await nodes()).map(({ _id }: Row) => _id), await totalCount()]
      }),
    )
    const wanted = [0, 1, 2].map((n) => [visits(30, 3).flatMap(({ _id }, i) => (i % 3 === n ? [_id] : [])), 10])
    expect(told).toEqual([...wanted, [[], 0]])
    const first = list({ first: 4 }, 'p1')
    const next = list({ first: 4, after: await first.pageInfo.endCursor() }, 'p1')
    expect((await next.nodes()).map(({ _id }: Row) => _id)).toEqual(['v013', 'v016', 'v019', 'v022'])
    expect((await next.nodes()).map(({ personId, illness }: Row) => [personId, illness])).toEqual([
      ['p1', 'J13'],
      ['p1', 'J16'],
      ['p1', 'J19'],
      ['p1', 'J22'],
    ])
  })

  test('are found one by one and all together, whichever key sealed them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ person: fc.integer({ min: 0, max: 4 }), old: fc.boolean() }), { maxLength: 20 }),
        async (made) => {
          const rows = made.map(({ person, old }, i) => ({ _id: `v${i + 10}`, personId: `p${person}`, old }))
          await fill(rows, ({ old }) => old)
          const scope = own.scope()
          for (const id of ['p0', 'p1', 'p2', 'p3', 'p4']) {
            const wanted = rows.filter(({ personId }) => personId === id).map(({ _id }) => _id)
            const all = await loadAll(scope, 'visits', 'personId', id)
            expect(all.map(({ _id }) => _id)).toEqual(wanted)
            expect((await loadOne(scope, 'visits', 'personId', id)) === null).toBe(wanted.length === 0)
          }
        },
      ),
      { numRuns: 25 },
    )
  })

  test('cost one command, and no plain key travels in it', async () => {
    await fill(visits(6, 2), () => true)
    const sent: string[] = []
    const note = ({ command }: { command: object }) => sent.push(JSON.stringify(command))
    const client = own.database.connection.getClient()
    client.on('commandStarted', note as never)
    const scope = own.scope()
    await Promise.all([loadAll(scope, 'visits', 'personId', 'p0'), loadAll(scope, 'visits', 'personId', 'p1')])
    const { totalCount } = resolver({ personalId: 'p1' }, {}, scope, {} as never) as Row
    expect(await totalCount()).toBe(3)
    client.off('commandStarted', note as never)
    const commands = sent.filter((command) => /"(find|aggregate)"/.test(command))
    expect(commands).toHaveLength(2)
    expect(commands.join()).toMatch(/s1:old:.*s1:new:|s1:new:.*s1:old:/)
    expect(commands.join()).not.toMatch(/"p[01]"/)
  })
})

describe('keys as they are stored', () => {
  test('are themselves where the field is plain', () => {
    const stored = storedKeys(own.scope(), 'visits', 'ward', ['w1', 'w2'])
    expect([stored.values, stored.group, stored.keyOf('w1')]).toEqual([['w1', 'w2'], '$ward', 'w1'])
  })

  test('are refused where the field is sealed to its row', () => {
    expect(() => storedKeys(own.scope(), 'visits', 'illness', ['J18'])).toThrow('visits.illness is sealed to its row')
  })

  test('are as many as there are data keys', () => {
    expect(storedKeys(own.scope(), 'visits', 'personId', ['p1', 'p2']).values).toHaveLength(2)
    keys.use(rings.during)
    expect(storedKeys(own.scope(), 'visits', 'personId', ['p1', 'p2']).values).toHaveLength(4)
  })

  test('come under the current key when they are asked to', () => {
    const [old] = storedKeys(own.scope(), 'visits', 'personId', ['p1']).values
    keys.use(rings.during)
    const [now] = storedKeys(own.scope(), 'visits', 'personId', ['p1']).values
    expect(now).toMatch(/^s1:new:/)
    expect([old, now, null].map((text) => underCurrentKey(own.scope(), 'visits', 'personId', text))).toEqual([
      now,
      now,
      null,
    ])
  })

  test('MongoDB is never let filter, order or sum what is sealed', () => {
    expect(() => requirePlain(own.scope(), 'visits', ['ward', 'month'])).toThrow('visits.month is sealed')
    expect(() => requirePlain(own.scope(), 'visits', ['ward'])).not.toThrow()
    expect(() => requirePlain(own.scope(), 'wards', ['name'])).not.toThrow()
  })
})
