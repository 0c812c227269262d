import type { Viewer } from '../access/viewer.ts'
import { limits } from '../limits.ts'
import { parsePersonalId } from '../scalars/personal-id.ts'
import { parseTaxCode } from '../scalars/tax-code.ts'

/** What a token says of its caller and of itself. */
export interface TokenClaims {
  readonly viewer: Viewer
  readonly tokenId: string
}

type Payload = Readonly<Record<string, unknown>>

const forms = {
  /** As it stands in the exchange log: nothing that could break a line or look like another name. */
  sub: /^[a-z0-9][a-z0-9._:@-]{0,99}$/,
  /** `agency_code` of seed/reference/agencies.csv: `GLI-SYT`, `GLI-C21553`. */
  agency: /^(?=.{1,35}$)[A-Z0-9]+(?:-[A-Z0-9]+)*$/,
  app: /^[a-z0-9][a-z0-9._-]{0,63}$/,
  jti: /^[\x21-\x7e]{1,200}$/,
  /** Folders of databases, names of roles. */
  name: /^[a-z][a-z0-9-]{0,39}$/,
}

/**
 * The claims that the hub reads, each in its own form; others are passed over, as RFC 7519 asks.
 * Null where one has another type or form: a list where a text is meant, a null, a letter that
 * looks like another, a key of `Object.prototype`; and where the token was made for something else:
 * an ID token (`nonce`, hashes of other tokens), one made out to another application (`azp`), or an
 * application's own token that also names a citizen or a firm.
 */
export function readClaims(payload: Payload): TokenClaims | null {
  if (Object.hasOwn(payload, '__proto__') || isForAnotherUse(payload)) return null
  const sub = text(payload, 'sub', forms.sub)
  const tokenId = text(payload, 'jti', forms.jti)
  const agency = text(payload, 'agency', forms.agency)
  const app = text(payload, 'app', forms.app)
  const databases = names(payload, 'databases')
  const roles = names(payload, 'roles')
  const personalId = identifier(payload, 'personal_id', parsePersonalId)
  const taxCode = identifier(payload, 'tax_code', parseTaxCode)
  const read = [sub, tokenId, agency, app, databases, roles, personalId, taxCode]
  if (read.includes(undefined) || !sub || !tokenId || !databases || !roles) return null
  if (app && (personalId || taxCode)) return null
  const viewer = { identity: sub, agency, app, databases, roles, personalId, taxCode } as Viewer
  return { viewer: Object.freeze(viewer), tokenId }
}

/** Which application a token was issued to is `azp` where the issuer writes it; ours is called `app`. */
function isForAnotherUse(payload: Payload): boolean {
  const idToken = ['nonce', 'at_hash', 'c_hash', 's_hash'].some((name) => Object.hasOwn(payload, name))
  const other = Object.hasOwn(payload, 'azp') && payload.azp !== payload.app
  return idToken || other || (Object.hasOwn(payload, 'typ') && payload.typ !== 'Bearer')
}

/** Null where the claim is absent, undefined where it is wrong. */
function text(payload: Payload, name: string, form: RegExp): string | null | undefined {
  if (!Object.hasOwn(payload, name)) return null
  const value = payload[name]
  return typeof value === 'string' && form.test(value) ? value : undefined
}

/** Different names in the order given; an absent claim is an empty list. */
function names(payload: Payload, name: string): readonly string[] | undefined {
  if (!Object.hasOwn(payload, name)) return Object.freeze([])
  const list = payload[name]
  if (!Array.isArray(list) || list.length > limits.tokenListEntries) return undefined
  const whole = list.every((entry) => typeof entry === 'string' && forms.name.test(entry))
  return whole && new Set(list).size === list.length ? Object.freeze([...list]) : undefined
}

function identifier(payload: Payload, name: string, parse: (value: unknown) => string): string | null | undefined {
  if (!Object.hasOwn(payload, name)) return null
  try {
    return parse(payload[name])
  } catch {
    return undefined
  }
}
