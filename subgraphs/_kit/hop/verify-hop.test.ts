import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { limits } from '../../../schema/limits.ts'
import { acceptedKeys } from './accepted-keys.ts'
import {
  askedWith,
  type HandClock,
  handClock,
  hopBody,
  hopContext,
  type TestGateway,
  testGateway,
} from './fixtures/signed-request.ts'
import { hopVerifier } from './verify-hop.ts'

let clock: HandClock
let gateway: TestGateway
let verify: ReturnType<typeof hopVerifier>
const verifierOf = (audience: string, now = clock.now) =>
  hopVerifier({ audience, keys: acceptedKeys({ dataDir: gateway.dataDir, audience, now }), now })
beforeEach(async () => {
  clock = handClock()
  gateway = await testGateway(clock)
  verify = verifierOf('land')
})
afterEach(() => gateway.end())

/** Whether a request with this header and body would be answered. */
async function admits(
  token: string | readonly string[] | undefined,
  body: Buffer = hopBody,
  method = 'POST',
  path = '/graphql',
) {
  const hop = await verify(askedWith(token, method, path))
  return hop?.admits(body) ?? false
}

/** The token with its claims changed and its signature kept. */
function altered(token: string, change: (claims: Record<string, unknown>) => unknown): string {
  const [signed = '', signature] = token.split('.')
  const claims = JSON.parse(Buffer.from(signed, 'base64url').toString())
  return `${Buffer.from(JSON.stringify(change(claims))).toString('base64url')}.${signature}`
}

/** Signed by the holder of the key, whatever it says. */
function signedAs(key: Buffer, claims: unknown): string {
  const signed = Buffer.from(JSON.stringify(claims)).toString('base64url')
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`
}
const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[0] as string, 'base64url').toString())

test('what the gateway has signed for this subgraph and this body is admitted, with the caller as he was signed', async () => {
  const { token, body } = await gateway.sign()
  const hop = await verify(askedWith(token))
  expect(hop?.context).toEqual(hopContext)
  expect(hop?.admits(body)).toBe(true)
})

describe('it is refused', () => {
  test('without a header, and with an empty one', async () => {
    expect(await admits(undefined)).toBe(false)
    expect(await admits('')).toBe(false)
  })

  test('with two headers, equal or not, and with two in one', async () => {
    const [{ token }, { token: other }] = [await gateway.sign(), await gateway.sign()]
    expect(await admits([token, token])).toBe(false)
    expect(await admits([token, other])).toBe(false)
    expect(await admits(`${token}, ${other}`)).toBe(false)
    expect(await admits(token)).toBe(true)
  })

  test('D06: where it was signed for another subgraph', async () => {
    const { token } = await gateway.sign({ audience: 'health' })
    expect(await admits(token)).toBe(false)
    const hop = await verifierOf('health')(askedWith(token))
    expect(hop?.admits(hopBody)).toBe(true)
  })

  test('D06: where the audience is another and the key is right, or the reverse', async () => {
    const { token, key } = await gateway.sign()
    const { token: foreign, key: foreignKey } = await gateway.sign({ audience: 'health' })
    expect(await admits(signedAs(key, { ...claimsOf(token), aud: 'health' }))).toBe(false)
    expect(await admits(signedAs(foreignKey, { ...claimsOf(foreign), aud: 'land' }))).toBe(false)
    expect(await admits(signedAs(key, { ...claimsOf(token), aud: ['land'] }))).toBe(false)
  })

  test('D04: where the body was altered, also by one bit, and the token is then still good for its own', async () => {
    const { token, body } = await gateway.sign()
    for (let bit = 0; bit < body.length * 8; bit += 1) {
      const other = Buffer.from(body)
      other[bit >> 3] = (other[bit >> 3] as number) ^ (1 << (bit & 7))
      expect(await admits(token, other)).toBe(false)
    }
    expect(await admits(token, Buffer.alloc(0))).toBe(false)
    expect(await admits(token, Buffer.concat([body, Buffer.from(' ')]))).toBe(false)
    expect(await admits(token, body)).toBe(true)
  })

  test('D04: where method or path are others', async () => {
    const { token } = await gateway.sign()
    expect(await admits(token, hopBody, 'PUT')).toBe(false)
    expect(await admits(token, hopBody, 'GET')).toBe(false)
    for (const path of ['/', '/graphql/', '/graphql?x', '//graphql', '/GRAPHQL', 'http://land/graphql'])
      expect(await admits(token, hopBody, 'POST', path)).toBe(false)
    expect(await admits(token)).toBe(true)
  })

  test.each<[string, (claims: Record<string, unknown>) => unknown]>([
    ['viewer', ({ context, ...rest }) => ({ ...rest, context: { ...(context as object), viewer: { identity: 'x' } } })],
    ['agency', (claims) => JSON.parse(JSON.stringify(claims).replace('GLI-SYT', 'GLI-STC'))],
    ['purpose', (claims) => JSON.parse(JSON.stringify(claims).replace('HEALTH_CARE', 'INSPECTION'))],
    ['personal ID', (claims) => JSON.parse(JSON.stringify(claims).replace('"personalId":null', '"personalId":"1"'))],
    ['route', (claims) => JSON.parse(JSON.stringify(claims).replace('"ANY"', '"SUBJECT"'))],
    ['grant version', (claims) => JSON.parse(JSON.stringify(claims).replace('"grantVersion":3', '"grantVersion":2'))],
    ['expiry', (claims) => ({ ...claims, exp: Number(claims.exp) + 1 })],
    ['nonce', (claims) => ({ ...claims, nonce: 'another-nonce-of-24-chars' })],
    ['key’s name', (claims) => ({ ...claims, kid: 'x' })],
    ['order of the claims', (claims) => Object.fromEntries(Object.entries(claims).reverse())],
  ])('D04: where the %s was altered', async (_what, change) => {
    const { token } = await gateway.sign()
    const other = altered(token, change)
    expect(other).not.toBe(token)
    expect(await admits(other)).toBe(false)
  })

  test('D04: when it is replayed, at once or later, also beside itself', async () => {
    const { token } = await gateway.sign()
    const [first, second] = await Promise.all([admits(token), admits(token)])
    expect([first, second].filter(Boolean)).toHaveLength(1)
    clock.pass(limits.hopLifeMs - 1)
    expect(await admits(token)).toBe(false)
  })

  test('D04: when it is replayed to the next process, which does not remember', async () => {
    const { token } = await gateway.sign()
    expect(await admits(token)).toBe(true)
    clock.pass(1)
    const next = verifierOf('land')
    expect(await next(askedWith(token))).toBeNull()
    const { token: fresh } = await gateway.sign()
    expect((await next(askedWith(fresh)))?.admits(hopBody)).toBe(true)
  })

  test('when it has expired, also while its body was on the way', async () => {
    const { token } = await gateway.sign()
    const hop = await verify(askedWith(token))
    clock.pass(limits.hopLifeMs)
    expect(hop?.admits(hopBody)).toBe(false)
    expect(await verify(askedWith(token))).toBeNull()
    const { token: other } = await gateway.sign()
    clock.pass(limits.hopLifeMs - 1)
    expect(await admits(other)).toBe(true)
  })

  test('when it comes from the future beyond what clocks may differ', async () => {
    const ahead = (ms: number) => gateway.sign({ now: new Date(clock.now().getTime() + ms) })
    expect(await admits((await ahead(limits.hopClockSkewMs)).token)).toBe(true)
    expect(await admits((await ahead(limits.hopClockSkewMs + 1)).token)).toBe(false)
  })

  test('when it would live longer than a token may, or is no time at all', async () => {
    const { token, key } = await gateway.sign()
    const claims = claimsOf(token)
    const wrong = [
      { exp: claims.exp + 1 },
      { exp: claims.iat },
      { exp: String(claims.exp) },
      { exp: 1e300 },
      { iat: claims.iat + 0.5 },
      { iat: null },
      { iat: Number.MIN_SAFE_INTEGER, exp: Number.MAX_SAFE_INTEGER },
    ]
    for (const change of wrong) expect(await admits(signedAs(key, { ...claims, ...change }))).toBe(false)
  })

  test.each<[string, object]>([
    ['another version', { v: 2 }],
    ['no nonce', { nonce: undefined }],
    ['a short nonce', { nonce: 'x' }],
    ['no context', { context: null }],
    ['a context without a viewer', { context: { ...hopContext, viewer: null } }],
    ['databases in a text', { context: { ...hopContext, viewer: { ...hopContext.viewer, databases: 'health' } } }],
    ['a role that is none', { context: { ...hopContext, viewer: { ...hopContext.viewer, roles: [1] } } }],
    ['another route', { context: { ...hopContext, route: 'OWNER' } }],
    ['a grant version in a text', { context: { ...hopContext, grantVersion: '3' } }],
    ['a purpose in a list', { context: { ...hopContext, purpose: ['HEALTH_CARE'] } }],
  ])('of another release: with %s', async (_what, change) => {
    const { token, key } = await gateway.sign()
    expect(await admits(signedAs(key, { ...claimsOf(token), ...change }))).toBe(false)
  })

  test('with an unknown key, and with the key of another data folder', async () => {
    const other = await testGateway(clock)
    const { token } = await other.sign()
    expect(await admits(token)).toBe(false)
    await other.end()
    const { token: own, key } = await gateway.sign()
    expect(await admits(signedAs(key, { ...claimsOf(own), kid: '__proto__' }))).toBe(false)
    expect(await admits(signedAs(key, { ...claimsOf(own), kid: 7 }))).toBe(false)
  })

  test('cut anywhere, lengthened anywhere', async () => {
    const { token } = await gateway.sign()
    for (let length = 0; length < token.length; length += 1) expect(await admits(token.slice(0, length))).toBe(false)
    for (const tail of ['A', '=', '.', ' ', `.${token}`, '\u0000']) expect(await admits(token + tail)).toBe(false)
    expect(await admits('x'.repeat(limits.hopHeaderChars + 1))).toBe(false)
    expect(await admits(token)).toBe(true)
  })
})

test('no string that the gateway has not signed is admitted', async () => {
  const { token } = await gateway.sign()
  const mutated = fc
    .tuple(fc.nat(token.length - 1), fc.constantFrom(...'ABCxyz012-_.{"'))
    .map(([at, sign]) => token.slice(0, at) + sign + token.slice(at + 1))
    // The last sign of each part holds bits that carry nothing: another text may be the same bytes.
    .filter((text) => text !== token && !sameBytes(text, token))
  await fc.assert(
    fc.asyncProperty(fc.oneof(mutated, fc.string(), fc.base64String()), async (text) => !(await admits(text))),
    { numRuns: 500 },
  )
  expect(await admits(token)).toBe(true)
})

function sameBytes(a: string, b: string): boolean {
  const bytes = (text: string) => text.split('.').map((part) => Buffer.from(part, 'base64url').toString('hex'))
  return JSON.stringify(bytes(a)) === JSON.stringify(bytes(b))
}
