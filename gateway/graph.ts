import { ApolloServer, HeaderMap, type HTTPGraphQLRequest } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import type { GatewayInterface } from '@apollo/server-gateway-interface'
import { limits } from '../schema/limits.ts'
import { clientError } from './answer/client-error.ts'
import type { GraphQLBody } from './http/read-body.ts'
import type { HubContext } from './plan/context.ts'

export interface GraphAnswer {
  readonly status: number
  readonly contentType: string
  readonly body: string
}

/** The served graph: one GraphQL request in, one answer out. */
export interface Graph {
  answer(body: GraphQLBody, accept: string | undefined, context: HubContext): Promise<GraphAnswer>
  stop(): Promise<void>
}

const quiet = { debug() {}, info() {}, warn() {}, error() {} }

/** Apollo Server over the engine, with everything that reports to anybody switched off. */
export async function openGraph(gateway: GatewayInterface): Promise<Graph> {
  const server = new ApolloServer<HubContext>({
    gateway,
    logger: quiet,
    nodeEnv: 'production',
    introspection: true,
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    // The engine validates by itself, with messages that never repeat a value.
    dangerouslyDisableValidation: true,
    parseOptions: { maxTokens: limits.documentTokens },
    formatError: clientError,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginCacheControlDisabled(),
    ],
  })
  await server.start()
  return {
    async answer(body, accept, context) {
      const answer = await server.executeHTTPGraphQLRequest({
        httpGraphQLRequest: asHttpRequest(body, accept),
        context: async () => context,
      })
      const text = answer.body.kind === 'complete' ? answer.body.string : ''
      const contentType = answer.headers.get('content-type') ?? 'application/json; charset=utf-8'
      return { status: statusFor(contentType, answer.status ?? 200), contentType, body: text.trimEnd() }
    },
    stop: () => server.stop(),
  }
}

function asHttpRequest(body: GraphQLBody, accept: string | undefined): HTTPGraphQLRequest {
  const headers = new HeaderMap([['content-type', 'application/json']])
  if (accept) headers.set('accept', accept)
  return { method: 'POST', headers, search: '', body }
}

/** GraphQL over HTTP: with `application/json` a well-formed request is answered 200, whatever its errors. */
function statusFor(contentType: string, status: number): number {
  return status === 400 && contentType.startsWith('application/json') ? 200 : status
}
