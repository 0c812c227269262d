import { describe, expect, test } from '@jest/globals'
import { type GraphQLScalarType, graphql, isObjectType, Kind, print } from 'graphql'
import { scalars } from '../../schema/scalars/scalars.ts'
import { fixtureAgency } from './fixtures/fixture-agency.ts'
import { subgraphDocument, subgraphSchema } from './subgraph-schema.ts'

const typeDefs = `
  extend type Query { person(personalId: PersonalId!): Person persons: PersonConnection }
  type Person @key(fields: "personalId") { personalId: PersonalId name: String }
`
const people: Record<string, { personalId: string; name: string }> = {
  '052085000001': { personalId: '052085000001', name: 'Nguyễn Văn An' },
  broken: { personalId: 'not an identifier', name: 'Trần Thị Bình' },
}
const agency = fixtureAgency('people', {
  typeDefs,
  resolvers: {
    Query: { person: (_parent, { personalId }) => people[personalId], persons: () => ({ nodes: [people.broken] }) },
    Person: { __resolveReference: ({ personalId }) => people[personalId] },
  },
})
const schema = subgraphSchema(agency)
const ask = (source: string, variableValues = {}) => graphql({ schema, source, variableValues })

describe('the document of a subgraph', () => {
  const definitions = subgraphDocument(agency).definitions
  const names = definitions.flatMap((definition) =>
    'name' in definition && definition.name ? [definition.name.value] : [],
  )

  test('holds the prelude, the agency’s own types and the connections that it mentions', () => {
    expect(names).toEqual(
      expect.arrayContaining([
        'AccessClass',
        'PersonalId',
        'DateRange',
        'PageInfo',
        'Person',
        'PersonConnection',
        'PersonEdge',
      ]),
    )
  })

  test('links the access directive, so that composition carries it', () => {
    const links = definitions.find(({ kind }) => kind === Kind.SCHEMA_EXTENSION)
    expect(JSON.stringify(links)).toContain('@access')
    expect(JSON.stringify(links)).toContain('composeDirective')
  })

  test('is the same each time', () => {
    expect(print(subgraphDocument(agency))).toBe(print(subgraphDocument({ typeDefs })))
  })
})

describe('the schema of a subgraph', () => {
  test('answers through the agency’s resolvers', async () => {
    expect(await ask('{ person(personalId: "052085000001") { name } }')).toEqual({
      data: { person: { name: 'Nguyễn Văn An' } },
    })
  })

  test('answers entities by their key', async () => {
    const source = 'query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on Person { name } } }'
    const keys = [{ __typename: 'Person', personalId: '052085000001' }]
    expect(await ask(source, { keys })).toEqual({ data: { _entities: [{ name: 'Nguyễn Văn An' }] } })
  })

  test('has the province’s scalars: bad identifiers end before a resolver', async () => {
    for (const [name, scalar] of Object.entries(scalars)) {
      const type = schema.getType(name)
      if (type !== undefined) expect((type as GraphQLScalarType).parseValue).toBe(scalar.parseValue)
    }
    const { errors } = await ask('query ($id: PersonalId!) { person(personalId: $id) { name } }', { id: '1' })
    expect(errors).toHaveLength(1)
    const { errors: stored } = await ask('{ persons { nodes { personalId } } }')
    expect(stored?.[0]?.extensions.code).toBe('INTERNAL_SERVER_ERROR')
  })

  test('keeps the generated connections as object types', () => {
    expect(isObjectType(schema.getType('PersonConnection'))).toBe(true)
  })

  test('is refused where the SDL names a type that is nowhere', () => {
    expect(() => subgraphSchema(fixtureAgency('broken', { typeDefs: 'extend type Query { a: Nowhere }' }))).toThrow(
      'Nowhere',
    )
  })
})
