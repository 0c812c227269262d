import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import mongoose from 'mongoose'
import { noteAgency } from './fixtures/note-agency.ts'
import { type OwnTarget, ownTarget } from './fixtures/seed-target.ts'
import { dropSeed, isForeign, native, readMarker, type SeedMarker, seedVersion, writeMarker } from './marker.ts'

const marker: SeedMarker = {
  _id: 'seed',
  synthetic: true,
  version: seedVersion,
  persons: 200,
  seed: 'test',
  chunkCount: 1,
  nextChunk: 0,
  documents: 0,
  planted: {},
  complete: false,
}

let target: OwnTarget
beforeAll(async () => {
  target = await ownTarget(noteAgency(), 'seed_marker')
})
afterAll(() => target.own.end())
beforeEach(() => target.empty())

describe('the marker', () => {
  test('is null where the seed never wrote', async () => {
    expect(await readMarker(target.database)).toBeNull()
  })

  test('is what was written last, whole', async () => {
    await writeMarker(target.database, { ...marker, planted: { 'expired-insurance': 2 } })
    await writeMarker(target.database, { ...marker, nextChunk: 1 })
    expect(await readMarker(target.database)).toEqual({ ...marker, nextChunk: 1 })
    expect(await target.rows('hubSeed')).toHaveLength(1)
  })

  test('is written so that it outlives a crash', async () => {
    const concerns: unknown[] = []
    const client = target.database.connection.getClient()
    const note = ({ commandName, command }: { commandName: string; command: { writeConcern?: object } }) => {
      if (commandName === 'update') concerns.push(command.writeConcern)
    }
    client.on('commandStarted', note)
    await writeMarker(target.database, marker)
    client.off('commandStarted', note)
    expect(concerns).toEqual([{ w: 'majority', j: true }])
  })
})

describe('a database is foreign', () => {
  test('where it holds a document and no marker', async () => {
    await target.own.fill('anything', [{ _id: 'x' }])
    expect(await isForeign(target.database)).toBe(true)
  })

  test('and not where it is empty, bears the marker, or has empty collections', async () => {
    expect(await isForeign(target.database)).toBe(false)
    await target.database.connection.createCollection('empty')
    expect(await isForeign(target.database)).toBe(false)
    await writeMarker(target.database, marker)
    await target.own.fill('notes', [{ _id: 'x' }])
    expect(await isForeign(target.database)).toBe(false)
  })

  test('also where only a collection of the marker’s name holds something else', async () => {
    await target.own.fill('hubSeed', [{ _id: 'of somebody' }])
    expect(await isForeign(target.database)).toBe(true)
  })
})

test('what an earlier seed wrote is dropped with its marker', async () => {
  await writeMarker(target.database, marker)
  await target.own.fill('notes', [{ _id: 'x' }])
  await dropSeed(target.database)
  expect(await target.database.connection.db?.listCollections().toArray()).toEqual([])
})

test('a database that is not connected is said to be so', () => {
  const connection = mongoose.createConnection()
  expect(() => native({ ...target.database, connection })).toThrow('the database of notes is not connected')
})
