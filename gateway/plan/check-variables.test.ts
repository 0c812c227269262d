import { describe, expect, jest, test } from '@jest/globals'
import fc from 'fast-check'
import { type GraphQLError, type GraphQLScalarType, getOperationAST, getVariableValues, parse } from 'graphql'
import { limits } from '../../schema/limits.ts'
import { checkVariables } from './check-variables.ts'
import { argumentSchema } from './fixtures/argument-schema.ts'

const schema = argumentSchema()

function check(text: string, variables: Record<string, unknown>, name?: string): readonly GraphQLError[] {
  const document = parse(text)
  const operation = getOperationAST(document, name)
  if (!operation) throw new Error('the test names no operation')
  return checkVariables(schema, document, operation, variables)
}

const person = 'query ($id: PersonalId!) { person(personalId: $id) { name } }'
const things =
  'query ($where: Where, $kind: Kind, $first: Int, $ids: [PersonalId!]) { things(where: $where, kind: $kind, first: $first, personalIds: $ids) { name } }'
const argumentsOf = (errors: readonly GraphQLError[]) => errors.map(({ extensions }) => extensions.argument)

describe('variables that fit', () => {
  test.each([
    [person, { id: '052085000001' }],
    [things, {}],
    [things, { where: null, kind: null, first: null, ids: null }],
    [
      things,
      { where: { name: 'An', born: { from: '1990-01-01', to: null }, ids: ['052085000001'] }, kind: 'CAR', first: 3 },
    ],
    [things, { ids: '052085000001' }],
    [things, { unused: { $where: 'x' }, __proto__: 1 }],
    ['query ($first: Int! = 5) { things(first: $first) { name } }', {}],
  ])('%s with %j', (document, variables) => {
    expect(check(document, variables)).toEqual([])
  })
})

describe('a variable that does not fit is BAD_USER_INPUT with its place', () => {
  test.each([
    ['missing', person, {}, 'personalId'],
    ['null where it must not be', person, { id: null }, 'personalId'],
    [
      'null against its default',
      'query ($first: Int! = 5) { things(first: $first) { name } }',
      { first: null },
      'first',
    ],
    ['of another type', person, { id: 52085000001 }, 'personalId'],
    ['a list in the place of a value', person, { id: ['052085000001'] }, 'personalId'],
    ['an operator in the place of a value', person, { id: { $ne: '' } }, 'personalId'],
    ['no value of the enum', things, { kind: 'BUS' }, 'kind'],
    ['too large for Int', things, { first: 2 ** 31 }, 'first'],
    ['a fraction for Int', things, { first: 1.5 }, 'first'],
    ['wrong in a nested input', things, { where: { born: { from: '31/01/1990' } } }, 'where.born.from'],
    ['wrong in a list', things, { ids: ['052085000001', 'x'] }, 'personalIds.1'],
    ['wrong in a list of an input', things, { where: { inner: { ids: ['x'] } } }, 'where.inner.ids.0'],
    ['with a field that there is not', things, { where: { born: { unknown: 1 } } }, 'where.born'],
  ])('%s', (_what, document, variables, argument) => {
    const errors = check(document, variables)
    expect(errors.map(({ extensions }) => extensions)).toEqual([{ code: 'BAD_USER_INPUT', argument }])
    expect(errors[0]?.message).toMatch(/ — /)
  })

  test('an inherited property is no value', () => {
    const inherited = Object.create({ id: '052085000001' })
    expect(argumentsOf(check(person, inherited))).toEqual(['personalId'])
    const named =
      'query ($constructor: Int!, $toString: Int!) { a: things(first: $constructor) { name } b: things(first: $toString) { name } }'
    expect(argumentsOf(check(named, {}))).toEqual(['first', 'first'])
  })

  test('every one of several is told', () => {
    const errors = check(things, { kind: 1, first: 'x', where: { name: {}, born: 3 } })
    expect(argumentsOf(errors).sort()).toEqual(['first', 'kind', 'where.born', 'where.name'])
  })
})

describe('the argument is the one that takes the variable', () => {
  test('also inside an input object or a list', () => {
    const inside =
      'query ($n: String, $d: Date, $i: PersonalId!) { things(first: 1, where: { name: $n, inner: { born: { to: $d } } }, personalIds: ["052085000001", $i]) { name } }'
    expect(argumentsOf(check(inside, { n: {}, d: 'x', i: 'x' }))).toEqual([
      'where.name',
      'where.inner.born.to',
      'personalIds',
    ])
  })

  test('also in a fragment of the operation', () => {
    const inFragment = 'query ($day: Date) { things { ...f } } fragment f on Thing { at(day: $day) }'
    expect(argumentsOf(check(inFragment, { day: 'x' }))).toEqual(['day'])
  })

  test('and never that of another operation of the document', () => {
    const two =
      'query A($x: Int) { things(first: $x) { ...a } } fragment a on Thing { at(day: $x) } query B($x: Kind) { things(kind: $x) { name } }'
    expect(argumentsOf(check(two, { x: 'x' }, 'A'))).toEqual(['first'])
    expect(argumentsOf(check(two, { x: 'x' }, 'B'))).toEqual(['kind'])
    const alone =
      'query A($x: Int) { things { ...a } } fragment a on Thing { at(day: $x) } query B($x: Kind) { things(where: { kind: $x }) { name } }'
    expect(argumentsOf(check(alone, { x: 7 }, 'B'))).toEqual(['where.kind'])
  })

  test('and the variable’s own name where nothing takes it', () => {
    expect(argumentsOf(check('query ($n: Int) { things { name } }', { n: 'x' }))).toEqual(['n'])
  })
})

describe('nothing that was sent is repeated', () => {
  const secret = fc
    .string({ unit: fc.constantFrom(...'0123456789'), minLength: 9, maxLength: 12 })
    .map((text) => `7${text}Q`)
  const hostile = secret.chain((value) =>
    fc
      .letrec((tie) => ({
        leaf: fc.constantFrom<unknown>(
          value,
          Number.parseInt(value, 10) || 7,
          true,
          null,
          `${value}\n`,
          `052085${value}`,
        ),
        node: fc.oneof(
          { depthSize: 'small' },
          tie('leaf'),
          fc.array(tie('node'), { maxLength: 3 }),
          fc.dictionary(
            fc.constantFrom(value, 'name', 'born', 'from', 'ids', 'inner', 'kind', '$ne', '__proto__'),
            tie('node'),
            { maxKeys: 3 },
          ),
        ),
      }))
      .node.map((json) => ({ value, json })),
  )

  test('no value, no key and no list of them, in whichever variable', () => {
    fc.assert(
      fc.property(hostile, ({ value, json }) => {
        for (const [document, variables] of [
          [person, { id: json }],
          [things, { where: json, kind: json, first: json, ids: json }],
          ['query ($w: [[Where]]) { things { name } }', { w: json }],
        ] as const) {
          const told = JSON.stringify(
            check(document, variables).map(({ message, extensions }) => [message, extensions]),
          )
          expect(told).not.toContain(value)
          expect(told).not.toContain(String(Number.parseInt(value, 10)))
        }
      }),
      { numRuns: 400 },
    )
  })

  test('and what graphql-js accepts is accepted, what it refuses refused', () => {
    fc.assert(
      fc.property(hostile, fc.boolean(), ({ json }, whole) => {
        const variables = whole
          ? { where: json, ids: json }
          : { where: { born: { from: json }, ids: json }, kind: json }
        const definitions = getOperationAST(parse(things))?.variableDefinitions ?? []
        const refused = getVariableValues(schema, definitions, variables).errors !== undefined
        expect(check(things, variables).length > 0).toBe(refused)
      }),
      { numRuns: 400 },
    )
  })
})

test('a list of many thousand wrong values ends after a bounded number of errors', () => {
  const personalId = schema.getType('PersonalId') as GraphQLScalarType
  const parsed = jest.spyOn(personalId, 'parseValue')
  const errors = check('query ($ids: [PersonalId!]) { things(personalIds: $ids) { name } }', {
    ids: Array(limits.variableValues - 1).fill('x'),
  })
  expect(errors).toHaveLength(limits.errorsPerRequest)
  expect(parsed).toHaveBeenCalledTimes(limits.errorsPerRequest)
  parsed.mockRestore()
})

test('more values than the bound are refused whole, wherever they stand, and none of them is looked at', () => {
  const personalId = schema.getType('PersonalId') as GraphQLScalarType
  const parsed = jest.spyOn(personalId, 'parseValue')
  const document = 'query ($ids: [PersonalId!]) { things(personalIds: $ids) { name } }'
  const many = Array(limits.variableValues).fill('x')
  for (const variables of [
    { ids: [...many, 'x'] },
    { unused: { a: [many], b: 1 } },
    Object.fromEntries(many.entries()),
  ]) {
    const errors = check(document, { more: 1, ...variables })
    expect(errors.map(({ extensions }) => extensions)).toEqual([{ code: 'LIMIT_EXCEEDED' }])
  }
  expect(parsed).not.toHaveBeenCalled()
  parsed.mockRestore()
})

describe('where the schema is not public', () => {
  const hidden = (text: string, variables: Record<string, unknown>) => {
    const document = parse(text)
    const operation = getOperationAST(document)
    if (!operation) throw new Error('the test names no operation')
    return checkVariables(schema, document, operation, variables, { introspection: false })
  }

  test('a type is named as the operation declares it, and none that stands inside it', () => {
    for (const variables of [
      { where: { born: { from: '31/01/1990' } } },
      { where: { ids: ['x'] } },
      { where: { kind: 'CAT' } },
      { where: { nam: 'An' } },
      { kind: 'CAT' },
    ]) {
      const errors = hidden(things, variables)
      expect(errors.map(({ extensions }) => extensions)).toEqual(
        check(things, variables).map(({ extensions }) => extensions),
      )
      const [{ message = '' } = {}] = errors
      expect(message).toMatch(/must fit the type (Where|Kind)$/)
      expect(message).not.toMatch(/Date|PersonalId|Range|CAR|LORRY|\bname\b/)
    }
  })

  test('the same is accepted and refused as where it is', () => {
    expect(hidden(person, { id: '052085000001' })).toEqual([])
    expect(argumentsOf(hidden(person, {}))).toEqual(['personalId'])
  })
})
