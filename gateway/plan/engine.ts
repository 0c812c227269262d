import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway'
import type { GatewayExecutor, GatewayInterface } from '@apollo/server-gateway-interface'
import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLScalarType,
  type GraphQLSchema,
  getOperationAST,
  isScalarType,
  Kind,
  type OperationDefinitionNode,
} from 'graphql'
import { fillHoles } from '../../schema/access/holes.ts'
import { accessDenied } from '../../schema/errors/access-denied.ts'
import { hubError } from '../../schema/errors/hub-error.ts'
import { limits } from '../../schema/limits.ts'
import { loggedOperationName } from '../../subgraphs/_kit/exchange-log/operation-name.ts'
import type { judgeRequests } from '../access/judge-request.ts'
import { limitsNote } from '../access/limits-note.ts'
import { withoutSeals } from '../answer/without-seals.ts'
import { reportFailure } from '../report-failure.ts'
import { checkDocument, unresolvedOperation } from './check-document.ts'
import { checkVariables } from './check-variables.ts'
import type { HubContext } from './context.ts'
import { costLimit } from './cost-limit.ts'
import { namesApart, variablesApart, withOwnNames } from './names-apart.ts'

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
  /** False: the schema is not public, and no error suggests a name. */
  readonly introspection: boolean
  /** The judgement before planning; null for a foreign graph that brings no rules of ours. */
  readonly judge: ReturnType<typeof judgeRequests> | null
  /** False while the exchange log cannot be written: then only what is open is answered. */
  readonly logReady: () => boolean
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

type Request = Parameters<GatewayExecutor>[0]
type Response = Awaited<ReturnType<GatewayExecutor>>

function guarded(execute: GatewayExecutor, options: EngineOptions): GatewayExecutor {
  // By the hash of a document that may be planned: the one to plan in its stead, if there is one.
  const checked = new Map<string, DocumentNode | null>()
  return async (request) => {
    const { schema, document, operation, queryHash } = request
    const { operationName, variables = {} } = request.request
    const unresolved = unresolvedOperation(document, operationName)
    if (unresolved || !operation) return { errors: unresolved ? [unresolved] : [] }
    if (!checked.has(queryHash)) {
      const errors = checkDocument(schema, document, { introspection: options.introspection })
      if (errors.length > 0) return { errors: [...errors] }
      if (checked.size >= limits.cachedDocuments) checked.clear()
      checked.set(queryHash, namesApart(schema, document))
    }
    const wrong = checkVariables(schema, document, operation, variables, { introspection: options.introspection })
    if (wrong.length > 0) return { errors: [...wrong] }
    const tooMany = options.bounded ? costLimit(schema, document, operation, variables) : null
    if (tooMany) return { errors: [tooMany] }
    const apart = checked.get(queryHash)
    if (!apart) return carriedOut(execute, request, options)
    const renamed: Request = {
      ...request,
      document: apart,
      operation: getOperationAST(apart, operationName) ?? operation,
      request: { ...request.request, variables: variablesApart(variables) },
    }
    return withOwnNames(await carriedOut(execute, renamed, options))
  }
}

async function carriedOut(execute: GatewayExecutor, request: Request, options: EngineOptions): Promise<Response> {
  if (options.judge) return judgedAnswer(execute, request, options.judge, options)
  return options.answer(await settled(execute(request), request.context as HubContext))
}

/** Access, plan and fetch: only what may be read is planned at all, and what was refused is null and told. */
async function judgedAnswer(
  execute: GatewayExecutor,
  request: Request,
  judgeRequest: NonNullable<EngineOptions['judge']>,
  { answer, logReady }: EngineOptions,
): Promise<Response> {
  const { exchange } = request.context as HubContext
  const { document, operation } = request
  const given = request.request.variables ?? {}
  const { judged, queryHash } = judgeRequest({
    document,
    operation,
    queryHash: request.queryHash,
    operationName: request.request.operationName ?? null,
    variables: given,
    asking: exchange.asking,
  })
  exchange.judged = judged
  exchange.operation.name = loggedOperationName(document, request.request.operationName)
  // No log, no data: known before anything is read.
  if (judged.strictest !== 'OPEN' && !logReady()) return { errors: [hubError('LOG_UNAVAILABLE')] }
  const carried = judged.empty
    ? { data: {} }
    : await settled(execute({ ...request, document: judged.document, queryHash }), request.context as HubContext)
  const variables = { ...valuesOf(operation), ...given }
  const data = judged.changed && carried.data ? fillHoles(carried.data, judged, variables) : carried.data
  const own = exchange.sealedKeys ? (withoutSeals(data) as typeof data) : data
  const answered = answer({ ...carried, data: own ?? null })
  const errors = [...judged.refusals.map(accessDenied), ...(answered.errors ?? [])]
  const limited = limitsNote(judged)
  const extensions = { ...answered.extensions, ...(limited ? { limits: limited } : {}) }
  return {
    ...answered,
    ...(errors.length > 0 ? { errors } : {}),
    ...(Object.keys(extensions).length > 0 ? { extensions } : {}),
  }
}

/** The variables' own defaults, where they are truth values: they decide what was skipped. */
function valuesOf(operation: OperationDefinitionNode): Record<string, boolean> {
  const values: Record<string, boolean> = {}
  for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
    if (defaultValue?.kind === Kind.BOOLEAN) values[variable.name.value] = defaultValue.value
  }
  return values
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
