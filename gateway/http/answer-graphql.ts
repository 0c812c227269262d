import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Asking } from '../../schema/access/decide.ts'
import { anonymous, type Viewer } from '../../schema/access/viewer.ts'
import { provinceDate } from '../../schema/clock.ts'
import type { ErrorCode } from '../../schema/errors/catalogue.ts'
import { nobodyIfRefused, tokenChallenge } from '../../schema/identity/refused-token.ts'
import { purposeOf } from '../../schema/identity/stated-purpose.ts'
import { type GraphQLBody, readGraphQLBody } from '../../subgraphs/_kit/http/read-body.ts'
import { respondError } from '../../subgraphs/_kit/http/respond.ts'
import { callerKey } from '../abuse/caller-key.ts'
import { beginExchange, type Exchange } from '../exchange.ts'
import type { Graph } from '../graph.ts'
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
  // A request whose body was cut off has lost its connection, and with it the address.
  const { remoteAddress } = request.socket
  // The whole body first: who asks, and by which grants, is decided when the question is there.
  const read = await readGraphQLBody(request)
  const viewer = await door.identify(request).catch(nobodyIfRefused)
  const first = beginExchange(requestId, door.clock(), askingOf(door, request, viewer ?? anonymous))
  const verdict = door.rate.take(callerKey(viewer?.identity ?? null, remoteAddress))
  if (!verdict.allowed) {
    // Counted, and told of in one record a second: a flood must not become a flood of records.
    respondError(response, 'RATE_LIMITED', { 'retry-after': String(verdict.retryAfterSeconds), connection: 'close' })
    return
  }
  const refused = { answer: refusal('UNAUTHENTICATED', tokenChallenge), exchange: first }
  const { answer, exchange } = viewer ? await answered(door, request, read, first) : refused
  await leave({ door, request, response, exchange, answer, started })
}

function askingOf(door: Door, request: IncomingMessage, viewer: Viewer): Asking {
  const { given, code } = purposeOf(request)
  const known = code !== null && door.purposes.has(code) ? code : null
  return { viewer, purpose: { given, code: known }, book: door.book(), roles: door.roles, now: door.clock() }
}

/** An answer and the exchange by which it was made. */
interface Answered {
  readonly answer: Answer
  readonly exchange: Exchange
}

async function answered(
  door: Door,
  request: IncomingMessage,
  read: Awaited<ReturnType<typeof readGraphQLBody>>,
  first: Exchange,
): Promise<Answered> {
  // The rest of a body that was refused is not read: the connection ends with the answer.
  if ('refused' in read) return { answer: refusal(read.refused as ErrorCode, { connection: 'close' }), exchange: first }
  first.operation.hash = createHash('sha256').update(read.body.query).digest('hex')
  const graph = door.graph()
  if (!graph) return { answer: refusal('HUB_STARTING', { 'retry-after': '2' }), exchange: first }
  return byOneBook(door, first, (exchange) => asked(door, graph, read.body, request.headers.accept, exchange))
}

/**
 * One answer is judged by one version of the grants at every layer. Where a subgraph already holds
 * a newer one than this process, what it refused would look like values that are not there: all is
 * judged and read anew by that version, and without any grant where it cannot be had.
 */
async function byOneBook(door: Door, first: Exchange, ask: (exchange: Exchange) => Promise<Answer>): Promise<Answered> {
  let exchange = first
  for (let round = 1; ; round += 1) {
    const answer = await ask(exchange)
    const { newerGrants, requestId, begun, asking, operation } = exchange
    if (newerGrants === null && !movedOn(door, exchange)) return { answer, exchange }
    const caughtUp = round === 1 && (newerGrants === null || (await door.catchUp(newerGrants)))
    const book = caughtUp ? door.book() : null
    exchange = beginExchange(requestId, begun, { ...asking, book })
    exchange.operation.hash = operation.hash
  }
}

/** True where the grants have changed since the answer was judged by them: a suspension cuts what is under way. */
function movedOn(door: Door, { asking, judged }: Exchange): boolean {
  if (asking.book === null || judged === null) return false
  const byGrants = judged.strictest !== 'OPEN' && judged.strictest !== 'LOOKUP'
  return byGrants && door.book()?.version !== asking.book.version
}

async function asked(
  door: Door,
  graph: Graph,
  question: GraphQLBody,
  accept: string | undefined,
  exchange: Exchange,
): Promise<Answer> {
  const { asking, notes, requestId } = exchange
  const desk = door.desk(asking)
  const caller = {
    requestId,
    today: provinceDate(asking.now),
    asking,
    notes,
    ...(desk ? { desk } : {}),
  }
  const { status, contentType, body } = await graph.answer(question, accept, { caller, exchange })
  return { status, headers: { 'content-type': contentType }, body, code: exchange.outcome.code }
}
