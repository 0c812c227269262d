import type { ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

const headers = { connection: 'close', 'content-length': '0' } as const

const wire = `HTTP/1.1 401 Unauthorized\r\n${Object.entries(headers)
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join('')}\r\n`

/**
 * The one answer to everything that the gateway has not signed: 401, nothing in it, and the same
 * bytes for every cause, so that a stranger learns neither what is here nor what was wrong.
 */
export function refuseHop(response: ServerResponse): void {
  response.sendDate = false
  response.writeHead(401, headers).end()
}

/** The same bytes where a request was too broken to become one. */
export function refuseConnection(socket: Duplex): void {
  if (socket.writable) socket.end(wire)
  else socket.destroy()
}
