import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { SeedDocument } from '../population/population.ts'
import { allDocuments, noteAgency, oneChunk, twoChunks } from './fixtures/note-agency.ts'
import { type OwnTarget, ownTarget, seed } from './fixtures/seed-target.ts'
import type { SeedPhase } from './seed-province.ts'

let notes: OwnTarget
let others: OwnTarget
beforeAll(async () => {
  notes = await ownTarget(noteAgency(), 'seed_load')
  others = await ownTarget(noteAgency(undefined, 'others'), 'seed_load')
})
afterAll(() => Promise.all([notes.own.end(), others.own.end()]))
beforeEach(async () => {
  await Promise.all([notes.empty(), others.empty()])
})

const small = allDocuments(oneChunk, 'test')

const documentsOf = (collection: string, all: readonly SeedDocument[]) =>
  all
    .filter((made) => made.collection === collection)
    .map(({ document }) => document as Record<string, unknown>)
    .sort((a, b) => (String(a._id) < String(b._id) ? -1 : 1))

const plantedOf = (all: readonly SeedDocument[]) => {
  const planted: Record<string, number> = {}
  for (const { plants } of all) if (plants) planted[plants] = (planted[plants] ?? 0) + 1
  return planted
}

describe('a seed', () => {
  test('writes exactly what the agency makes of the population, and counts it', async () => {
    const all = allDocuments(twoChunks, 'test')
    const report = await seed([notes], { persons: twoChunks })
    for (const collection of ['notes', 'offices']) {
      expect(await notes.rows(collection)).toEqual(documentsOf(collection, all))
    }
    expect(report).toEqual({
      persons: twoChunks,
      seed: 'test',
      written: ['notes'],
      kept: [],
      unreachable: [],
      documents: all.length,
      planted: plantedOf(all),
    })
  })

  test('leaves the indexes of the models, unique where they say so', async () => {
    await seed([notes])
    const indexesOf = (collection: string) => notes.database.connection.collection(collection).indexes()
    const keys = async (collection: string) =>
      (await indexesOf(collection)).map(({ key, unique }) => [Object.keys(key)[0], unique === true])
    expect(await keys('notes')).toEqual([
      ['_id', false],
      ['personalId', true],
    ])
    expect(await keys('offices')).toEqual([
      ['_id', false],
      ['unitId', false],
    ])
  })

  test('marks the database as synthetic, with what it wrote', async () => {
    await seed([notes])
    expect(await notes.rows('hubSeed')).toEqual([
      expect.objectContaining({
        _id: 'seed',
        synthetic: true,
        persons: oneChunk,
        seed: 'test',
        complete: true,
        nextChunk: 1,
        documents: oneChunk + 3,
      }),
    ])
  })

  test('tells how far it is: chunks, then indexes, each from nothing to all', async () => {
    const told: [SeedPhase, number, number][] = []
    await seed([notes], { persons: twoChunks, progress: (done, total, phase) => told.push([phase, done, total]) })
    expect(told).toEqual([
      ['persons', 0, 2],
      ['persons', 1, 2],
      ['persons', 2, 2],
      ['indexes', 0, 1],
      ['indexes', 1, 1],
    ])
  })

  test('makes one population for all databases', async () => {
    await seed([notes, others])
    expect(await others.rows('notes')).toEqual(await notes.rows('notes'))
  })
})

describe('the same seed again', () => {
  test('writes nothing and reports the same numbers', async () => {
    const first = await seed([notes])
    let second: unknown
    const commands = await notes.own.commandsOf(async () => {
      second = await seed([notes])
    })
    expect(second).toEqual({ ...first, written: [], kept: ['notes'] })
    expect(commands.filter((name) => !['find', 'listCollections'].includes(name))).toEqual([])
  })

  test('of an agency that is new joins it to the population that is there', async () => {
    await seed([notes], { persons: oneChunk, seed: 'test' })
    const report = await seed([notes, others], { persons: 300, seed: 'another', replace: false })
    expect(report).toMatchObject({ persons: oneChunk, seed: 'test', written: ['others'], kept: ['notes'] })
    expect(await others.rows('notes')).toEqual(documentsOf('notes', small))
  })
})

describe('another seed', () => {
  test('replaces what an earlier one wrote, where that is asked', async () => {
    await seed([notes], { persons: 300, seed: 'test' })
    const report = await seed([notes], { persons: oneChunk, seed: 'another' })
    expect(report).toMatchObject({ persons: oneChunk, seed: 'another', written: ['notes'], documents: oneChunk + 3 })
    expect(await notes.rows('notes')).toEqual(documentsOf('notes', allDocuments(oneChunk, 'another')))
  })

  test('keeps what an earlier one wrote at the start of a hub', async () => {
    await seed([notes], { persons: oneChunk })
    const report = await seed([notes], { persons: 300, seed: 'another', replace: false })
    expect(report).toMatchObject({ persons: oneChunk, seed: 'test', written: [], kept: ['notes'] })
    expect(await notes.rows('notes')).toEqual(documentsOf('notes', small))
  })

  test('replaces what an older version of the seed wrote, at the start too', async () => {
    await seed([notes])
    await notes.database.connection
      .collection<{ _id: string }>('hubSeed')
      .updateOne({ _id: 'seed' }, { $set: { version: 0 } })
    await notes.database.connection.collection<{ _id: string }>('notes').insertOne({ _id: 'of the older version' })
    const report = await seed([notes], { replace: false })
    expect(report.written).toEqual(['notes'])
    expect(await notes.rows('notes')).toEqual(documentsOf('notes', small))
  })
})

describe('a database that holds anything else', () => {
  test('is refused by name and left as it is, and so are all the others', async () => {
    await seed([notes], { persons: 300 })
    const before = [await notes.rows('notes'), await notes.rows('hubSeed')]
    await others.own.fill('citizens', [{ _id: 'real' }])
    for (const replace of [true, false]) {
      const refused = await seed([notes, others], { replace }).catch((error: Error) => error)
      expect((refused as Error).message).toContain('Cơ sở dữ liệu others đã có dữ liệu')
      expect((refused as Error).message).toContain('Point MONGODB_URI at an empty server')
    }
    expect(await others.rows('citizens')).toEqual([{ _id: 'real' }])
    expect(await others.rows('hubSeed')).toEqual([])
    expect([await notes.rows('notes'), await notes.rows('hubSeed')]).toEqual(before)
  })

  test('is one with a single document in any collection, also in one of the agency’s own', async () => {
    await notes.own.fill('notes', [{ _id: 'real' }])
    await expect(seed([notes])).rejects.toThrow('notes')
    expect(await notes.rows('notes')).toEqual([{ _id: 'real' }])
  })

  test('is not one that is empty, whatever empty collections it has', async () => {
    await notes.database.connection.createCollection('prepared')
    expect((await seed([notes])).written).toEqual(['notes'])
  })
})

test('a database that cannot be reached is reported and costs the others nothing', async () => {
  const lost = { ...others.database, name: 'lost', state: () => ({ up: false, since: '2026-01-31T00:00:00.000Z' }) }
  const report = await seed([{ agency: noteAgency(), database: lost }, notes])
  expect(await others.rows('hubSeed')).toEqual([])
  expect(report).toMatchObject({ unreachable: ['lost'], written: ['notes'], documents: oneChunk + 3 })
})
