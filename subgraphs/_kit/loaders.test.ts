import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import mongoose from 'mongoose'
import { limits } from '../../schema/limits.ts'
import { fixtureAgency } from './fixtures/fixture-agency.ts'
import { type OwnDatabase, ownDatabase } from './fixtures/own-database.ts'
import { batched, loadAll, loadOne } from './loaders.ts'

const schema = new mongoose.Schema({
  _id: String,
  code: { type: String, index: true },
  ownerIds: { type: [String], index: true },
  ownerId: { type: String, index: true },
})

let own: OwnDatabase
beforeAll(async () => {
  own = await ownDatabase(fixtureAgency('loads', { collections: { rows: { schema } } }), 'kit_loaders')
})
afterAll(() => own.end())

describe('loadOne', () => {
  test('reads all keys of one turn in one command, duplicates once, in the order asked', async () => {
    await own.fill(
      'rows',
      ['a', 'b', 'c'].map((code) => ({ _id: code, code })),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('a', 'b', 'c', 'nobody'), { minLength: 1, maxLength: 9 }),
        async (keys) => {
          const scope = own.scope()
          let found: unknown[] = []
          const commands = await own.commandsOf(async () => {
            found = await Promise.all(keys.map(async (key) => (await loadOne(scope, 'rows', 'code', key))?._id ?? null))
          })
          expect(found).toEqual(keys.map((key) => (key === 'nobody' ? null : key)))
          expect(commands).toEqual(['find'])
        },
      ),
      { numRuns: 30 },
    )
  })

  test('asks the database for each different key once', async () => {
    const asked: string[] = []
    const client = own.database.connection.getClient()
    const note = (event: { command: { filter?: { code?: { $in: string[] } } } }) =>
      asked.push(...(event.command.filter?.code?.$in ?? []))
    client.on('commandStarted', note)
    const scope = own.scope()
    await Promise.all(['a', 'b', 'a', 'a'].map((key) => loadOne(scope, 'rows', 'code', key)))
    await loadOne(scope, 'rows', 'code', 'a')
    client.off('commandStarted', note)
    expect(asked).toEqual(['a', 'b'])
  })

  test('reads plain rows, without the machinery of a document', async () => {
    await own.fill('rows', [{ _id: 'a', code: 'a', ownerIds: ['p'] }])
    const row = await loadOne(own.scope(), 'rows', 'code', 'a')
    expect(row).toEqual({ _id: 'a', code: 'a', ownerIds: ['p'] })
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype)
  })

  test('keeps the collections and fields apart', async () => {
    await own.fill('rows', [
      { _id: 'x', code: 'x', ownerId: 'y' },
      { _id: 'y', code: 'y', ownerId: 'x' },
    ])
    const scope = own.scope()
    const found = await Promise.all([loadOne(scope, 'rows', 'code', 'x'), loadOne(scope, 'rows', 'ownerId', 'x')])
    expect(found.map((row) => row?._id)).toEqual(['x', 'y'])
  })

  test('isolates two callers: a change between them is seen, and no row is shared', async () => {
    await own.fill('rows', [{ _id: 'a', code: 'a', ownerId: 'before' }])
    const [first, second] = [own.scope(), own.scope()]
    const one = await loadOne(first, 'rows', 'code', 'a')
    await own.fill('rows', [{ _id: 'a', code: 'a', ownerId: 'after' }])
    const other = await loadOne(second, 'rows', 'code', 'a')
    expect([one?.ownerId, other?.ownerId]).toEqual(['before', 'after'])
    expect(await loadOne(first, 'rows', 'code', 'a')).toBe(one)
  })
})

describe('loadAll', () => {
  test('gives each key its rows in the order of their identifiers, one command for all', async () => {
    const rows = ['d', 'b', 'a', 'c'].map((id, index) => ({ _id: id, ownerId: index % 2 === 0 ? 'p' : 'q' }))
    await own.fill('rows', rows)
    const scope = own.scope()
    let found: string[][] = []
    const commands = await own.commandsOf(async () => {
      found = await Promise.all(
        ['q', 'p', 'nobody'].map(async (key) => (await loadAll(scope, 'rows', 'ownerId', key)).map((row) => row._id)),
      )
    })
    expect(found).toEqual([['b', 'c'], ['a', 'd'], []])
    expect(commands).toEqual(['find'])
  })

  test('finds a row that names several parents for each of them', async () => {
    await own.fill('rows', [
      { _id: 'a', ownerIds: ['p', 'q'] },
      { _id: 'b', ownerIds: ['q'] },
    ])
    const scope = own.scope()
    const found = await Promise.all(['p', 'q'].map((key) => loadAll(scope, 'rows', 'ownerIds', key)))
    expect(found.map((rows) => rows.map((row) => row._id))).toEqual([['a'], ['a', 'b']])
  })
})

describe('a command carries a bounded number of keys', () => {
  test('more are sent in several commands, and every key is answered', async () => {
    const keys = Array.from({ length: 2 * limits.keysPerCommand + 1 }, (_, index) => `k${index}`)
    await own.fill(
      'rows',
      keys.map((code) => ({ _id: code, code })),
    )
    const scope = own.scope()
    let found: unknown[] = []
    const commands = await own.commandsOf(async () => {
      found = await Promise.all(keys.map(async (key) => (await loadOne(scope, 'rows', 'code', key))?.code))
    })
    expect(found).toEqual(keys)
    expect(commands).toEqual(['find', 'find', 'find'])
  })

  test('whatever the loader reads', async () => {
    const sizes: number[] = []
    const loader = batched<string>(async (keys) => {
      sizes.push(keys.length)
      return keys.map((key) => key)
    })
    await Promise.all(Array.from({ length: limits.keysPerCommand + 3 }, (_, index) => loader.load(`k${index}`)))
    expect(sizes).toEqual([limits.keysPerCommand, 3])
  })
})
