import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { GraphQLError } from 'graphql'
import type { Asking } from '../../../schema/access/decide.ts'
import { anonymous, type Viewer } from '../../../schema/access/viewer.ts'
import { hubError } from '../../../schema/errors/hub-error.ts'
import { nobodyIfRefused, tokenChallenge } from '../../../schema/identity/refused-token.ts'
import { limits } from '../../../schema/limits.ts'
import type { ExchangeLog } from '../exchange-log/exchange-log.ts'
import { loggedOperationName } from '../exchange-log/operation-name.ts'
import type { Subgraph, SubgraphAnswer } from '../subgraph.ts'
import { type Ready, refusal, whole } from './foreign-answer.ts'
import { beginForeign, type ForeignExchange, foreignRecord } from './foreign-exchange.ts'
import { hopPath } from './hop-door.ts'
import type { Door } from './listen.ts'
import { isLiveness, respondLive } from './liveness.ts'
import { type GraphQLBody, readGraphQLBody } from './read-body.ts'
import { respond, respondError } from './respond.ts'

export interface ForeignDoorOptions {
  readonly subgraph: Pick<Subgraph, 'name' | 'handle'>
  /** @throws UNAUTHENTICATED; anonymous without a token */
  readonly identify: (request: IncomingMessage) => Promise<Viewer>
  readonly askingOf: (request: IncomingMessage, viewer: Viewer) => Asking
  /** Today's date in the province's time at an instant, ISO. */
  readonly dateOf: (now: Date) => string
  /** Whether a document is too much to be carried out; strangers write documents here. */
  readonly tooMuch: (query: string) => GraphQLError | null
  readonly log: Pick<ExchangeLog, 'append' | 'ready'>
  readonly words: Parameters<typeof foreignRecord>[2]
  readonly report: (failure: { requestId: string; error: unknown }) => void
}

/**
 * The door of a subgraph behind a router that is not ours: the caller's own token instead of the
 * hop, judged by this subgraph alone, and a record of its own before each answer (no log, no data).
 */
export function foreignDoor(options: ForeignDoorOptions): Door {
  return {
    report: (error) => options.report({ requestId: '', error }),
    refuse: (socket) => void socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n'),
    async answer(request, response) {
      if (isLiveness(request)) return respondLive(response)
      if ((request.url ?? '').split('?', 1)[0] !== hopPath) return respondError(response, 'NOT_FOUND')
      if (request.method !== 'POST') return respondError(response, 'METHOD_NOT_ALLOWED', { allow: 'POST' })
      await exchanged(options, request, response)
    },
  }
}

async function exchanged(
  options: ForeignDoorOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { subgraph, identify, askingOf, report } = options
  const requestId = randomUUID()
  response.setHeader('x-request-id', requestId)
  const started = performance.now()
  // The whole body first: who asks, and by which grants, is decided when the question is there.
  const read = await readGraphQLBody(request, limits.foreignBodyBytes)
  const viewer = await identify(request).catch(nobodyIfRefused)
  const asking = askingOf(request, viewer ?? anonymous)
  const exchange = beginForeign({ requestId, begun: asking.now, database: subgraph.name, asking })
  const ready = viewer ? await answered(options, read, exchange) : refusal('UNAUTHENTICATED', tokenChallenge)
  const left = await recorded(options, exchange, ready, started).catch((error: unknown) => {
    if (!isLogUnavailable(error)) report({ requestId, error })
    return withheld(exchange) ? refusal('LOG_UNAVAILABLE', { 'retry-after': '5' }) : ready
  })
  respond(response, left.status, { 'content-type': 'application/json; charset=utf-8', ...left.headers }, left.body)
}

async function answered(
  options: ForeignDoorOptions,
  read: Awaited<ReturnType<typeof readGraphQLBody>>,
  exchange: ForeignExchange,
): Promise<Ready> {
  const { tooMuch } = options
  if ('refused' in read) return refusal(read.refused, { connection: 'close' })
  exchange.query = read.body.query
  const beyond = tooMuch(read.body.query) ?? tooManyEntities(read.body)
  if (beyond) return whole({ errors: [beyond] })
  try {
    return whole(await handled(options, exchange, read.body))
  } catch (error) {
    if (isLogUnavailable(error)) return refusal('LOG_UNAVAILABLE', { 'retry-after': '5' })
    options.report({ requestId: exchange.requestId, error })
    return refusal('INTERNAL_SERVER_ERROR')
  }
}

function handled(
  { subgraph, dateOf, log }: ForeignDoorOptions,
  exchange: ForeignExchange,
  { query, variables, operationName }: GraphQLBody,
): Promise<SubgraphAnswer> {
  const { requestId, asking, notes } = exchange
  return subgraph.handle({
    query,
    variables,
    operationName,
    caller: { requestId, today: dateOf(asking.now), asking, notes },
    onJudged(judged) {
      exchange.judged = judged
      exchange.operationName = loggedOperationName(judged.document, operationName)
      // Known before anything is read: what cannot be recorded is not answered.
      if (judged.strictest !== 'OPEN' && !log.ready()) throw hubError('LOG_UNAVAILABLE')
    },
  })
}

/** Strangers name entities here, one by one or ten thousand at once. */
function tooManyEntities({ variables = {} }: GraphQLBody): GraphQLError | null {
  const most = limits.foreignEntities
  const long = Object.values(variables).some((value) => Array.isArray(value) && value.length > most)
  if (!long) return null
  const vi = `quá ${most} bản ghi trong một yêu cầu; hãy chia nhỏ`
  return hubError('LIMIT_EXCEEDED', { vi, en: `more than ${most} records in one request; ask in smaller parts` })
}

async function recorded(options: ForeignDoorOptions, exchange: ForeignExchange, ready: Ready, started: number) {
  const { status: httpStatus, body, code, partial } = ready
  const durationMs = Math.round(performance.now() - started)
  const end = { code, partial, httpStatus, bytes: Buffer.byteLength(body), durationMs }
  await options.log.append(foreignRecord(exchange, end, options.words))
  return ready
}

/** Open data stay up without the log; everything above leaves after its record only. */
function withheld({ judged }: ForeignExchange): boolean {
  return judged !== null && judged.strictest !== 'OPEN'
}

function isLogUnavailable(error: unknown): boolean {
  return error instanceof GraphQLError && error.extensions.code === 'LOG_UNAVAILABLE'
}
