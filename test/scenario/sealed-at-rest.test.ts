import { createHash } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import mongoose from 'mongoose'
import { findMongod } from '../../gateway/embedded/find-mongod.ts'
import { type EmbeddedMongod, startMongod } from '../../gateway/embedded/start-mongod.ts'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { readMarker, type SeedMarker, seedVersion, writeMarker } from '../../seed/load/marker.ts'
import { openWriter } from '../../seed/load/writer.ts'
import { makeChunk } from '../../seed/population/chunk.ts'
import { makeProvince } from '../../seed/population/province.ts'
import type { LoadedAgency } from '../../subgraphs/_kit/agency.ts'
import { openRows } from '../../subgraphs/_kit/at-rest/at-rest.ts'
import { type Database, openDatabase } from '../../subgraphs/_kit/database.ts'
import { discoverAgencies } from '../../subgraphs/_kit/discover.ts'
import type { Row } from '../../subgraphs/_kit/row.ts'
import { testDataKeys } from '../setup/data-keys.ts'

const { BSON, MongoClient } = mongoose.mongo

let agencies: readonly LoadedAgency[]
beforeAll(async () => {
  agencies = await discoverAgencies()
})

const open = (agency: LoadedAgency, uri: string): Database =>
  openDatabase(agency, { uri, now: () => new Date(), dataKeys: testDataKeys })

describe('what the seed wrote', () => {
  let databases: readonly Database[]
  beforeAll(async () => {
    databases = agencies.map((agency) => open(agency, String(process.env.TEST_MONGODB_URI)))
    await Promise.all(databases.map(({ firstAttempt }) => firstAttempt))
  })
  afterAll(() => Promise.all(databases.map((database) => database.close())))

  const sealed = () =>
    databases.flatMap((database) =>
      database.atRest.collections.map((name) => ({ database, name, paths: database.atRest.paths(name) })),
    )

  test('answers every SENSITIVE scalar of the province from a sealed field', async () => {
    const table = await readFile(join(repositoryRoot, 'test/access/classes.csv'), 'utf8')
    const coordinates = table
      .split('\n')
      .flatMap((line) => (line.split(',')[1] === 'SENSITIVE' ? [line.split(',')[0]] : []))
    expect(coordinates.length).toBeGreaterThan(25)
    const answered = new Set(sealed().flatMap(({ paths }) => paths.flatMap(({ answers }) => answers)))
    // Positions hang on a vessel by its number, which everybody may look up; all their own fields are sealed.
    expect(coordinates.filter((coordinate) => !answered.has(coordinate as string))).toEqual(['FishingVessel.positions'])
  })

  test('shows the driver sealed texts alone where a field is sensitive, in every row', async () => {
    for (const { database, name, paths } of sealed()) {
      const rows = await database.connection.collection(name).find({}).toArray()
      expect([name, rows.length > 0]).toEqual([name, true])
      const bare = rows.filter((row) => paths.some(({ field }) => !/^s1:test:[\w-]+$/.test(String(row[field]))))
      expect([name, bare.length]).toEqual([name, 0])
    }
  })

  test('tells two rows of one value apart, and no value by its length', async () => {
    for (const { database, name, paths } of sealed()) {
      const rows = await database.connection.collection(name).find({}).toArray()
      for (const { field, form } of paths.filter(({ form }) => form === 'row')) {
        const texts = rows.map((row) => row[field])
        expect([name, field, form, new Set(texts).size]).toEqual([name, field, 'row', rows.length])
      }
    }
    const { database } = sealed().find(({ name }) => name === 'births') as { database: Database }
    const births = await database.connection.collection('births').find({}).toArray()
    expect(new Set(births.flatMap(({ adoption, sexChange }) => [adoption.length, sexChange.length])).size).toBe(1)
  })

  test('repeats no sensitive value in another field of the row, its _id included', async () => {
    for (const { database, name, paths } of sealed()) {
      const stored = await database.connection.collection<Row>(name).find({}).limit(400).toArray()
      // The key of a unit bears the day of its reform, which may be anybody's day.
      const texts = stored.map(({ unitId: _unit, ...row }) => BSON.EJSON.stringify(row))
      const rows = openRows(database.atRest, name, stored)
      const told = rows.flatMap((row, i) =>
        paths.filter(({ field }) => {
          const value = row[field]
          // Shorter texts and numbers stand in other values by chance.
          const isTelling = typeof value === 'string' && value.length >= 7
          return isTelling && texts[i]?.includes(value)
        }),
      )
      expect([name, told.map(({ field }) => field)]).toEqual([name, []])
    }
  })
})

/** Sixteen characters that nothing else in the repository or the database bears. */
const canary = (place: string) => `Q${createHash('sha256').update(place).digest('hex').slice(0, 14).toUpperCase()}Z`

describe('the files of a mongod that was stopped', () => {
  let folder: string
  let mongod: EmbeddedMongod
  let bytes: Buffer
  const planted: { place: string; text: string }[] = []
  const control: string[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sealed-files-'))
    mongod = await startMongod({ dataDir: folder, say: () => {}, env: await withoutCompression(folder) })
    for (const agency of agencies) await plant(agency, mongod.uri)
    const client = await MongoClient.connect(mongod.uri)
    await client.db('admin').command({ fsync: 1 })
    await client.close()
    await mongod.stop()
    bytes = await allFiles(folder)
  }, 120_000)
  afterAll(async () => {
    await mongod.stop()
    await rm(folder, { recursive: true, force: true })
  })

  /** One row in each collection that has sealed fields, a canary in each of them, by the seed's own way. */
  async function plant(agency: LoadedAgency, uri: string): Promise<void> {
    const database = open(agency, uri)
    await database.firstAttempt
    const documents = database.atRest.collections.map((collection) => {
      const plain = canary(`${collection} plain`)
      control.push(plain)
      const document: Row & { _id: string } = { _id: `row of ${collection}`, control: plain }
      for (const { field } of database.atRest.paths(collection)) {
        document[field] = canary(`${collection}.${field}`)
        planted.push({ place: `${collection}.${field}`, text: document[field] })
      }
      return { collection, document }
    })
    const province = makeProvince({ persons: 1, seed: 'test' })
    const start = {
      _id: 'seed',
      synthetic: true,
      version: seedVersion,
      persons: 1,
      seed: 'test',
      chunkCount: 1,
    } as const
    const marker: SeedMarker = { ...start, nextChunk: 0, documents: 0, planted: {}, complete: false }
    await writeMarker(database, marker)
    const planting = { ...agency, seed: { documents: () => documents } }
    const writer = openWriter(planting, database, (await readMarker(database)) as SeedMarker)
    await writer.chunk(makeChunk(province, 0))
    await writer.finish()
    await database.close()
  }

  test('hold what is not sealed: the sweep finds what there is to find', () => {
    expect(control.length).toBeGreaterThan(7)
    expect(control.filter((text) => !bytes.includes(text))).toEqual([])
  })

  test('hold no value of a sealed field: not in the tables, the indexes, the journal, the oplog or the log', () => {
    expect(planted.length).toBeGreaterThan(25)
    expect(new Set(planted.map(({ text }) => text)).size).toBe(planted.length)
    const forms: ((text: string) => string | Buffer)[] = [
      (text) => text,
      (text) => Buffer.from(text, 'utf16le'),
      (text) => Buffer.from(text).toString('hex'),
      (text) => Buffer.from(text).toString('base64').slice(0, 16),
      (text) => [...text].reverse().join(''),
    ]
    const found = planted.filter(({ text }) => forms.some((form) => bytes.includes(form(text))))
    expect(found.map(({ place }) => place)).toEqual([])
  })
})

/** The environment in which our mongod is one that writes its files as they are. */
async function withoutCompression(folder: string): Promise<NodeJS.ProcessEnv> {
  const { path } = await findMongod({ say: () => {} })
  const bin = join(folder, 'bin')
  await mkdir(bin)
  const options = '--wiredTigerCollectionBlockCompressor none --wiredTigerJournalCompressor none'
  await writeFile(
    join(bin, 'mongod'),
    `#!/bin/sh\nexec "${path}" "$@" ${options} --wiredTigerIndexPrefixCompression false\n`,
  )
  await chmod(join(bin, 'mongod'), 0o700)
  return { ...process.env, PATH: `${bin}:${process.env.PATH}` }
}

const blockBytes = 4_096
const nothing = Buffer.alloc(blockBytes)

/** Every byte of every file, but for the blocks of zeros that mongod lays out in advance. */
async function allFiles(folder: string): Promise<Buffer> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const blocks: Buffer[] = []
  for (const file of files) {
    const bytes = await readFile(file)
    for (let at = 0; at < bytes.byteLength; at += blockBytes) {
      const block = bytes.subarray(at, at + blockBytes)
      if (!block.equals(nothing)) blocks.push(block)
    }
  }
  return Buffer.concat(blocks)
}
