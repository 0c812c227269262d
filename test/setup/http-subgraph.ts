import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { graphql, parse } from 'graphql'

export interface HttpSubgraph {
  readonly name: string
  readonly url: string
  readonly typeDefs: string
  /** Every request that reached it, in order. */
  readonly requests: { query: string; variables?: Record<string, unknown>; operationName?: string }[]
  stop(): Promise<void>
}

/** A plain GraphQL subgraph over HTTP, written with none of the hub's code: what a foreign supergraph points at. */
export async function startHttpSubgraph(name: string, typeDefs: string, resolvers: object): Promise<HttpSubgraph> {
  const schema = buildSubgraphSchema({ typeDefs: parse(typeDefs), resolvers: resolvers as never })
  const requests: HttpSubgraph['requests'] = []
  const server: Server = createServer(async (request, response) => {
    let text = ''
    for await (const part of request) text += part
    const body = JSON.parse(text)
    requests.push(body)
    const answer = await graphql({
      schema,
      source: body.query,
      variableValues: body.variables,
      operationName: body.operationName,
    })
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    name,
    url: `http://127.0.0.1:${port}/`,
    typeDefs,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
