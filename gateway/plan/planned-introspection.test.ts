import { composeServices } from '@apollo/composition'
import { ApolloGateway } from '@apollo/gateway'
import { beforeAll, describe, expect, test } from '@jest/globals'
import {
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  introspectionTypes,
  isCompositeType,
  isObjectType,
  parse,
} from 'graphql'
import { checkDocument } from './check-document.ts'

let schema: GraphQLSchema
let plan: (query: string) => Promise<unknown>
beforeAll(async () => {
  process.env.APOLLO_TELEMETRY_DISABLED = '1'
  const typeDefs = parse(
    'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3") type Query { a(b: Int): Int }',
  )
  const { supergraphSdl = '' } = composeServices([{ name: 'a', url: 'http://127.0.0.1:1/', typeDefs }])
  const gateway = new ApolloGateway({ supergraphSdl, buildService: () => ({ process: async () => ({ data: {} }) }) })
  const loaded = await gateway.load()
  schema = loaded.schema
  plan = async (query) => {
    const document = parse(query)
    const request = {
      schema,
      document,
      operation: getOperationAST(document),
      queryHash: query,
      request: { query },
      context: {},
    }
    return loaded.executor(request as unknown as Parameters<typeof loaded.executor>[0])
  }
})

/** Where a type of introspection is reached from the root, as the document around a field of it. */
const ways: Readonly<Record<string, (field: string) => string>> = {
  __Schema: (field) => `{ __schema { ${field} } }`,
  __Directive: (field) => `{ __schema { directives { ${field} } } }`,
  __Type: (field) => `{ __schema { types { ${field} } } }`,
  __Field: (field) => `{ __schema { types { fields { ${field} } } } }`,
  __InputValue: (field) => `{ __schema { directives { args { ${field} } } } }`,
  __EnumValue: (field) => `{ __schema { types { enumValues { ${field} } } } }`,
}

const written = ({ name, type }: GraphQLField<unknown, unknown>, argument = '') =>
  `${name}${argument}${isCompositeType(getNamedType(type)) ? ' { __typename }' : ''}`

const questions = introspectionTypes.filter(isObjectType).flatMap((type) => {
  const way = ways[type.name]
  if (!way) throw new Error(`no way to ${type.name}`)
  return Object.values(type.getFields()).flatMap((field) => [
    way(written(field)),
    ...field.args.map(({ name }) => way(written(field, `(${name}: true)`))),
  ])
})

describe('each question that there is about a schema', () => {
  test('there are many', () => expect(questions.length).toBeGreaterThan(30))

  test.each(questions)('%s is refused if the planner does not know it, and only then', async (query) => {
    const refused = checkDocument(schema, parse(query)).map(({ extensions }) => extensions.code)
    const known = await plan(query).then(
      (answer) => (answer as { errors?: unknown[] }).errors === undefined,
      () => false,
    )
    expect(refused).toEqual(known ? [] : ['GRAPHQL_VALIDATION_FAILED'])
  })
})
