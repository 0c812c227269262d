import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type GraphQLError, parse } from 'graphql'
import { limits } from '../../schema/limits.ts'
import { checkDocument, unresolvedOperation } from './check-document.ts'
import { argumentSchema } from './fixtures/argument-schema.ts'

const schema = argumentSchema()
const check = (document: string) => checkDocument(schema, parse(document))
const told = (errors: readonly GraphQLError[]) =>
  errors.map(({ message, extensions }) => JSON.stringify([message, extensions])).join('\n')

describe('a document that fits', () => {
  test.each([
    '{ person(personalId: "052085000001") { name } }',
    'query ($id: PersonalId!, $n: Int) { person(personalId: $id) { name } things(first: $n) { name } }',
    'query A { things { name } } query B { things { ...f } } fragment f on Thing { name at(day: "2026-01-31") }',
    '{ things(where: { name: "An", born: { from: "1990-01-01" }, kind: CAR, ids: ["052085000001"] }) { name } }',
    '{ __schema { types { name } } }',
  ])('%s', (document) => {
    expect(check(document)).toEqual([])
  })
})

describe('a document that does not fit the schema', () => {
  test.each([
    ['an unknown field', '{ nothing }'],
    ['an unknown argument', '{ things(skip: 1) { name } }'],
    ['a missing argument', '{ person { name } }'],
    ['no selection', '{ things }'],
    ['an unknown fragment', '{ things { ...f } }'],
    ['an unknown directive', '{ things @nowhere { name } }'],
    ['a definition that cannot be executed', '{ things { name } } type T { a: Int }'],
    ['an anonymous operation beside another', '{ things { name } } query B { things { name } }'],
    ['a fragment in itself', '{ things { ...f } } fragment f on Thing { ...f }'],
    ['a variable in the wrong place', 'query ($n: String) { things(first: $n) { name } }'],
  ])('%s is GRAPHQL_VALIDATION_FAILED at its place', (_what, document) => {
    const errors = check(document)
    expect(errors.length).toBeGreaterThan(0)
    for (const error of errors) {
      expect(error.extensions).toEqual({ code: 'GRAPHQL_VALIDATION_FAILED' })
      expect(error.locations?.length).toBeGreaterThan(0)
      expect(error.message).toMatch(/^Câu truy vấn không khớp lược đồ — The document does not fit the schema: ./)
    }
  })

  test('is told what was meant, since the schema is public', () => {
    expect(check('{ thing { name } }')[0]?.message).toContain('Did you mean "things"?')
  })

  test.each(['mutation', 'subscription'])('a %s in a schema that has none says so', (operation) => {
    const [error, ...more] = check(`query A { things { name } } ${operation} B { things { name } }`)
    expect(more).toEqual([])
    expect(error?.extensions).toEqual({ code: 'GRAPHQL_VALIDATION_FAILED' })
    expect(error?.message).toContain(`lược đồ không có ${operation}`)
    expect(error?.message).toContain(`the schema has no ${operation}`)
    expect(error?.locations).toEqual([{ line: 1, column: 29 }])
  })

  test('has its errors told up to a bound', () => {
    const errors = check(`{ ${Array.from({ length: 200 }, (_, index) => `nothing${index}`).join(' ')} }`)
    expect(errors).toHaveLength(limits.errorsPerRequest + 1)
  })

  test('is refused for its size before anything else is looked at', () => {
    const errors = check(
      `{ ${Array.from({ length: limits.recursiveSelections + 1 }, (_, index) => `nothing${index}`).join(' ')} }`,
    )
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['LIMIT_EXCEEDED'])
  })

  const times = (count: number, part: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => part(index)).join(' ')
  test.each([
    ['depth', `{ ${'nothing { '.repeat(limits.selectionDepth)} a ${'}'.repeat(limits.selectionDepth)} }`],
    ['aliases', `{ ${times(limits.aliases + 1, (at) => `a${at}: nothing`)} }`],
    ['repeats', `{ ${'nothing '.repeat(limits.fieldRepeats + 1)} }`],
    ['directives', `{ nothing ${'@nowhere '.repeat(limits.directivesPerPlace + 1)} }`],
    ['operations', times(limits.operationsPerDocument + 1, (at) => `query Q${at} { nothing }`)],
  ])('is refused for its %s with one error, whatever else is wrong with it', (_what, document) => {
    for (const introspection of [true, false]) {
      const errors = checkDocument(schema, parse(document), { introspection })
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(['LIMIT_EXCEEDED'])
    }
  })
})

describe('a literal of the wrong type', () => {
  test.each([
    ['{ person(personalId: "1") { name } }', 'personalId'],
    ['{ person(personalId: 52085000001) { name } }', 'personalId'],
    ['{ person(personalId: null) { name } }', 'personalId'],
    ['{ things(first: "ten") { name } }', 'first'],
    ['{ things(kind: BUS) { name } }', 'kind'],
    ['{ things(where: { name: 5 }) { name } }', 'where'],
    ['{ things(where: { unknown: 5 }) { name } }', 'where'],
    ['{ things { at(day: "2026-02-30") } }', 'day'],
    ['{ things @include(if: "yes") { name } }', 'if'],
  ])('%s is BAD_USER_INPUT with its argument', (document, argument) => {
    const errors = check(document)
    expect(errors).toHaveLength(1)
    expect(errors[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', argument })
    expect(errors[0]?.locations?.length).toBe(1)
  })

  test('of an identifier says the form that it takes', () => {
    expect(check('{ person(personalId: "1") { name } }')[0]?.message).toContain('PersonalId: cần')
  })
})

describe('no message repeats a literal of the document', () => {
  const secret = fc
    .string({ unit: fc.constantFrom(...'0123456789'), minLength: 9, maxLength: 12 })
    .map((digits) => `7${digits}`)
  const literal = secret.chain((value) =>
    fc
      .constantFrom(
        ...[
          value,
          `-${value}`,
          `${value}.5`,
          `${value}e3`,
          `"${value}"`,
          `"""\n${value}\n"""`,
          `Name${value}`,
          `[${value}]`,
        ],
        ...[
          `["${value}", Name${value}]`,
          `{ name: ${value} }`,
          `{ born: { from: "${value}" } }`,
          `{ inner: { ids: ["${value}"] } }`,
        ],
        ...[`{ unknown: "${value}" }`, `[{ name: "${value}" }, "${value}"]`, `"\\u0022${value}"`, `"052085${value}"`],
      )
      .map((text) => ({ value, text })),
  )
  const places = [
    (text: string) => `{ person(personalId: ${text}) { name } }`,
    (text: string) =>
      `{ things(where: ${text}, kind: ${text}, first: ${text}, area: ${text}, open: ${text}, code: ${text}, personalIds: ${text}) { name at(day: ${text}) } }`,
    (text: string) => `{ things(nowhere: ${text}) { name } nothing(a: ${text}) { b } }`,
    (text: string) => `{ things @include(if: ${text}) @skip(if: ${text}) @nowhere(a: ${text}) { name } }`,
    (text: string) =>
      `query ($id: PersonalId = ${text}, $w: Where = ${text}, $no: Nothing = ${text}) { person(personalId: $id) { name } things(where: $w) { name } }`,
    (text: string) => `{ a: things(where: ${text}) { name } a: things(first: 3) { name } }`,
    (text: string) =>
      `{ things(where: { name: ${text}, name: ${text}, born: ${text}, ids: ${text}, kind: ${text}, inner: ${text} }) { name } }`,
    (text: string) =>
      `query ($a: Int) { things(first: $a, where: { name: $undefined, kind: ${text} }) { ...f } } fragment f on Nothing { a(b: ${text}) }`,
  ]

  test('of any kind, in any place', () => {
    fc.assert(
      fc.property(literal, fc.constantFrom(...places), ({ value, text }, place) => {
        expect(told(check(place(text)))).not.toContain(value)
      }),
      { numRuns: 600 },
    )
  })
})

describe('the operation that is asked', () => {
  const resolve = (document: string, name?: string | null) => unresolvedOperation(parse(document), name)
  const two = 'query A { a } query B { b }'

  test.each([
    ['{ a }', undefined],
    ['{ a }', null],
    ['{ a }', ''],
    ['query A { a }', undefined],
    [two, 'A'],
    [two, 'B'],
    ['mutation M { a }', 'M'],
  ])('%s, named %s, is found', (document, name) => {
    expect(resolve(document, name)).toBeNull()
  })

  test.each([
    [two, undefined],
    [two, ''],
    [two, 'C'],
    ['{ a }', 'A'],
    ['query A { a }', 'a'],
    ['query A { a } query A { b }', 'A'],
    ['fragment f on T { a }', undefined],
    ['type T { a: Int }', undefined],
  ])('%s, named %s, is not, and its name is not repeated', (document, name) => {
    const error = resolve(document, name)
    expect(error?.extensions).toEqual({ code: 'OPERATION_RESOLUTION_FAILURE' })
    expect(error?.message).toBe(resolve('fragment f on T { a }')?.message)
  })

  test('is never a subscription', () => {
    const error = resolve('subscription S { a }')
    expect(error?.extensions.code).toBe('OPERATION_RESOLUTION_FAILURE')
    expect(error?.message).toContain('subscriptions are not served')
  })
})
