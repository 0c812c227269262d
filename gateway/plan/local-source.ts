import type { GraphQLDataSource } from '@apollo/gateway'
import type { AccessRules } from '../../schema/access/rules.ts'
import type { Subgraph } from '../../subgraphs/_kit/subgraph.ts'
import type { HubContext } from './context.ts'
import { noteJoins, routeOf } from './fetch-facts.ts'

/** A subgraph in this process: the same `handle` that stands behind HTTP, without the way there. */
export function localSource(subgraph: Subgraph, rules: AccessRules): GraphQLDataSource<HubContext> {
  return {
    async process(options) {
      const { request, context } = options
      const { caller, exchange } = context as HubContext
      exchange.databases.add(subgraph.name)
      noteJoins(request.variables, rules, exchange)
      return subgraph.handle({
        query: request.query ?? '',
        variables: request.variables,
        operationName: request.operationName,
        caller,
        route: routeOf(options, exchange),
      })
    },
  }
}
