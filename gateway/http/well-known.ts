import { respond, respondError } from '../../subgraphs/_kit/http/respond.ts'
import type { Page } from '../http.ts'

/** A key as somebody else's module gives it; whatever else it holds is left out. */
export type GivenKey = Readonly<Record<string, unknown>>

const path = '/.well-known/jwks.json'

/** Members of public keys (RFC 7518, RFC 8037) and what says how to use one. A private member is none of them. */
const publicMembers = ['kty', 'crv', 'x', 'y', 'n', 'e', 'kid', 'use', 'alg', 'key_ops'] as const

/** Kinds that have a public half; a secret shared by two (`oct`) has none. */
const publicKinds: ReadonlySet<unknown> = new Set(['OKP', 'EC', 'RSA'])

/**
 * `/.well-known/jwks.json` (RFC 7517): the public keys by which others verify what this hub signed -
 * answers, heads of the log, in the demo also tokens. Sources are asked at each request, so that a key
 * made later is published; a name that comes twice is told once.
 * @param sources each gives public keys; a private member that slips in is never written
 */
export function wellKnownPage(sources: readonly (() => Promise<readonly GivenKey[]>)[]): Page {
  return (request, response) => {
    if ((request.url ?? '/').split('?', 1)[0] !== path) return false
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      respondError(response, 'METHOD_NOT_ALLOWED', { allow: 'GET, HEAD' })
      return true
    }
    Promise.all(sources.map((keysOf) => keysOf())).then(
      (given) => {
        const body = JSON.stringify({ keys: publicHalves(given.flat()) })
        respond(response, 200, { 'content-type': 'application/jwk-set+json; charset=utf-8' }, body)
      },
      // A part of the keys would make good signatures look forged.
      () => respondError(response, 'INTERNAL_SERVER_ERROR'),
    )
    return true
  }
}

function publicHalves(keys: readonly GivenKey[]): GivenKey[] {
  const byKid = new Map<unknown, GivenKey>()
  for (const key of keys) {
    if (!publicKinds.has(key.kty) || byKid.has(key.kid)) continue
    byKid.set(key.kid, Object.fromEntries(publicMembers.flatMap((name) => (name in key ? [[name, key[name]]] : []))))
  }
  return [...byKid.values()]
}
