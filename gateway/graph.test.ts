import type { GatewayExecutor, GatewayInterface } from '@apollo/server-gateway-interface'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { buildSchema, GraphQLError } from 'graphql'
import { strangerContext } from '../test/setup/hub-context.ts'
import { type Graph, openGraph } from './graph.ts'

const schema = buildSchema('type Query { there(id: ID): Boolean }')
type Answer = Awaited<ReturnType<GatewayExecutor>>

let graph: Graph
let answer: () => Answer | Promise<Answer>
beforeAll(async () => {
  // As much of a gateway as Apollo Server needs: a schema, and an executor that answers what a test says.
  const gateway: GatewayInterface = {
    onSchemaLoadOrUpdate: (listener) => {
      listener({ apiSchema: schema, coreSupergraphSdl: '' })
      return () => {}
    },
    load: async () => ({ executor: async () => answer() }),
    stop: async () => {},
  }
  graph = await openGraph(gateway)
})
afterAll(() => graph.stop())

const response = 'application/graphql-response+json'

async function asked(query: string, by: typeof answer = () => ({ data: { there: true } }), accept?: string) {
  answer = by
  const given = await graph.answer({ query }, accept, strangerContext())
  return { ...given, json: JSON.parse(given.body) }
}

const failing = (code: string) => () => ({ errors: [new GraphQLError('x', { extensions: { code } })] })

describe('the status of an answer', () => {
  test.each([
    ['data', '{ there }', () => ({ data: { there: true } }), 200, 200],
    ['data beside errors', '{ there }', () => ({ data: { there: null }, errors: [new GraphQLError('x')] }), 200, 200],
    ['no syntax', '{ there', undefined, 200, 400],
    ['no fit', '{ there }', failing('GRAPHQL_VALIDATION_FAILED'), 200, 400],
    ['a bad value', '{ there }', failing('BAD_USER_INPUT'), 200, 400],
    ['a limit', '{ there }', failing('LIMIT_EXCEEDED'), 200, 400],
  ])(
    '%s: 200 as application/json, and what GraphQL over HTTP wants as its own type',
    async (_what, query, by, json, own) => {
      expect((await asked(query, by as typeof answer)).status).toBe(json)
      expect((await asked(query, by as typeof answer, 'application/json')).status).toBe(json)
      expect((await asked(query, by as typeof answer, response)).status).toBe(own)
    },
  )

  test('of a failure inside is 500, in words of the catalogue', async () => {
    const { status, json } = await asked('{ there }', () => {
      throw new Error('052085000001')
    })
    expect(status).toBe(500)
    expect(json).toEqual({
      errors: [
        { message: expect.stringContaining('Lỗi bên trong nền tảng'), extensions: { code: 'INTERNAL_SERVER_ERROR' } },
      ],
    })
  })
})

describe('the type of an answer', () => {
  test.each([
    [undefined, 'application/json; charset=utf-8'],
    ['*/*', 'application/json; charset=utf-8'],
    ['application/json', 'application/json; charset=utf-8'],
    [response, `${response}; charset=utf-8`],
    [`${response}, application/json;q=0.9`, `${response}; charset=utf-8`],
  ])('asked as %s is %s', async (accept, type) => {
    expect((await asked('{ there }', undefined, accept)).contentType).toBe(type)
  })

  test.each(['text/html', 'multipart/mixed', 'image/png'])(
    'asked as %s alone is refused in JSON, without the words of a library',
    async (accept) => {
      const { status, contentType, json } = await asked('{ there }', undefined, accept)
      expect([status, contentType]).toEqual([406, 'application/json; charset=utf-8'])
      expect(json.errors).toEqual([
        { message: expect.stringContaining('Yêu cầu HTTP không hợp lệ'), extensions: { code: 'BAD_REQUEST' } },
      ])
    },
  )
})

describe('an answer', () => {
  test('is one line of JSON, the same bytes for equal requests', async () => {
    const [one, other] = [await asked('{ there }'), await asked('{ there }')]
    expect(one.body).toBe('{"data":{"there":true}}')
    expect(other).toEqual(one)
  })

  test('keeps what the engine says beside the data', async () => {
    const extensions = { completeness: [{ agency: null, database: 'land', missingSince: 'x' }] }
    expect((await asked('{ there }', () => ({ data: { there: null }, extensions }))).json.extensions).toEqual(
      extensions,
    )
  })

  test('tells of an error its code, words, place and path, and nothing of its inside', async () => {
    const error = new GraphQLError('Lỗi — x', {
      path: ['there'],
      extensions: { code: 'SUBGRAPH_ERROR', serviceName: 'land', stacktrace: ['at x'], http: { status: 418 } },
      originalError: new Error('052085000001'),
    })
    const { json, body } = await asked('{ there }', () => ({ data: { there: null }, errors: [error] }))
    expect(json.errors).toEqual([{ message: 'Lỗi — x', path: ['there'], extensions: { code: 'SUBGRAPH_ERROR' } }])
    expect(body).not.toMatch(/land|at x|052085000001/)
  })

  test('to a document that does not parse shows the place and not the text', async () => {
    const { json, body } = await asked('{ there(id: 052085000001) }')
    expect(json.errors[0].locations).toEqual([{ line: 1, column: 14 }])
    expect(json.errors[0].extensions).toEqual({ code: 'GRAPHQL_PARSE_FAILED' })
    expect(body).not.toContain('052085')
  })
})

test('a graph that has stopped answers nothing more', async () => {
  const gateway: GatewayInterface = {
    onSchemaLoadOrUpdate: (listener) => {
      listener({ apiSchema: schema, coreSupergraphSdl: '' })
      return () => {}
    },
    load: async () => ({ executor: async () => ({ data: { there: true } }) }),
    stop: async () => {},
  }
  const stopped = await openGraph(gateway)
  await stopped.stop()
  expect(await stopped.answer({ query: '{ there }' }, undefined, strangerContext())).toMatchObject({
    status: 500,
    body: expect.not.stringContaining('data'),
  })
})
