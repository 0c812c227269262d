import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { limits } from '../schema/limits.ts'
import { respondError, respondJson } from '../subgraphs/_kit/http/respond.ts'
import { isLoopback } from './config.ts'
import { answerGraphQL } from './http/answer-graphql.ts'
import type { Door } from './http/door.ts'

/** Serves a page and its files; false where the path is not its own. */
export type Page = (request: IncomingMessage, response: ServerResponse) => boolean

/** What the server answers from. */
export interface Served {
  readonly door: Door
  readonly pages: readonly Page[]
  readonly agencies: () => Readonly<Record<string, { up: boolean; since: string }>>
  readonly report: (failure: { requestId: string; error: unknown }) => void
}

/** Opens the hub's HTTP server at once: what is not ready yet says so instead of refusing connections. */
export function openHttp(served: Served, host: string, port: number): Promise<Server> {
  const server = createServer({
    requestTimeout: limits.requestMs,
    headersTimeout: limits.requestHeadersMs,
    connectionsCheckingInterval: limits.connectionCheckMs,
  })
  // One more than the bound is read, so that a request beyond it is refused and not cut.
  server.maxHeadersCount = limits.requestHeaders + 1
  const local = isLoopback(host)
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const requestId = randomUUID()
    response.setHeader('x-request-id', requestId)
    if (local && !isAskedHere(request)) return respondError(response, 'BAD_REQUEST')
    route(served, request, response, requestId).catch((error: unknown) => {
      served.report({ requestId, error })
      if (!response.headersSent) respondError(response, 'INTERNAL_SERVER_ERROR')
      else response.destroy()
    })
  })
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve(server))
  })
}

/** A page of another site cannot reach a hub on loopback by a name of its own that points here. */
function isAskedHere(request: IncomingMessage): boolean {
  const name = (request.headers.host ?? '').toLowerCase().replace(/:\d+$/, '')
  return isLoopback(name.replace(/^\[(.*)\]$/, '$1'))
}

async function route(
  served: Served,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  if (request.rawHeaders.length > 2 * limits.requestHeaders)
    return respondError(response, 'BAD_REQUEST', { connection: 'close' })
  const path = (request.url ?? '/').split('?', 1)[0]
  if (path === '/graphql') return answerGraphQL(served.door, request, response, requestId)
  const reads = request.method === 'GET' || request.method === 'HEAD'
  if (path === '/health/live' && reads) return respondJson(response, 200, { status: 'live' })
  if (path === '/health/ready' && reads) return answerReady(served, response)
  for (const page of served.pages) {
    if (page(request, response)) return
  }
  if (path === '/health/live' || path === '/health/ready')
    return respondError(response, 'METHOD_NOT_ALLOWED', { allow: 'GET, HEAD' })
  respondError(response, 'NOT_FOUND')
}

/** Ready means that the graph answers; an agency that is down costs its own fields and is shown here. */
function answerReady(served: Served, response: ServerResponse): void {
  const ready = served.door.graph() !== null
  respondJson(response, ready ? 200 : 503, { status: ready ? 'ready' : 'starting', agencies: served.agencies() })
}
