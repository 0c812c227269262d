import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { noteAgency, noteSeed } from '../seed/load/fixtures/note-agency.ts'
import { type OwnTarget, ownTarget, seed } from '../seed/load/fixtures/seed-target.ts'
import type { Subgraph } from '../subgraphs/_kit/subgraph.ts'
import { waitFor } from '../test/setup/wait-for.ts'
import { seedWhenBack } from './seed-at-start.ts'

const config = { seedPersons: 200, seed: 'test' }

let target: OwnTarget
let reports: string
beforeAll(async () => {
  target = await ownTarget(noteAgency(), 'seed_at_start')
})
afterAll(() => target.own.end())
beforeEach(async () => {
  reports = ''
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    reports += String(text)
    return true
  })
  await target.empty()
})
afterEach(() => {
  jest.restoreAllMocks()
})

/** As much of a subgraph as seeding needs; up or down as the test says. */
function subgraphOf(up: () => boolean, agency = noteAgency()): Subgraph {
  const database = { ...target.database, state: () => ({ up: up(), since: '2026-01-31T00:00:00.000Z' }) }
  return { name: database.name, agency, database } as unknown as Subgraph
}

const marker = async () => (await target.rows('hubSeed'))[0]
const whenComplete = () => waitFor(marker, (found) => found?.complete === true)

describe('a database that was down at the start', () => {
  test('is seeded when it returns, with the population that the others hold', async () => {
    let up = false
    const back = seedWhenBack(config)
    back.waitFor([subgraphOf(() => up)], { persons: 150, seed: 'of the others' })
    expect(await marker()).toBeUndefined()
    up = true
    back.changed('notes', true)
    expect(await whenComplete()).toMatchObject({ persons: 150, seed: 'of the others', documents: 153 })
    expect(reports).toBe('')
  })

  test('and holds another population, joins that of the others', async () => {
    await seed([target], { persons: 100, seed: 'alone' })
    const back = seedWhenBack(config)
    back.waitFor([subgraphOf(() => true)], { persons: 150, seed: 'of the others' })
    await waitFor(marker, (found) => found?.complete === true && found.persons === 150)
    expect(await target.rows('notes')).toHaveLength(150)
  })

  test('keeps what it holds where no other was reached', async () => {
    await seed([target], { persons: 100, seed: 'alone' })
    const before = await target.rows('notes')
    const back = seedWhenBack(config)
    const commands = await target.own.commandsOf(async () => {
      back.waitFor([subgraphOf(() => true)], null)
      await waitFor(
        async () => target.rows('hubSeed'),
        () => true,
      )
    })
    expect(commands).not.toContain('dropDatabase')
    expect(await target.rows('notes')).toEqual(before)
  })

  test('is seeded at once where it came up while the hub looked away', async () => {
    seedWhenBack(config).waitFor([subgraphOf(() => true)], null)
    expect(await whenComplete()).toMatchObject({ persons: 200, seed: 'test' })
  })

  test('is seeded again after a failure, which is reported without a word of the data', async () => {
    let fails = true
    const agency = noteAgency({
      ...noteSeed,
      documents: (chunk) => {
        if (fails) throw new Error('052085000001')
        return noteSeed.documents(chunk)
      },
    })
    const back = seedWhenBack(config)
    back.waitFor([subgraphOf(() => true, agency)], null)
    await waitFor(
      async () => reports,
      (text) => text !== '',
    )
    expect(JSON.parse(reports)).toMatchObject({ subgraph: 'notes', requestId: 'seed', error: 'Error' })
    expect(reports).not.toContain('052085000001')
    fails = false
    back.changed('notes', true)
    await whenComplete()
  })
})

describe('a change of state', () => {
  test('that is over before it could be used leaves the database waited for', async () => {
    let up = false
    const back = seedWhenBack(config)
    back.waitFor([subgraphOf(() => up)], null)
    back.changed('notes', true)
    up = true
    await waitFor(
      async () => {
        back.changed('notes', true)
        return marker()
      },
      (found) => found?.complete === true,
    )
  })

  test('of a database that was there at the start, or that goes down, starts nothing', async () => {
    const back = seedWhenBack(config)
    const commands = await target.own.commandsOf(async () => {
      back.changed('notes', true)
      back.waitFor([subgraphOf(() => false)], null)
      back.changed('notes', false)
      back.changed('another', true)
    })
    expect(commands).toEqual([])
  })

  test('while it is being seeded does not start it twice', async () => {
    const back = seedWhenBack(config)
    back.waitFor([subgraphOf(() => true)], null)
    back.changed('notes', true)
    back.changed('notes', true)
    await whenComplete()
    expect(await target.rows('notes')).toHaveLength(200)
    expect(reports).toBe('')
  })
})

test('a load that the hub’s own end cuts off is no failure to report', async () => {
  let reached = () => {}
  const writing = new Promise<void>((resolve) => {
    reached = resolve
  })
  const back = seedWhenBack(config)
  const agency = noteAgency({
    documents: () => {
      back.stop()
      reached()
      throw new Error('cut off')
    },
  })
  back.waitFor([subgraphOf(() => true, agency)], null)
  await writing
  await waitFor(marker, (found) => found !== undefined)
  expect(reports).toBe('')
})
