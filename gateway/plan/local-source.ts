import type { GraphQLDataSource } from '@apollo/gateway'
import type { Subgraph } from '../../subgraphs/_kit/subgraph.ts'
import type { HubContext } from './context.ts'

/** A subgraph in this process: the same `handle` that stands behind HTTP, without the way there. */
export function localSource(subgraph: Subgraph): GraphQLDataSource<HubContext> {
  return {
    async process({ request, context }) {
      return subgraph.handle({
        query: request.query ?? '',
        variables: request.variables,
        operationName: request.operationName,
        caller: (context as HubContext).caller,
      })
    },
  }
}
