import type { IncomingMessage } from 'node:http'
import type { ErrorCode } from '../../../schema/errors/catalogue.ts'
import { limits } from '../../../schema/limits.ts'

export interface GraphQLBody {
  readonly query: string
  readonly variables?: Record<string, unknown>
  readonly operationName?: string
}

type Read = { readonly body: GraphQLBody } | { readonly refused: ErrorCode }

/**
 * Reads a GraphQL request: bytes first, then type, then JSON, then its shape. Nothing is parsed beyond a limit.
 * @param mostBytes of the whole body; what a router sends holds keys of many records
 */
export async function readGraphQLBody(
  request: IncomingMessage,
  mostBytes: number = limits.requestBodyBytes,
): Promise<Read> {
  if (!isPlainJson(request)) return { refused: 'UNSUPPORTED_MEDIA_TYPE' }
  const bytes = await readBytes(request, mostBytes)
  if (typeof bytes === 'string') return { refused: bytes }
  const body = parseGraphQLBody(bytes)
  if (body === null) return { refused: 'BAD_REQUEST' }
  if (isDeeperThan(body.variables ?? {}, limits.variablesDepth)) return { refused: 'LIMIT_EXCEEDED' }
  if (Buffer.byteLength(body.query) > limits.documentBytes) return { refused: 'PAYLOAD_TOO_LARGE' }
  return { body }
}

/** UTF-8 JSON without compression: other charsets and encodings have been used to exhaust servers. */
function isPlainJson(request: IncomingMessage): boolean {
  const [type, ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';')
  const charsets = parameters
    .map((parameter) => parameter.trim())
    .filter((parameter) => parameter.startsWith('charset='))
  const encoding = request.headers['content-encoding'] ?? 'identity'
  const known = charsets.every((charset) => /^charset="?utf-?8"?$/.test(charset))
  return type?.trim() === 'application/json' && known && encoding === 'identity'
}

/** A body as it came, or why it is refused. @param mostBytes announced or arrived, one more is too large */
export async function readBytes(request: IncomingMessage, mostBytes: number): Promise<Buffer | ErrorCode> {
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) return 'PAYLOAD_TOO_LARGE'
  const parts: Buffer[] = []
  let bytes = 0
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      bytes += part.byteLength
      if (bytes > mostBytes) return 'PAYLOAD_TOO_LARGE'
      parts.push(part)
    }
  } catch {
    // The caller broke off, or its chunks are none: nothing of ours failed.
    return 'BAD_REQUEST'
  }
  return Buffer.concat(parts)
}

/** The GraphQL request in UTF-8 JSON, or null for anything else; members that are not named are left out. */
export function parseGraphQLBody(bytes: Buffer): GraphQLBody | null {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return null
  }
  if (!isObject(json)) return null
  const { query, variables, operationName, extensions } = json
  if (typeof query !== 'string' || query.trim() === '') return null
  if (variables != null && !isObject(variables)) return null
  if (operationName != null && typeof operationName !== 'string') return null
  if (extensions != null && !isObject(extensions)) return null
  return { query, ...(variables ? { variables } : {}), ...(operationName ? { operationName } : {}) }
}

/** An object or list is one deep, and one more than the deepest of what it holds. */
function isDeeperThan(value: unknown, most: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return most === 0 || Object.values(value).some((inner) => isDeeperThan(inner, most - 1))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
