import { expect, test } from '@jest/globals'
import type { Subgraph, SubgraphRequest } from '../../subgraphs/_kit/subgraph.ts'
import { localSource } from './local-source.ts'

test('a subgraph in this process gets the query, its variables and the caller himself, and its answer is passed as it is', async () => {
  const asked: SubgraphRequest[] = []
  const answer = { data: { there: true } }
  const handle = async (request: SubgraphRequest) => {
    asked.push(request)
    return answer
  }
  const subgraph = { handle } as unknown as Subgraph
  const caller = { requestId: 'r-7', today: '2026-01-31' }
  const request = {
    query: '{ there }',
    variables: { id: 1 },
    operationName: 'A',
    http: { headers: { authorization: 'Bearer x' } },
  }
  expect(await localSource(subgraph).process({ request, context: { caller } } as never)).toBe(answer)
  expect(asked).toEqual([{ query: '{ there }', variables: { id: 1 }, operationName: 'A', caller }])
  expect(asked[0]?.caller).toBe(caller)
})
