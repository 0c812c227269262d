import type { IncomingMessage } from 'node:http'
import { anonymous, type Viewer } from '../access/viewer.ts'
import { headerValues } from './header-values.ts'
import { refusedToken } from './refused-token.ts'
import { hasStrayToken } from './stray-token.ts'
import type { TokenVerifier } from './token-verifier.ts'

/**
 * Who sends a request: anonymous without an `Authorization` header, else what its one bearer token
 * says. Nothing else of the request names a caller (60/2021 Art. 11.3: open data need no login).
 * @throws UNAUTHENTICATED (401, answered with `www-authenticate: Bearer`) for two headers, another
 * scheme, a token that does not hold, or a token in the address or a cookie, where others read it
 */
export async function identify(request: IncomingMessage, verifier: TokenVerifier): Promise<Viewer> {
  if (hasStrayToken(request, verifier.issuer)) throw refusedToken('where')
  const values = headerValues(request, 'authorization')
  if (values.length === 0) return anonymous
  const token = values.length === 1 ? /^bearer ([A-Za-z0-9._-]+)$/i.exec(values[0] as string)?.[1] : undefined
  if (token === undefined) throw refusedToken('where')
  return verifier.verify(token)
}
