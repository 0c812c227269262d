import { ApolloServer, type ApolloServerPlugin, HeaderMap, type HTTPGraphQLRequest } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import type { GatewayInterface } from '@apollo/server-gateway-interface'
import type { GraphQLError, GraphQLSchema } from 'graphql'
import { checkText } from '../schema/document/check-text.ts'
import { isErrorCode } from '../schema/errors/catalogue.ts'
import { limits } from '../schema/limits.ts'
import type { GraphQLBody } from '../subgraphs/_kit/http/read-body.ts'
import { clientError } from './answer/client-error.ts'
import type { HubContext } from './plan/context.ts'

export interface GraphAnswer {
  readonly status: number
  readonly contentType: string
  readonly body: string
}

/** The served graph: one GraphQL request in, one answer out. */
export interface Graph {
  answer(body: GraphQLBody, accept: string | undefined, context: HubContext): Promise<GraphAnswer>
  /** The schema that callers see. */
  schema(): GraphQLSchema
  stop(): Promise<void>
}

const quiet = { debug() {}, info() {}, warn() {}, error() {} }

/** Apollo Server over the engine, with everything that reports to anybody switched off. */
export async function openGraph(gateway: GatewayInterface): Promise<Graph> {
  let served: GraphQLSchema | undefined
  gateway.onSchemaLoadOrUpdate?.(({ apiSchema }) => {
    served = apiSchema
  })
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
      outcomes,
    ],
  })
  await server.start()
  return {
    async answer(body, accept, context) {
      // Before it is parsed: a text may be short and yet too much for the parser.
      const tooMuch = checkText(body.query)
      if (tooMuch) {
        context.exchange.outcome = { answered: false, partial: false, code: 'LIMIT_EXCEEDED' }
        return refusedText(tooMuch, accept)
      }
      const answer = await server.executeHTTPGraphQLRequest({
        httpGraphQLRequest: asHttpRequest(body, accept),
        context: async () => context,
      })
      const text = answer.body.kind === 'complete' ? answer.body.string : ''
      const contentType = answer.headers.get('content-type') ?? 'application/json; charset=utf-8'
      return { status: statusFor(contentType, answer.status ?? 200), contentType, body: text.trimEnd() }
    },
    schema: () => served as GraphQLSchema,
    stop: () => server.stop(),
  }
}

/** Notes how a request ended, for its record: Apollo Server's answer is a text by the time that we see it. */
const outcomes: ApolloServerPlugin<HubContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ response, contextValue: { exchange } }) {
        if (response.body.kind !== 'single') return
        const { data, errors } = response.body.singleResult
        const code = errors?.[0]?.extensions?.code
        exchange.outcome = {
          answered: data != null,
          partial: (errors?.length ?? 0) > 0,
          code: data == null && isErrorCode(code) ? code : null,
        }
      },
    }
  },
}

function refusedText(error: GraphQLError, accept: string | undefined): GraphAnswer {
  const strict = accept?.includes('application/graphql-response+json') ?? false
  return {
    status: strict ? 400 : 200,
    contentType: `${strict ? 'application/graphql-response+json' : 'application/json'}; charset=utf-8`,
    body: JSON.stringify({ errors: [clientError(error.toJSON())] }),
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
