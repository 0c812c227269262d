import type { IncomingMessage } from 'node:http'
import { headerValues } from './header-values.ts'

const signed = /eyJ[A-Za-z0-9_-]*\.(eyJ[A-Za-z0-9_-]*)\.[A-Za-z0-9_-]*/g

/**
 * Whether a token lies where it must not: in the address, which every log on the way keeps, or in a
 * cookie, which a browser sends by itself. In the address any token and `access_token` (RFC 6750
 * Sect. 2.3) count. In a cookie only one of our issuer does: on a developer's machine other
 * programs' cookies come along, whatever their port.
 */
export function hasStrayToken(request: Pick<IncomingMessage, 'url' | 'rawHeaders'>, issuer: string): boolean {
  const query = request.url?.split('?').slice(1).join('?') ?? ''
  if (query !== '' && (/(^|&)(access_token|authorization)=/i.test(query) || query.search(signed) >= 0)) return true
  return headerValues(request, 'cookie').some((cookie) =>
    [...cookie.matchAll(signed)].some(([, payload]) => issuerOf(payload as string) === issuer),
  )
}

function issuerOf(payload: string): unknown {
  try {
    return (JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { iss?: unknown } | null)?.iss
  } catch {
    return undefined
  }
}
