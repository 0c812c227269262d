import { describe, expect, test } from '@jest/globals'
import mongoose from 'mongoose'
import type { ReferenceResolver } from '../../subgraphs/_kit/agency.ts'
import { referenceBy, referenceKey } from '../../subgraphs/_kit/reference.ts'
import { indexedKey } from './indexed-key.ts'
import { fixtureAgency, fixtureInput, open } from './province/fixture.ts'

const unique = { type: String, unique: true }
const one = `type Road @key(fields: "id") { id: ID ${open} }`

function found(sdl: string, resolver: ReferenceResolver, schema: mongoose.Schema, owns = ['Road']) {
  const agency = fixtureAgency('roads', sdl, {
    manifest: { owns },
    resolvers: { Road: { __resolveReference: resolver } },
    collections: { roads: { schema } },
  })
  return indexedKey(fixtureInput([agency]))
}

function refused(problem: string, mend: string) {
  return [{ rule: 'indexed-key', subgraph: 'roads', coordinate: 'Road', problem, mend }]
}

describe('a key that is looked up', () => {
  test('passes by a unique field or by `_id`', () => {
    expect(found(one, referenceBy('roads', 'id'), new mongoose.Schema({ id: unique }))).toEqual([])
    expect(found(one, referenceBy('roads', '_id'), new mongoose.Schema({ _id: String }))).toEqual([])
  })

  test('passes, compound, by a single field that is derived from it', () => {
    const sdl = `type Road @key(fields: "code from") { code: ID ${open} from: Date ${open} }`
    const resolver = referenceBy('roads', 'codeAndFrom', (key) => `${key.code}@${key.from}`)
    expect(found(sdl, resolver, new mongoose.Schema({ codeAndFrom: unique }))).toEqual([])
  })

  test.each([
    ['none', new mongoose.Schema({ id: String })],
    ['one that is not unique', new mongoose.Schema({ id: { type: String, index: true } })],
    ['a compound one', new mongoose.Schema({ id: String, year: Number }).index({ id: 1, year: 1 }, { unique: true })],
    [
      'a partial one',
      new mongoose.Schema({ id: String }).index({ id: 1 }, { unique: true, partialFilterExpression: { open: true } }),
    ],
  ])('is refused with this index: %s', (_what, schema) => {
    const problem = 'is looked up by roads.id, which has no unique index'
    const mend = 'write `unique: true` on `id` of `roads` in model.ts'
    expect(found(one, referenceBy('roads', 'id'), schema)).toEqual(refused(problem, mend))
    expect(found(one, referenceBy('roads', 'id'), schema, [])).toEqual(refused(problem, mend))
  })

  test('is refused in a collection that is not there', () => {
    const problem = 'is looked up in "streets", which is no collection'
    const errors = found(one, referenceBy('streets', 'id'), new mongoose.Schema({ id: unique }))
    expect(errors).toEqual(refused(problem, 'name a collection of the agency in `referenceBy(…)`'))
  })
})

describe('a key that is passed on unread', () => {
  const plain = new mongoose.Schema({ id: String })
  const mend = 'write a unique index over its fields in model.ts, in one collection'

  test('needs no index where another owns the entity', () => {
    expect(found(one, referenceKey(), plain, [])).toEqual([])
  })

  test('needs a unique index at its owner', () => {
    expect(found(one, referenceKey(), new mongoose.Schema({ id: unique }))).toEqual([])
    expect(found(one, referenceKey(), plain)).toEqual(
      refused('no collection has a unique index for its key "id"', mend),
    )
  })

  test('needs a compound one where it is compound', () => {
    const sdl = `type Road @key(fields: "code from") { code: ID ${open} from: Date ${open} }`
    const fields = { code: String, from: String }
    const compound = new mongoose.Schema(fields).index({ from: 1, code: -1 }, { unique: true })
    expect(found(sdl, referenceKey(), compound)).toEqual([])
    const problem = 'no collection has a unique index for its key "code from"'
    expect(found(sdl, referenceKey(), new mongoose.Schema(fields))).toEqual(refused(problem, mend))
  })

  test('is refused as a nested selection, which no index covers', () => {
    const sdl = `type Road @key(fields: "end { id }") { end: End ${open} } type End { id: ID ${open} }`
    const problem = 'no collection has a unique index for its key "end { id }"'
    expect(found(sdl, referenceKey(), new mongoose.Schema({ id: unique }))).toEqual(refused(problem, mend))
  })
})

test('each further key needs a unique index of its own', () => {
  const sdl = `type Road @key(fields: "id") @key(fields: "sign") { id: ID ${open} sign: ID ${open} }`
  const both = new mongoose.Schema({ id: unique, sign: unique })
  expect(found(sdl, referenceBy('roads', 'id'), both)).toEqual([])
  expect(found(sdl, referenceBy('roads', 'id'), new mongoose.Schema({ id: unique, sign: String }))).toEqual([
    expect.objectContaining({ problem: 'no collection has a unique index for its key "sign"' }),
  ])
})

test('a key that is not resolvable is looked up nowhere', () => {
  const sdl = `type Road @key(fields: "id", resolvable: false) { id: ID ${open} }`
  expect(found(sdl, referenceBy('roads', 'id'), new mongoose.Schema({ id: String }), [])).toEqual([])
})
