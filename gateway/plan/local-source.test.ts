import { expect, test } from '@jest/globals'
import type { Subgraph, SubgraphRequest } from '../../subgraphs/_kit/subgraph.ts'
import { strangerContext } from '../../test/setup/hub-context.ts'
import { localSource } from './local-source.ts'

test('a subgraph in this process gets the query, its variables and the caller himself, and its answer is passed as it is', async () => {
  const asked: SubgraphRequest[] = []
  const answer = { data: { there: true } }
  const handle = async (request: SubgraphRequest) => {
    asked.push(request)
    return answer
  }
  const subgraph = { name: 'shelf', handle } as unknown as Subgraph
  const context = strangerContext()
  const { caller, exchange } = context
  const request = {
    query: '{ there }',
    variables: { id: 1 },
    operationName: 'A',
    http: { headers: { authorization: 'Bearer x' } },
  }
  expect(
    await localSource(subgraph, { types: new Map(), inputs: new Map() }).process({ request, context } as never),
  ).toBe(answer)
  expect(asked).toEqual([{ query: '{ there }', variables: { id: 1 }, operationName: 'A', caller, route: 'ANY' }])
  expect([...exchange.databases]).toEqual(['shelf'])
  expect(asked[0]?.caller).toBe(caller)
})
