import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { limits } from '../../../schema/limits.ts'

export type Answering = (request: IncomingMessage, response: ServerResponse) => Promise<void>

export interface Door {
  readonly answer: Answering
  /** What is no whole HTTP request, asks for another protocol, or expects what is not done here. */
  readonly refuse: (socket: Duplex) => void
  /** Hears of failures that are ours. */
  readonly report: (error: unknown) => void
}

/** A server that listens. */
export interface Listening {
  readonly url: string
  close(): Promise<void>
}

/**
 * Opens an HTTP server whose every answer is the door's: also to a request without `host`, with
 * too many headers, or that waits to be told to go on.
 * @throws the system's error where the address cannot be taken
 */
export function listen(door: Door, host: string, port: number): Promise<Listening> {
  const server = createServer({
    requestTimeout: limits.requestMs,
    headersTimeout: limits.requestHeadersMs,
    connectionsCheckingInterval: limits.connectionCheckMs,
    requireHostHeader: false,
  })
  // One more than the bound is read, so that a request beyond it is refused and not cut.
  server.maxHeadersCount = limits.requestHeaders + 1
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    if (request.rawHeaders.length > 2 * limits.requestHeaders) return door.refuse(request.socket)
    door.answer(request, response).catch((error: unknown) => {
      door.report(error)
      response.destroy()
    })
  }
  server.on('request', answer)
  // The gateway sends its body at once: who asks first whether it may is somebody else.
  server.on('checkContinue', (request) => door.refuse(request.socket))
  server.on('checkExpectation', (request) => door.refuse(request.socket))
  server.on('connect', (_request, socket) => door.refuse(socket))
  server.on('upgrade', (_request, socket) => door.refuse(socket))
  server.on('clientError', (_error, socket) => door.refuse(socket))
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve({ url: urlOf(server, host), close: () => closeServer(server) }))
  })
}

/** The address at which a server listens. */
export function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** Lets the requests that are under way end, for so long; a caller that dawdles does not keep the process. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => server.closeAllConnections(), limits.shutdownMs)
    server.close(() => {
      clearTimeout(late)
      resolve()
    })
    server.closeIdleConnections()
  })
}
