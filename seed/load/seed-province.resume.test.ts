import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { SeedModule } from '../population/population.ts'
import { noteAgency, noteSeed, twoChunks } from './fixtures/note-agency.ts'
import { type OwnTarget, ownTarget, seed } from './fixtures/seed-target.ts'

/** The seed of the fixture, which fails once: at this place, after so many documents. */
function failingOnce(place: 'constants' | number, after: number): SeedModule {
  let failed = false
  function* until<T>(documents: Iterable<T>): Iterable<T> {
    let count = 0
    for (const document of documents) {
      if (!failed && count === after) {
        failed = true
        throw new Error('the machine was switched off')
      }
      count += 1
      yield document
    }
  }
  return {
    constants: (province) => {
      const documents = noteSeed.constants?.(province) ?? []
      return place === 'constants' ? until(documents) : documents
    },
    documents: (chunk) => (place === chunk.index ? until(noteSeed.documents(chunk)) : noteSeed.documents(chunk)),
  }
}

let whole: OwnTarget
let target: OwnTarget
const targetOf = (module: SeedModule) => ({ ...target, agency: noteAgency(module) })

let expected: { notes: object[]; offices: object[]; marker: object | undefined; report: object }
beforeAll(async () => {
  whole = await ownTarget(noteAgency(), 'seed_whole')
  target = await ownTarget(noteAgency(), 'seed_resume')
  const report = await seed([whole], { persons: twoChunks })
  expected = {
    notes: await whole.rows('notes'),
    offices: await whole.rows('offices'),
    marker: (await whole.rows('hubSeed'))[0],
    report,
  }
})
afterAll(() => Promise.all([whole.own.end(), target.own.end()]))
beforeEach(() => target.empty())

describe('a seed that was interrupted goes on where it stopped', () => {
  test.each([
    ['among the constants', 'constants', 2, 0],
    ['in the first chunk, part of which was written', 0, 2_300, 0],
    ['in the second chunk, part of which was written', 1, 2_300, 1],
  ] as const)('%s', async (_what, place, after, nextChunk) => {
    const failing = targetOf(failingOnce(place, after))
    await expect(seed([failing], { persons: twoChunks })).rejects.toThrow('switched off')
    expect(await target.rows('hubSeed')).toEqual([expect.objectContaining({ complete: false, nextChunk })])
    const partly = (await target.rows('notes')).length
    if (after > 2_000) expect(partly % 2_500).toBeGreaterThan(0)

    expect(await seed([failing], { persons: twoChunks })).toEqual(expected.report)
    expect(await target.rows('notes')).toEqual(expected.notes)
    expect(await target.rows('offices')).toEqual(expected.offices)
    expect((await target.rows('hubSeed'))[0]).toEqual(expected.marker)
  })

  test('at the start of a hub with the numbers of then, writing no chunk again that is known to be whole', async () => {
    await expect(seed([targetOf(failingOnce(1, 0))], { persons: twoChunks })).rejects.toThrow('switched off')
    const made: number[] = []
    const documents: SeedModule['documents'] = (chunk) => {
      made.push(chunk.index)
      return noteSeed.documents(chunk)
    }
    const report = await seed([targetOf({ ...noteSeed, documents })], { persons: 300, seed: 'another', replace: false })
    expect(report).toEqual(expected.report)
    expect(made).toEqual([1])
    expect(await target.rows('notes')).toEqual(expected.notes)
  })

  test('from the beginning where other numbers are wanted', async () => {
    await expect(seed([targetOf(failingOnce(1, 2_300))], { persons: twoChunks })).rejects.toThrow('switched off')
    const report = await seed([target], { persons: 200 })
    expect(report).toMatchObject({ persons: 200, documents: 203, written: ['notes'] })
    expect(await target.rows('notes')).toHaveLength(200)
  })
})

test('when one database fails, the others are at rest when the failure is heard', async () => {
  const commands = { started: 0, ended: 0 }
  const client = whole.database.connection.getClient()
  client.on('commandStarted', () => (commands.started += 1))
  for (const event of ['commandSucceeded', 'commandFailed'] as const) client.on(event, () => (commands.ended += 1))
  const failing = targetOf(failingOnce(0, 0))
  await expect(seed([failing, { ...whole, agency: noteAgency() }], { persons: 200 })).rejects.toThrow('switched off')
  expect(commands.ended).toBe(commands.started)
  expect(await whole.rows('hubSeed')).toEqual([expect.objectContaining({ persons: 200, nextChunk: 1 })])
})
