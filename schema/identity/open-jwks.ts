import { jwksFile } from './jwks-file.ts'
import type { JwksSource, TellOperator } from './jwks-source.ts'
import { jwksUrl } from './jwks-url.ts'

/**
 * The keys that HUB_JWKS names: a file's path or an http(s) URL. A server need not answer yet; a
 * file must hold a key set at the start.
 * @throws where the file is none
 */
export async function openJwks(location: string, tell: TellOperator): Promise<JwksSource> {
  return /^https?:/i.test(location) ? jwksUrl(location, tell) : jwksFile(location, tell)
}
