import type { GraphQLDataSource } from '@apollo/gateway'
import { agencyUnavailable } from '../../schema/errors/agency-unavailable.ts'
import { hubError } from '../../schema/errors/hub-error.ts'
import { askSource } from './ask-source.ts'
import type { HubContext } from './context.ts'

/**
 * A subgraph behind HTTP: a deadline, a bounded answer, no redirects, and nothing of the
 * caller's request but query and variables. It is reached at the address of the supergraph only.
 */
export function remoteSource(name: string, url: string): GraphQLDataSource<HubContext> {
  let missingSince: string | null = null
  return {
    async process({ request }) {
      const { query, variables, operationName } = request
      const answer = await ask(url, JSON.stringify({ query, variables, operationName }))
      if (!answer) {
        // The first failure in a row: equal requests to a source that is gone get equal answers.
        missingSince ??= new Date().toISOString()
        throw agencyUnavailable(name, missingSince)
      }
      missingSince = null
      return {
        data: answer.data ?? null,
        ...(answer.errors ? { errors: answer.errors.map(sourceError) as never } : {}),
      }
    },
  }
}

interface RemoteAnswer {
  readonly data?: Record<string, unknown> | null
  readonly errors?: readonly unknown[]
}

async function ask(url: string, body: string): Promise<RemoteAnswer | null> {
  const answered = await askSource(url, body, { accept: 'application/graphql-response+json, application/json' })
  if (!answered) return null
  try {
    const answer = JSON.parse(answered.body.toString('utf8'))
    return isAnswer(answer) ? answer : null
  } catch {
    // Not an answer at all; the operator sees it in the source's own log.
    return null
  }
}

function isAnswer(json: unknown): json is RemoteAnswer {
  if (!isObject(json) || !('data' in json || 'errors' in json)) return false
  const { data, errors } = json
  return (data == null || isObject(data)) && (errors == null || Array.isArray(errors))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The source's own message and path: they are its answer to this caller; the rest of its extensions is not passed on. */
function sourceError(error: unknown): unknown {
  const { message, path } = isObject(error) ? error : {}
  const told = typeof message === 'string' ? message : hubError('SUBGRAPH_ERROR').message
  const isPath = Array.isArray(path) && path.every((step) => typeof step === 'string' || typeof step === 'number')
  return { message: told, ...(isPath ? { path } : {}), extensions: { code: 'SUBGRAPH_ERROR' } }
}
