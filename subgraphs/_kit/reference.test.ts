import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import mongoose from 'mongoose'
import { fixtureAgency } from './fixtures/fixture-agency.ts'
import { type OwnDatabase, ownDatabase } from './fixtures/own-database.ts'
import { isBatchedReference, referenceBy, referenceKey, referenceSource } from './reference.ts'
import type { Row } from './row.ts'

const schema = new mongoose.Schema({ _id: String, code: { type: String, index: true }, name: String })

let own: OwnDatabase
beforeAll(async () => {
  own = await ownDatabase(fixtureAgency('refs', { collections: { rows: { schema } } }), 'kit_reference')
  await own.fill(
    'rows',
    ['a', 'b'].map((code) => ({ _id: `id-${code}`, code, name: code.toUpperCase() })),
  )
})
afterAll(() => own.end())

describe('referenceBy', () => {
  test('finds many entities by their keys in one command, and null for a key that nobody bears', async () => {
    const resolve = referenceBy('rows', 'code')
    const scope = own.scope()
    let found: unknown[] = []
    const commands = await own.commandsOf(async () => {
      found = await Promise.all(['b', 'nobody', 'a', 'b'].map((code) => resolve({ __typename: 'Thing', code }, scope)))
    })
    expect((found as (Row | null)[]).map((row) => row?.name ?? null)).toEqual(['B', null, 'A', 'B'])
    expect(commands).toEqual(['find'])
  })

  test('reads the key as `keyOf` says where the row names it otherwise', async () => {
    const resolve = referenceBy('rows', '_id', ({ code }) => `id-${code}`)
    expect(await resolve({ code: 'a' }, own.scope())).toMatchObject({ name: 'A' })
  })

  test('shares its reading with every other reader of the same field in the request', async () => {
    const scope = own.scope()
    const commands = await own.commandsOf(() =>
      Promise.all([
        referenceBy('rows', 'code')({ code: 'a' }, scope),
        referenceBy('rows', 'code')({ code: 'b' }, scope),
      ]),
    )
    expect(commands).toEqual(['find'])
  })
})

describe('referenceKey', () => {
  test('passes the key on and reads nothing', async () => {
    const representation = { __typename: 'Person', personalId: '052085000001' }
    const commands = await own.commandsOf(async () => {
      expect(await referenceKey()(representation, own.scope())).toBe(representation)
    })
    expect(commands).toEqual([])
  })
})

describe('the mark by which composition knows a resolver made here', () => {
  test('is on both kinds and says where the key is looked up', () => {
    expect(isBatchedReference(referenceBy('rows', 'code'))).toBe(true)
    expect(referenceSource(referenceBy('rows', 'code'))).toEqual({ collection: 'rows', field: 'code' })
    expect(isBatchedReference(referenceKey())).toBe(true)
    expect(referenceSource(referenceKey())).toBeNull()
  })

  test('is on nothing that was written by hand', () => {
    const forged = Object.assign(() => null, { 'batched reference': { collection: 'rows', field: 'code' } })
    const byHand = [
      () => null,
      async () => ({}),
      forged,
      null,
      undefined,
      {},
      'referenceBy',
      { [Symbol('batched reference')]: null },
    ]
    for (const resolver of byHand) {
      expect(isBatchedReference(resolver)).toBe(false)
      expect(referenceSource(resolver)).toBeNull()
    }
  })
})
