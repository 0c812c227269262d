import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { GraphQLError } from 'graphql'
import mongoose from 'mongoose'
import { limits } from '../../schema/limits.ts'
import { filterFrom } from './filter.ts'
import { fixtureAgency } from './fixtures/fixture-agency.ts'
import { type OwnDatabase, ownDatabase } from './fixtures/own-database.ts'

const fields = { name: 'fullName', born: 'dateOfBirth', size: 'size', deceased: 'deceased' }

function refusalOf(where: object): GraphQLError {
  try {
    filterFrom(where, fields)
  } catch (error) {
    if (error instanceof GraphQLError) return error
    throw error
  }
  throw new Error('it was not refused')
}

describe('each condition becomes one operator on the row’s own field', () => {
  test.each([
    [{ name: { equals: 'An' } }, { fullName: { $eq: 'An' } }],
    [{ name: { in: ['An', 'Ba'] } }, { fullName: { $in: ['An', 'Ba'] } }],
    [{ name: { in: [] } }, { fullName: { $in: [] } }],
    [{ name: { startsWith: 'Ng' } }, { fullName: { $regex: '^Ng' } }],
    [{ born: { from: '1990-01-01' } }, { dateOfBirth: { $gte: '1990-01-01' } }],
    [{ born: { to: '1990-12-31' } }, { dateOfBirth: { $lte: '1990-12-31' } }],
    [{ size: { from: 0, to: 4 } }, { size: { $gte: 0, $lte: 4 } }],
    [{ deceased: false }, { deceased: { $eq: false } }],
    [{ name: 'An' }, { fullName: { $eq: 'An' } }],
    [{ name: '' }, { fullName: { $eq: '' } }],
    [{ name: { in: ['An'], startsWith: 'A' } }, { fullName: { $in: ['An'], $regex: '^A' } }],
  ])('%j → %j', (where, condition) => {
    expect(filterFrom(where, fields)).toEqual({ $and: [condition] })
  })

  test('and all of them must hold', () => {
    expect(filterFrom({ name: { equals: 'An' }, size: { from: 2 } }, fields)).toEqual({
      $and: [{ fullName: { $eq: 'An' } }, { size: { $gte: 2 } }],
    })
  })
})

describe('what is absent limits nothing', () => {
  test.each([[null], [undefined], [{}], [{ name: null }], [{ name: undefined, size: null }]])('%j', (where) => {
    expect(filterFrom(where, fields)).toEqual({})
  })

  test('a null part beside a value is left out', () => {
    expect(filterFrom({ size: { from: null, to: 4 } }, fields)).toEqual({ $and: [{ size: { $lte: 4 } }] })
  })
})

describe('what cannot be meant is refused, with the field’s name and never the value', () => {
  const secret = '052085000001'
  test.each([
    ['an empty condition', { name: {} }],
    ['a condition of nulls only', { name: { equals: null, in: null } }],
    ['a condition of unknown words', { name: { contains: secret } }],
    ['a list in the place of a value', { name: [secret] }],
    ['a list behind an operator that takes one', { name: { equals: [secret] } }],
    ['an object behind an operator', { born: { from: { $ne: secret } } }],
    ['an object in a list', { name: { in: [secret, { $ne: secret }] } }],
    ['a text that is too long', { name: { equals: secret + 'a'.repeat(limits.filterTextChars) } }],
    ['a plain text that is too long', { name: secret + 'a'.repeat(limits.filterTextChars) }],
    ['a beginning that is too long', { name: { startsWith: secret + 'a'.repeat(limits.filterTextChars) } }],
    ['a long text in a list', { name: { in: [secret + 'a'.repeat(limits.filterTextChars)] } }],
    ['too many values', { name: { in: Array(limits.valuesPerFilter + 1).fill(secret) } }],
  ])('%s', (_what, where) => {
    const refusal = refusalOf(where)
    const argument = `where.${Object.keys(where)[0]}`
    expect(refusal.extensions).toEqual({ code: 'BAD_USER_INPUT', argument })
    expect(refusal.message).toContain(argument)
    expect(refusal.message).not.toContain(secret)
  })

  test('the bounds themselves are accepted', () => {
    const longest = 'ư'.repeat(limits.filterTextChars)
    const values = Array<string>(limits.valuesPerFilter).fill(longest)
    expect(filterFrom({ name: { in: values } }, fields)).toEqual({ $and: [{ fullName: { $in: values } }] })
  })

  test('a name that the agency did not list is a fault of ours', () => {
    for (const name of ['other', '$where', '__proto__', 'constructor', 'toString', 'fullName']) {
      const where = Object.fromEntries([[name, { equals: 'x' }]])
      expect(() => filterFrom(where, fields)).toThrow('names no field of the row')
    }
  })
})

test('both Unicode forms of a text ask for the same rows', () => {
  const text = 'Nguyễn Thị Ệ'
  for (const condition of [
    (value: string) => ({ equals: value }),
    (value: string) => ({ in: [value] }),
    (value: string) => ({ startsWith: value }),
    (value: string) => value,
  ]) {
    const composed = filterFrom({ name: condition(text.normalize('NFC')) }, fields)
    expect(filterFrom({ name: condition(text.normalize('NFD')) }, fields)).toEqual(composed)
  }
})

describe('no key of the input becomes an operator', () => {
  const hostile = fc.constantFrom(
    ...[
      '$where',
      '$ne',
      '$gt',
      '$regex',
      '$expr',
      '$function',
      '$nor',
      '$jsonSchema',
      '$text',
      '_bsontype',
      '__proto__',
    ],
    ...['constructor', 'a.b', 'fullName.$ne', 'from', 'to', 'equals', 'in', 'startsWith', 'length', 'normalize'],
  )
  const json = fc.letrec((tie) => ({
    leaf: fc.oneof(
      fc.string(),
      fc.double({ noNaN: true }),
      fc.boolean(),
      fc.constant(null),
      fc.constantFrom('$ne', '(a+)+$'),
    ),
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      tie('leaf'),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.array(fc.tuple(hostile, tie('node')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
    ),
  })).node
  const isScalar = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value)
  const operators = ['$eq', '$gte', '$lte', '$in', '$regex']

  test('whatever JSON stands behind a known field', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(fields)), json, (name, condition) => {
        let filter: { $and?: Record<string, Record<string, unknown>>[] }
        try {
          filter = filterFrom({ [name]: condition }, fields)
        } catch (error) {
          expect((error as GraphQLError).extensions.code).toBe('BAD_USER_INPUT')
          return
        }
        for (const clause of filter.$and ?? []) {
          expect(Object.keys(clause)).toEqual([fields[name as keyof typeof fields]])
          for (const [operator, operand] of Object.values(clause).flatMap((condition) => Object.entries(condition))) {
            expect(operators).toContain(operator)
            expect(operator === '$in' ? (operand as unknown[]).every(isScalar) : isScalar(operand)).toBe(true)
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  test('whatever JSON is the whole condition', () => {
    fc.assert(
      fc.property(fc.dictionary(hostile, json, { minKeys: 1 }), (where) => {
        fc.pre(Object.values(where).some((condition) => condition !== null))
        expect(() => filterFrom(where, fields)).toThrow()
      }),
    )
  })
})

describe('startsWith finds exactly the texts that start with it', () => {
  const awkward = fc.string({ unit: fc.constantFrom(...'.*+?^$', ...'{}()|[]\\/-#ab \n\r\0\u2028'), maxLength: 4 })
  const composed = fc.string({ unit: 'grapheme', maxLength: 3 }).map((text) => text.normalize('NFC'))
  const text = fc.oneof(
    awkward,
    composed,
    fc.constantFrom('Nguyễn', 'Nguyên', 'Nguyễn Văn', '^N', '.*', '\\Q', '(?i)a', 'A'),
  )
  let own: OwnDatabase

  beforeAll(async () => {
    const rows = new mongoose.Schema({ _id: String, fullName: { type: String, index: true } })
    own = await ownDatabase(fixtureAgency('filters', { collections: { rows: { schema: rows } } }), 'kit_filter')
  })
  afterAll(() => own.end())

  test('to JavaScript', () => {
    fc.assert(
      fc.property(text, text, (start, rest) => {
        for (const value of [start + rest, rest + start, rest]) {
          const [clause] = filterFrom({ name: { startsWith: start } }, fields).$and
          expect(new RegExp(clause.fullName.$regex).test(value)).toBe(value.startsWith(start))
        }
      }),
    )
  })

  test('and to MongoDB, control and pattern characters included', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(text, { minLength: 1, maxLength: 12 }), text, async (values, start) => {
        const all = [...values, start, `${start}a`, `a${start}`]
        await own.fill(
          'rows',
          all.map((fullName, index) => ({ _id: String(index), fullName })),
        )
        const found = await own.database
          .collection('rows')
          .find(filterFrom({ name: { startsWith: start } }, fields))
          .lean()
        const expected = all.filter((value) => value.startsWith(start))
        expect(found.map((row) => row.fullName).sort()).toEqual(expected.sort())
      }),
      { numRuns: 60 },
    )
  })

  test('a pattern that would run for ever is only a text', async () => {
    await own.fill('rows', [
      { _id: '1', fullName: `${'a'.repeat(90)}!` },
      { _id: '2', fullName: '(a+)+$ and more' },
    ])
    const found = await own.database
      .collection('rows')
      .find(filterFrom({ name: { startsWith: '(a+)+$' } }, fields))
      .lean()
    expect(found.map((row) => row._id)).toEqual(['2'])
  })
})
