import type { JwksSource } from '../schema/identity/jwks-source.ts'
import { openJwks } from '../schema/identity/open-jwks.ts'
import { demoKeys } from '../seed/demo/token-key.ts'
import { type Config, ConfigError } from './config.ts'

/**
 * The keys by which tokens are verified: what HUB_JWKS names, or, in the demo without one, the key of
 * the data folder with which `npm run token` signs.
 * @throws ConfigError in production without HUB_JWKS
 */
export async function tokenKeys(
  { jwks, mode, dataDir }: Pick<Config, 'jwks' | 'mode' | 'dataDir'>,
  say: (line: string) => void,
): Promise<JwksSource> {
  if (jwks !== undefined) return openJwks(jwks, say)
  if (mode === 'demo') return demoKeys(dataDir)
  throw new ConfigError('HUB_JWKS: còn thiếu. HUB_JWKS is missing: name the keys of the identity provider.')
}
