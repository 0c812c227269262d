import type { GraphQLDataSource } from '@apollo/gateway'
import { agencyUnavailable } from '../../schema/errors/agency-unavailable.ts'
import { hubError } from '../../schema/errors/hub-error.ts'
import { limits } from '../../schema/limits.ts'
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
  try {
    if (!/^https?:\/\//.test(url)) throw new Error('a source is reached over HTTP only')
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(limits.remoteFetchMs),
    })
    const answer = JSON.parse(await boundedText(response))
    if (isAnswer(answer)) return answer
  } catch {
    // Every way of not answering is the same to the caller; the operator sees it in the source's own log.
  }
  return null
}

function isAnswer(json: unknown): json is RemoteAnswer {
  if (!isObject(json) || !('data' in json || 'errors' in json)) return false
  const { data, errors } = json
  return (data == null || isObject(data)) && (errors == null || Array.isArray(errors))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

async function boundedText(response: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of response.body ?? []) {
    bytes += part.byteLength
    if (bytes > limits.remoteAnswerBytes) throw new Error('the answer is longer than a source may send')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

/** The source's own message and path: they are its answer to this caller; the rest of its extensions is not passed on. */
function sourceError(error: unknown): unknown {
  const { message, path } = isObject(error) ? error : {}
  const told = typeof message === 'string' ? message : hubError('SUBGRAPH_ERROR').message
  const isPath = Array.isArray(path) && path.every((step) => typeof step === 'string' || typeof step === 'number')
  return { message: told, ...(isPath ? { path } : {}), extensions: { code: 'SUBGRAPH_ERROR' } }
}
