import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway'
import type { GatewayExecutor, GatewayInterface } from '@apollo/server-gateway-interface'
import { type GraphQLError, type GraphQLScalarType, type GraphQLSchema, isScalarType } from 'graphql'
import { hubError } from '../../schema/errors/hub-error.ts'
import { limits } from '../../schema/limits.ts'
import { reportFailure } from '../report-failure.ts'
import { checkDocument, unresolvedOperation } from './check-document.ts'
import { checkVariables } from './check-variables.ts'
import type { HubContext } from './context.ts'
import { costLimit } from './cost-limit.ts'

export interface EngineOptions {
  readonly supergraph: string
  /** The way to a subgraph, by its name and the address that the supergraph gives. */
  readonly source: (name: string, url: string) => GraphQLDataSource<HubContext>
  /** Cleans what the plan's execution brought back; the only way out of the engine. */
  readonly answer: (response: Awaited<ReturnType<GatewayExecutor>>) => Awaited<ReturnType<GatewayExecutor>>
  /** Parsers for scalars of these names; a foreign graph brings its own meaning of `Date`. */
  readonly scalars: Readonly<Record<string, GraphQLScalarType>>
  /** Whether lists are the province's connections, whose rows can be estimated before they are read. */
  readonly bounded: boolean
}

/**
 * The graph as Apollo Server takes it: ApolloGateway loads the supergraph, plans and executes;
 * before it stand our checks of document and variables, behind it the cleaning of the answer.
 */
export function openEngine(options: EngineOptions): GatewayInterface {
  // The gateway library reports to its maker unless told not to before it is constructed.
  process.env.APOLLO_TELEMETRY_DISABLED = '1'
  const gateway = new ApolloGateway({
    supergraphSdl: options.supergraph,
    buildService: ({ name, url }) => options.source(name, url ?? '') as GraphQLDataSource,
    queryPlannerConfig: { debug: { maxEvaluatedPlans: limits.plansWeighed } },
  })
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => giveScalars(apiSchema, options.scalars))
  return {
    onSchemaLoadOrUpdate: (listener) => gateway.onSchemaLoadOrUpdate(listener),
    stop: () => gateway.stop(),
    async load(loading) {
      const { executor } = await gateway.load(loading)
      return { executor: guarded(executor, options) }
    },
  }
}

/** The supergraph knows scalars by name only; with our parsers bad identifiers end before planning. */
function giveScalars(schema: GraphQLSchema, scalars: EngineOptions['scalars']): void {
  for (const [name, { parseValue, parseLiteral, serialize }] of Object.entries(scalars)) {
    const type = schema.getType(name)
    if (isScalarType(type)) Object.assign(type, { parseValue, parseLiteral, serialize })
  }
}

function guarded(execute: GatewayExecutor, { answer, bounded }: EngineOptions): GatewayExecutor {
  const checked = new Set<string>()
  return async (request) => {
    const { schema, document, operation, queryHash } = request
    const unresolved = unresolvedOperation(document, request.request.operationName)
    if (unresolved || !operation) return { errors: unresolved ? [unresolved] : [] }
    if (!checked.has(queryHash)) {
      const errors = checkDocument(schema, document)
      if (errors.length > 0) return { errors: [...errors] }
      if (checked.size >= limits.cachedDocuments) checked.clear()
      checked.add(queryHash)
    }
    const wrong = checkVariables(schema, document, operation, request.request.variables ?? {})
    if (wrong.length > 0) return { errors: [...wrong] }
    const tooMany = bounded ? costLimit(schema, document, operation, request.request.variables ?? {}) : null
    if (tooMany) return { errors: [tooMany] }
    return answer(await settled(execute(request), request.context as HubContext))
  }
}

/**
 * A failure of planner or executor is ours: it is reported, and becomes an error that the answer
 * stage makes plain. The executor hands on what a source's malformed answer threw as it is.
 */
async function settled(answering: ReturnType<GatewayExecutor>, { caller }: HubContext): ReturnType<GatewayExecutor> {
  const failed = (error: unknown) => {
    reportFailure({ requestId: caller.requestId, error })
    return hubError('INTERNAL_SERVER_ERROR')
  }
  try {
    const response = await answering
    const errors = response.errors?.map((error) => (isGraphQLError(error) ? error : failed(error)))
    return errors ? { ...response, errors } : response
  } catch (error) {
    return { data: null, errors: [failed(error)] }
  }
}

/** By its shape: a source in this process may bring a GraphQL library of its own. */
function isGraphQLError(error: unknown): error is GraphQLError {
  return error instanceof Error && typeof (error as { extensions?: unknown }).extensions === 'object'
}
