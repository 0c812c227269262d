import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Asking } from '../../schema/access/decide.ts'
import { anonymous, type Viewer } from '../../schema/access/viewer.ts'
import { provinceDate } from '../../schema/clock.ts'
import type { ErrorCode } from '../../schema/errors/catalogue.ts'
import { purposeOf } from '../../schema/identity/stated-purpose.ts'
import { readGraphQLBody } from '../../subgraphs/_kit/http/read-body.ts'
import { respondError } from '../../subgraphs/_kit/http/respond.ts'
import { callerKey } from '../abuse/caller-key.ts'
import { beginExchange, type Exchange } from '../exchange.ts'
import type { Door } from './door.ts'
import { type Answer, leave, refusal } from './leave.ts'

/**
 * The way of a request: identity, rate, body, access, plan, fetch, answer, log. Whatever happens on
 * it, one record of it is written, and no answer above OPEN leaves before that record is durable.
 */
export async function answerGraphQL(
  door: Door,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  if (request.method !== 'POST') {
    respondError(response, 'METHOD_NOT_ALLOWED', { allow: 'POST' })
    return
  }
  const started = performance.now()
  const viewer = await door.identify(request).catch((error: unknown) => unidentified(error))
  const exchange = beginExchange(requestId, door.clock(), askingOf(door, request, viewer ?? anonymous))
  const verdict = door.rate.take(callerKey(viewer?.identity ?? null, request.socket.remoteAddress))
  if (!verdict.allowed) {
    // Counted, and told of in one record a second: a flood must not become a flood of records.
    respondError(response, 'RATE_LIMITED', { 'retry-after': String(verdict.retryAfterSeconds), connection: 'close' })
    return
  }
  const answer = viewer ? await answered(door, request, exchange) : refusal('UNAUTHENTICATED', challenge)
  await leave({ door, request, response, exchange, answer, started })
}

const challenge = { 'www-authenticate': 'Bearer', connection: 'close' }

function unidentified(error: unknown): null {
  if ((error as { extensions?: { code?: unknown } }).extensions?.code === 'UNAUTHENTICATED') return null
  throw error
}

function askingOf(door: Door, request: IncomingMessage, viewer: Viewer): Asking {
  const { given, code } = purposeOf(request)
  const known = code !== null && door.purposes.has(code) ? code : null
  return { viewer, purpose: { given, code: known }, book: door.book(), roles: door.roles, now: door.clock() }
}

async function answered(door: Door, request: IncomingMessage, exchange: Exchange): Promise<Answer> {
  const read = await readGraphQLBody(request)
  // The rest of a body that was refused is not read: the connection ends with the answer.
  if ('refused' in read) return refusal(read.refused as ErrorCode, { connection: 'close' })
  exchange.operation.hash = createHash('sha256').update(read.body.query).digest('hex')
  const graph = door.graph()
  if (!graph) return refusal('HUB_STARTING', { 'retry-after': '2' })
  const { asking, notes, requestId } = exchange
  const desk = door.desk(asking)
  const caller = {
    requestId,
    today: provinceDate(asking.now),
    asking,
    notes,
    ...(desk ? { desk } : {}),
  }
  const { status, contentType, body } = await graph.answer(read.body, request.headers.accept, { caller, exchange })
  return { status, headers: { 'content-type': contentType }, body, code: exchange.outcome.code }
}
