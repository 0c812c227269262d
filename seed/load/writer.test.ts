import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { makeChunk } from '../population/chunk.ts'
import type { PlantedConflict, SeedDocument } from '../population/population.ts'
import { makeProvince } from '../population/province.ts'
import { noteAgency } from './fixtures/note-agency.ts'
import { type OwnTarget, ownTarget } from './fixtures/seed-target.ts'
import { readMarker, type SeedMarker, seedVersion } from './marker.ts'
import { openWriter } from './writer.ts'

const province = makeProvince({ persons: 5, seed: 'test' })
const chunk = makeChunk(province, 0)
const start: SeedMarker = {
  _id: 'seed',
  synthetic: true,
  version: seedVersion,
  persons: 5,
  seed: 'test',
  chunkCount: 1,
  nextChunk: 0,
  documents: 0,
  planted: {},
  complete: false,
}

let target: OwnTarget
beforeAll(async () => {
  target = await ownTarget(noteAgency(), 'seed_writer')
})
afterAll(() => target.own.end())
beforeEach(() => target.empty())

const note = (id: string, more: object = {}): SeedDocument => ({
  collection: 'notes',
  document: { _id: id, personalId: id, ...more },
})
const writerOf = (
  documents: readonly SeedDocument[],
  marker: Partial<SeedMarker> = {},
  constants: readonly SeedDocument[] = [],
) =>
  openWriter(noteAgency({ constants: () => constants, documents: () => documents }), target.database, {
    ...start,
    ...marker,
  })

describe('a writer', () => {
  test('writes a chunk and then says that it did', async () => {
    const writer = writerOf([note('a'), { ...note('b'), plants: 'expired-insurance' as PlantedConflict }])
    expect(writer.marker()).toEqual(start)
    await writer.chunk(chunk)
    expect(await target.rows('notes')).toHaveLength(2)
    expect(writer.marker()).toMatchObject({
      nextChunk: 1,
      documents: 2,
      planted: { 'expired-insurance': 1 },
      complete: false,
    })
    expect(await readMarker(target.database)).toEqual(writer.marker())
  })

  test('writes more than one command can carry, and keeps types as they are', async () => {
    const many = Array.from({ length: 4_500 }, (_, index) =>
      note(`n${index}`, { area: index / 2, open: index % 2 === 0, none: null, list: [index] }),
    )
    const commands = await target.own.commandsOf(() => writerOf(many).chunk(chunk))
    expect(commands).toEqual(['insert', 'insert', 'insert', 'update'])
    expect(await target.rows('notes')).toHaveLength(4_500)
    expect((await target.rows('notes')).find(({ _id }) => _id === 'n3')).toEqual({
      _id: 'n3',
      personalId: 'n3',
      area: 1.5,
      open: false,
      none: null,
      list: [3],
    })
  })

  test('leaves out what the marker says is written', async () => {
    const commands = await target.own.commandsOf(async () => {
      await writerOf([note('a')], { nextChunk: 1 }, [note('c')]).chunk(chunk)
      await writerOf([note('a')], { nextChunk: 1 }, [note('c')]).constants(province)
      const complete = writerOf([note('a')], { complete: true }, [note('c')])
      await complete.constants(province)
      await complete.chunk(chunk)
      await complete.finish()
    })
    expect(commands).toEqual([])
  })

  test('takes a document that is there already as written, and counts it once', async () => {
    await target.own.fill('notes', [{ _id: 'a', personalId: 'a' }])
    const writer = writerOf([note('a'), note('b')])
    await writer.chunk(chunk)
    expect(await target.rows('notes')).toHaveLength(2)
    expect(writer.marker().documents).toBe(2)
  })

  test('counts constants once, however often it begins again', async () => {
    const constants = [{ ...note('c'), plants: 'expired-insurance' as PlantedConflict }]
    await writerOf([], {}, constants).constants(province)
    const again = writerOf([], (await readMarker(target.database)) as SeedMarker, constants)
    await again.constants(province)
    expect(again.marker()).toMatchObject({ documents: 1, planted: { 'expired-insurance': 1 } })
  })

  test('stops at any other failure, and says nothing of the chunk', async () => {
    await target.own.fill('notes', [{ _id: 'x', personalId: 'taken' }])
    await target.database.connection.collection('notes').createIndex({ personalId: 1 }, { unique: true })
    const tooLarge = note('a', { text: 'x'.repeat(17 * 1024 * 1024) })
    await expect(writerOf([tooLarge]).chunk(chunk)).rejects.toThrow()
    expect(await readMarker(target.database)).toBeNull()
  })

  test('makes every collection of the agency at the end, empty ones too, with their indexes', async () => {
    const writer = writerOf([note('a')])
    await writer.chunk(chunk)
    await writer.finish()
    const names = (await target.database.connection.db?.listCollections({}, { nameOnly: true }).toArray())?.map(
      ({ name }) => name,
    )
    expect(names?.sort()).toEqual(['hubSeed', 'notes', 'offices'])
    expect(await target.database.connection.collection('offices').indexes()).toHaveLength(2)
    expect(writer.marker().complete).toBe(true)
  })

  test('finds two records with one key when it makes the indexes', async () => {
    const writer = writerOf([note('a', { personalId: 'same' }), note('b', { personalId: 'same' })])
    await writer.chunk(chunk)
    await expect(writer.finish()).rejects.toThrow('E11000')
    expect((await readMarker(target.database))?.complete).toBe(false)
  })
})
