import type { ServerResponse } from 'node:http'
import { type ErrorCode, errorCatalogue } from '../../../schema/errors/catalogue.ts'

type Headers = Readonly<Record<string, string>>

const always: Headers = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}

/** Sends a whole answer; every answer of the hub carries the same safe headers. */
export function respond(response: ServerResponse, status: number, headers: Headers, body: string | Buffer): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  response.writeHead(status, { ...always, ...headers, 'content-length': String(bytes.byteLength) })
  response.end(response.req.method === 'HEAD' ? undefined : bytes)
}

/** Sends a JSON value. */
export function respondJson(response: ServerResponse, status: number, value: unknown): void {
  respond(response, status, { 'content-type': 'application/json; charset=utf-8' }, JSON.stringify(value))
}

/** What ends a whole request, as the JSON text of a GraphQL answer. */
export function errorBody(code: ErrorCode): string {
  const { vi, en } = errorCatalogue[code]
  return JSON.stringify({ errors: [{ message: `${vi} — ${en}`, extensions: { code } }] })
}

/** Sends a failure of the HTTP layer in the form of a GraphQL error, with a code of the closed list. */
export function respondError(response: ServerResponse, code: ErrorCode, headers: Headers = {}): void {
  const { httpStatus } = errorCatalogue[code]
  respond(response, httpStatus, { 'content-type': 'application/json; charset=utf-8', ...headers }, errorBody(code))
}
