import { resolve } from 'node:path'
import { ConfigError } from '../config-error.ts'

/** Whose tokens are accepted, for whom they must be made, and where the keys are. */
export interface IdentitySettings {
  readonly issuer: string
  readonly audience: string
  /** A file or an http(s) URL with a JWKS; undefined only in demo mode: the data folder's own key. */
  readonly jwks: string | undefined
}

/** The issuer of `npm run token`; nobody can own a name under `.example` (RFC 2606). */
const demoIssuer = 'https://provincial-data-hub.example/demo'

const demoAudience = 'provincial-data-hub'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * HUB_ISSUER, HUB_AUDIENCE and HUB_JWKS, for the hub and for a subgraph that verifies callers by
 * itself. Demo tokens are the default of `demo`; the three are set all together or not at all, since
 * a foreign issuer over our demo key, or the reverse, would accept tokens that nobody meant.
 * @throws ConfigError naming the variables and the way out
 */
export function identitySettings(env: Environment, mode: 'demo' | 'production'): IdentitySettings {
  const names = ['HUB_ISSUER', 'HUB_AUDIENCE', 'HUB_JWKS'] as const
  const missing = names.filter((name) => !env[name])
  if (missing.length === names.length && mode === 'demo')
    return { issuer: demoIssuer, audience: demoAudience, jwks: undefined }
  if (missing.length > 0) throw incomplete(missing, mode)
  const issuer = env.HUB_ISSUER as string
  if (issuer === demoIssuer && mode === 'production') {
    throw new ConfigError(
      'HUB_ISSUER: đây là nơi cấp mã của bản thử, ai cũng tạo được mã. This is the issuer of the demo, whose tokens anybody can make; name the identity provider of the province.',
    )
  }
  return { issuer, audience: env.HUB_AUDIENCE as string, jwks: jwksLocation(env.HUB_JWKS as string) }
}

function incomplete(missing: readonly string[], mode: string): ConfigError {
  const names = missing.join(', ')
  const wayOut =
    mode === 'demo'
      ? 'set all three of HUB_ISSUER, HUB_AUDIENCE and HUB_JWKS, or none for the demo identities'
      : 'set it to what the identity provider of the province states, or leave HUB_MODE out for the demo'
  return new ConfigError(`${names}: còn thiếu, không biết chấp nhận mã truy cập của ai. ${names} missing: ${wayOut}.`)
}

/** Keys decide who everybody is, so that they are never fetched over a line that others can write on. */
function jwksLocation(text: string): string {
  const refused = new ConfigError(
    'HUB_JWKS: cần đường dẫn tệp hoặc địa chỉ https://. HUB_JWKS takes the path of a file or an https:// address; http:// only on this machine.',
  )
  if (!/^[a-z][a-z0-9+.-]+:/i.test(text)) return resolve(text)
  if (!URL.canParse(text)) throw refused
  const { protocol, hostname, username, password } = new URL(text)
  const local = hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
  if (username || password || !(protocol === 'https:' || (protocol === 'http:' && local))) throw refused
  return text
}
