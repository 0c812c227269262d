import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ApolloGateway } from '@apollo/gateway'
import { beforeAll, describe, expect, test } from '@jest/globals'
import {
  type GraphQLError,
  type GraphQLSchema,
  getIntrospectionQuery,
  getOperationAST,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  parse,
} from 'graphql'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { scalars } from '../../schema/scalars/scalars.ts'
import { checkDocument } from './check-document.ts'
import { checkVariables } from './check-variables.ts'

let schema: GraphQLSchema
let names: Record<'types' | 'fields' | 'arguments' | 'inputs' | 'values', readonly string[]>
beforeAll(async () => {
  process.env.APOLLO_TELEMETRY_DISABLED = '1'
  const supergraphSdl = await readFile(join(repositoryRoot, 'schema/supergraph.graphql'), 'utf8')
  const gateway = new ApolloGateway({ supergraphSdl, buildService: () => ({ process: async () => ({}) }) })
  schema = (await gateway.load()).schema
  const types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type))
  for (const type of types) if (isScalarType(type)) Object.assign(type, scalarOf(type.name))
  const fields = types.filter(isObjectType).flatMap((type) => Object.values(type.getFields()))
  const inputs = types.filter(isInputObjectType).flatMap((type) => Object.values(type.getFields()))
  const distinct = (all: readonly { readonly name: string }[]) => [...new Set(all.map(({ name }) => name))]
  names = {
    types: distinct(types.filter((type) => !isSpecifiedScalarType(type))),
    fields: distinct(fields),
    arguments: distinct(fields.flatMap(({ args }) => args)),
    inputs: distinct(inputs),
    values: distinct(types.filter(isEnumType).flatMap((type) => type.getValues())),
  }
})

const scalarOf = (name: string) => {
  const { parseValue, parseLiteral } = scalars[name as keyof typeof scalars] ?? {}
  return parseValue && parseLiteral ? { parseValue, parseLiteral } : {}
}

/** A name that is one letter off: near enough to be suggested, and no name of the schema. */
const mutated = (name: string) => `${name.slice(0, -1)}${name.endsWith('q') ? 'Q' : 'q'}`

function errorsOf(
  text: string,
  variables: Readonly<Record<string, unknown>>,
  introspection: boolean,
): readonly GraphQLError[] {
  const document = parse(text)
  const operation = getOperationAST(document)
  if (!operation) throw new Error('the test names no operation')
  const errors = checkDocument(schema, document, { introspection })
  return errors.length > 0 ? errors : checkVariables(schema, document, operation, variables, { introspection })
}

const wordsOf = (text: string) => new Set(text.match(/\w+/g))

/** The names of the schema that errors tell, and that stand neither in what was sent nor in the hub's own words. */
function toldNames(errors: readonly GraphQLError[], sent: string): string[] {
  const own = wordsOf(
    'extensions code message BAD_USER_INPUT GRAPHQL_VALIDATION_FAILED argument value the value does not fit must ' +
      'type a of is missing be null takes The document schema An input not valid ',
  )
  const written = wordsOf(sent)
  const all = new Set(Object.values(names).flat())
  const told = wordsOf(errors.map(({ message, extensions }) => JSON.stringify([message, extensions])).join('\n'))
  return [...told].filter((word) => all.has(word) && !written.has(word) && !own.has(word))
}

type Probe = readonly [text: string, variables?: Readonly<Record<string, unknown>>]

/** Every way to write a name that is not there, with every name that is there, one letter off: as many as are told at once. */
function probes(): readonly Probe[] {
  const of = (key: keyof typeof names, make: (near: readonly string[]) => readonly Probe[]) =>
    Array.from({ length: Math.ceil(names[key].length / 10) }, (_, at) => names[key].slice(10 * at, 10 * at + 10))
      .map((some) => some.map(mutated))
      .flatMap(make)
  const each = (near: readonly string[], part: (name: string, index: number) => string) => near.map(part).join(' ')
  const page = '{ totalCount }'
  return [
    ...of('fields', (near) => [
      [`{ ${each(near, (name) => `${name} { ${name} }`)} }`],
      ...['Person', 'Organization', 'Parcel', 'Household', 'FishingVessel'].map(
        (type): Probe => [`{ ...f } fragment f on ${type} { ${near.join(' ')} }`],
      ),
    ]),
    ...of('arguments', (near) => [
      [`{ residents(${each(near, (name) => `${name}: 1`)}) ${page} }`],
      [`{ administrativeUnits ${page} __typename @include(${each(near, (name) => `${name}: true`)}) }`],
    ]),
    ...of('types', (near) => [
      [`query (${each(near, (name, at) => `$v${at}: ${name}`)}) { __typename }`],
      [`{ ${each(near, (name) => `... on ${name} { a }`)} }`],
      [`{ ...f } fragment f on ${near[0]} { a }`],
    ]),
    ...of('inputs', (near) => [
      [`{ residents(where: { ${each(near, (name) => `${name}: 1`)} }) ${page} }`],
      [`{ residents(where: { dateOfBirth: { ${each(near, (name) => `${name}: 1`)} } }) ${page} }`],
      [
        `query ($w: PersonWhere) { residents(where: $w) ${page} }`,
        { w: Object.fromEntries(near.map((name) => [name, 1])) },
      ],
    ]),
    ...of('values', (near) => [
      [`{ ${each(near, (name, at) => `a${at}: residents(orderBy: ${name}, direction: ${name}) ${page}`)} }`],
      [`query (${each(near, (name, at) => `$v${at}: PersonOrderBy = ${name}`)}) { __typename }`],
      [
        `query (${each(near, (_, at) => `$v${at}: PersonOrderBy`)}) { ${each(near, (_, at) => `a${at}: residents(orderBy: $v${at}) ${page}`)} }`,
        Object.fromEntries(near.map((name, at) => [`v${at}`, name])),
      ],
    ]),
  ]
}

describe('where the schema is hidden, no error tells a name that the caller did not write', () => {
  test('whichever name of the schema it comes near, at whichever place', () => {
    const asked = probes()
    expect(asked.length).toBeGreaterThan(300)
    const found = asked.flatMap(([text, variables = {}]) => {
      const errors = errorsOf(text, variables, false)
      expect(errors.length).toBeGreaterThan(0)
      return toldNames(errors, text + JSON.stringify(variables))
    })
    expect(found).toEqual([])
  })

  test('though where it is public a quarter of these questions tells a hundred of them', () => {
    const some = probes().filter((_, at) => at % 4 === 0)
    const found = some.flatMap(([text, variables = {}]) =>
      toldNames(errorsOf(text, variables, true), text + JSON.stringify(variables)),
    )
    expect(new Set(found).size).toBeGreaterThan(100)
  })

  test.each([
    ['what is required', '{ person { hubId } }'],
    ['what a field holds', '{ residents }'],
    ['what a field does not hold', '{ administrativeUnits { totalCount { a } } }'],
    ['what a field is of', '{ residents { totalCount nodes { fullName: deceased } nodes { fullName } } }'],
    ['where a variable stands', 'query ($v: Int) { person(personalId: $v) { hubId } }'],
    ['where a fragment stands', '{ ...f } fragment f on Parcel { parcelId }'],
    ['what is taken', '{ administrativeUnits(first: "ten", level: {}, asOf: 7) { totalCount } }'],
    ['what is taken, by a variable', 'query ($w: PersonWhere!) { residents(where: $w) { totalCount } }'],
    ['what a directive needs', '{ __typename @include }'],
  ])('%s', (_what, text) => {
    for (const variables of [{ w: { dateOfBirth: { from: 'x' } } }, { w: null }, {}]) {
      const errors = errorsOf(text, variables, false)
      expect(errors.length).toBeGreaterThan(0)
      expect(toldNames(errors, text + JSON.stringify(variables))).toEqual([])
    }
  })

  test('and the places are told, so that the document can be mended', () => {
    const [error] = errorsOf('{\n  nothing\n}', {}, false)
    expect(error?.locations).toEqual([{ line: 2, column: 3 }])
    expect(error?.message).toBe('Câu truy vấn không khớp lược đồ — The document does not fit the schema')
    expect(error?.extensions).toEqual({ code: 'GRAPHQL_VALIDATION_FAILED' })
  })
})

describe('a question about the schema', () => {
  test.each([
    '{ __schema { types { name } } }',
    '{ __type(name: "Person") { name } }',
    '{ a: __type(name: "Person") { b: name } }',
    '{ ... { ...f } } fragment f on Query { __schema { queryType { name } } }',
    '{ __typename } fragment f on Query { __schema { queryType { name } } }',
    'query A { __typename } query B { __schema { types { name } } }',
    '{ __schema @include(if: false) { types { name } } }',
    getIntrospectionQuery(),
  ])('%s is refused where it is hidden, with one error at its place', (text) => {
    const errors = checkDocument(schema, parse(text), { introspection: false })
    expect(errors.map(({ extensions }) => extensions)).toEqual([{ code: 'GRAPHQL_VALIDATION_FAILED' }])
    expect(errors[0]?.locations).toHaveLength(1)
    expect(errors[0]?.message).not.toMatch(/__schema|__type/)
  })

  test('is answered where it is public, and the name of a type in an answer everywhere', () => {
    expect(errorsOf(getIntrospectionQuery(), {}, true)).toEqual([])
    for (const introspection of [true, false]) expect(errorsOf('{ __typename }', {}, introspection)).toEqual([])
  })
})
