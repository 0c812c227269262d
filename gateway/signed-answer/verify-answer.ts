/*
 * Verifies a signed answer of the hub, offline. This file stands alone: it needs Node and nothing of the
 * hub, so that whoever was given an answer can copy it, read it in a quarter of an hour and run it
 * (60/2021 Arts. 11.1, 14.2.b). What it checks:
 *
 *   extensions.signature = {time, identity, purpose, record, kid, jws}
 *   jws     = <header>..<signature>, a detached JWS (RFC 7515, Appendix F), Ed25519
 *   header  = {"alg":"EdDSA","kid":…,"typ":"hub-answer+jws"}
 *   payload = canonical JSON (RFC 8785) of {answer, time, identity, purpose, record}, where `answer` is the
 *             whole answer without `extensions.signature`, and without `extensions` if nothing else is in it
 *
 * White space, the order of members and the way a character is escaped may change on the way; nothing else.
 */
import { createPublicKey, type KeyObject, verify } from 'node:crypto'

/** Why an answer is not accepted. */
export type Fault = 'NO_JSON' | 'AMBIGUOUS_JSON' | 'NO_SIGNATURE' | 'UNKNOWN_KEY' | 'WRONG_SIGNATURE'

/** What the signature states: who asked, when (ISO instant), for what purpose, and the record in the log. */
export interface Stated {
  readonly time: string
  readonly identity: string | null
  readonly purpose: string | null
  readonly record: string | null
  readonly kid: string
}

export type Verdict =
  | { readonly valid: true; readonly stated: Stated }
  | { readonly valid: false; readonly fault: Fault }

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }
type JsonObject = { readonly [name: string]: Json }

/**
 * Whether an answer is one that the holder of a key in `jwks` signed. It never throws for what stands in
 * the answer.
 * @param body the answer as it was received, text or bytes in UTF-8
 * @param jwks a set of public keys (RFC 7517), from `/.well-known/jwks.json` or from the hub's operator
 */
export function verifyAnswer(body: string | Uint8Array, jwks: { readonly keys: readonly unknown[] }): Verdict {
  const text = textOf(body)
  const whole = text === null ? undefined : parse(text)
  if (text === null || whole === undefined) return { valid: false, fault: 'NO_JSON' }
  if (!isPlain(text)) return { valid: false, fault: 'AMBIGUOUS_JSON' }
  const parts = partsOf(whole)
  const jws = parts && readJws(parts.jws)
  if (!parts || !jws || jws.kid !== parts.stated.kid) return { valid: false, fault: 'NO_SIGNATURE' }
  const key = keyOf(jwks.keys, jws.kid)
  if (!key) return { valid: false, fault: 'UNKNOWN_KEY' }
  const { time, identity, purpose, record } = parts.stated
  const payload = Buffer.from(canonical({ answer: parts.answer, time, identity, purpose, record })).toString(
    'base64url',
  )
  return verify(null, Buffer.from(`${jws.header}.${payload}`), key, jws.signature)
    ? { valid: true, stated: parts.stated }
    : { valid: false, fault: 'WRONG_SIGNATURE' }
}

function textOf(body: string | Uint8Array): string | null {
  if (typeof body === 'string') return body
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    return null
  }
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The answer without its signature, and what the signature states; null where it is not whole or holds more. */
function partsOf(whole: Json): { answer: JsonObject; stated: Stated; jws: string } | null {
  if (!isObject(whole) || !Object.hasOwn(whole, 'extensions') || !isObject(whole.extensions)) return null
  const { extensions, ...rest } = whole
  const { signature, ...kept } = extensions as JsonObject
  if (!isObject(signature) || Object.keys(signature).sort().join() !== 'identity,jws,kid,purpose,record,time')
    return null
  const { time, identity, purpose, record, kid, jws } = signature
  if (typeof time !== 'string' || typeof kid !== 'string' || typeof jws !== 'string') return null
  if (!isTextOrNull(identity) || !isTextOrNull(purpose) || !isTextOrNull(record)) return null
  const answer = Object.keys(kept).length > 0 ? { ...rest, extensions: kept } : rest
  return { answer, stated: { time, identity, purpose, record, kid }, jws }
}

function isTextOrNull(value: Json | undefined): value is string | null {
  return value === null || typeof value === 'string'
}

/** The three parts of a detached JWS whose header says what ours says, and nothing more. */
function readJws(jws: string): { header: string; kid: string; signature: Buffer } | null {
  const [header = '', payload, signature = '', ...more] = jws.split('.')
  if (payload !== '' || more.length > 0) return null
  const said = parse(decoded(header)?.toString() ?? '')
  const bytes = decoded(signature)
  if (!isObject(said) || !bytes || Object.keys(said).sort().join() !== 'alg,kid,typ') return null
  const { alg, kid, typ } = said
  return alg === 'EdDSA' && typ === 'hub-answer+jws' && typeof kid === 'string'
    ? { header, kid, signature: bytes }
    : null
}

/** Null unless the text is the one encoding of its bytes: else one signature could be written in several ways. */
function decoded(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : null
}

/** The one key of answers with this name: an Ed25519 key for signatures. Two of one name are none. */
function keyOf(keys: readonly unknown[], kid: string): KeyObject | null {
  const [key, ...more] = (keys as readonly (Record<string, unknown> | null)[]).filter((one) => one?.kid === kid)
  if (!key || more.length > 0 || !kid.startsWith('answer-') || (key.use ?? 'sig') !== 'sig') return null
  const { kty, crv, x } = key
  if (kty !== 'OKP' || crv !== 'Ed25519' || typeof x !== 'string') return null
  try {
    return createPublicKey({ key: { kty, crv, x }, format: 'jwk' })
  } catch {
    return null
  }
}

/** RFC 8785: members in the order of their UTF-16 units, numbers and texts as ECMAScript writes them. */
function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (!isObject(value)) return JSON.stringify(value)
  const members = Object.keys(value).sort()
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name] as Json)}`).join()}}`
}

const deepest = 512

const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*|[{}[\],:]/g

/**
 * Whether every reader takes valid JSON for the same value: no object names a member twice, no number
 * has more digits than the signed one, no text holds half a character, nothing is nested beyond reading.
 * Readers differ there, and what was signed would not be what is read.
 */
function isPlain(text: string): boolean {
  const open: (Set<string> | null)[] = []
  let last = ''
  for (const [token] of text.matchAll(tokens)) {
    if (open.length > deepest) return false
    if (token === '{' || token === '[') open.push(token === '{' ? new Set() : null)
    else if (token === '}' || token === ']') open.pop()
    else if (token === ':') {
      const names = open.at(-1)
      const name: string = JSON.parse(last)
      if (!names || names.has(name)) return false
      names.add(name)
    } else if (token.startsWith('"') ? !JSON.parse(token).isWellFormed() : token !== ',' && !isExact(token))
      return false
    last = token
  }
  return true
}

/** Whether the number's text and what ECMAScript reads of it are one number. */
function isExact(token: string): boolean {
  return token.length <= 64 && decimal(token) === decimal(String(Number(token)))
}

/** A number as digits and a power of ten, one form for each number; empty for no number. */
function decimal(text: string): string {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text)
  if (!parts) return ''
  const [, sign, whole = '', fraction = '', exponent = '0'] = parts
  const digits = (whole + fraction).replace(/^0+/, '')
  const significant = digits.replace(/0+$/, '')
  if (significant === '') return '0'
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`
}
