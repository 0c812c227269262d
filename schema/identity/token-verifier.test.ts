import { beforeAll, describe, expect, test } from '@jest/globals'
import { limits } from '../limits.ts'
import { expectRefused as refusalOf } from './fixtures/expect-refused.ts'
import {
  audience,
  byHand,
  changingKeys,
  goodClaims,
  instant,
  issuer,
  seconds,
  setOf,
  type TestIssuer,
  testIssuer,
} from './fixtures/test-issuer.ts'
import { openTokenVerifier, type TokenVerifier } from './token-verifier.ts'

let edwards: TestIssuer
let curve: TestIssuer
let verifier: TokenVerifier

const verifierOf = (keys: ReturnType<typeof changingKeys>, now = () => instant) =>
  openTokenVerifier({ issuer, audience, keys, revoked: { isRevoked: () => false }, now })

beforeAll(async () => {
  edwards = await testIssuer('khoa-1')
  curve = await testIssuer('khoa-2', 'ES256')
  verifier = verifierOf(changingKeys(await setOf(edwards, curve)))
})

const expectRefused = (token: string, by = verifier) => refusalOf(token, by)

describe('a token in force', () => {
  test.each(['EdDSA', 'ES256'] as const)(
    'signed by %s says who is asking, and no more than that',
    async (algorithm) => {
      const token = await (algorithm === 'EdDSA' ? edwards : curve).sign({ unknown: { deep: ['x'] }, email: 'a@b' })
      expect(await verifier.verify(token)).toEqual({
        identity: 'health-officer',
        agency: null,
        app: null,
        databases: [],
        roles: [],
        personalId: null,
        taxCode: null,
      })
    },
  )

  test('may be of the type JWT, and may have begun a while ago', async () => {
    await expect(verifier.verify(await edwards.sign({ nbf: seconds - 10 }, { typ: 'JWT' }))).resolves.toBeDefined()
  })

  test('is the same viewer each time, who cannot be changed', async () => {
    const token = await edwards.sign({ databases: ['health'] })
    const viewer = await verifier.verify(token)
    expect(await verifier.verify(token)).toBe(viewer)
    expect(Object.isFrozen(viewer) && Object.isFrozen(viewer.databases)).toBe(true)
  })
})

describe('J03 claims of time and place', () => {
  test.each(['exp', 'iat', 'aud', 'iss', 'sub', 'jti'])('a token without %s is refused', async (name) => {
    await expectRefused(await edwards.sign({ [name]: undefined }))
  })

  test.each([
    ['for a hundred years', { exp: seconds + 100 * 365 * 86_400 }],
    ['for a second too long', { iat: seconds, exp: seconds + limits.tokenLifetimeMs / 1000 + 1 }],
    ['ended now', { exp: seconds }],
    ['made in the future', { iat: seconds + limits.clockSkewMs / 1000 + 1 }],
    ['that begins in the future', { nbf: seconds + limits.clockSkewMs / 1000 + 1 }],
    ['that ends before it was made', { iat: seconds + 10, exp: seconds + 5 }],
    ['with a time in a text', { exp: `${seconds + 60}` }],
    ['without an end', { exp: null }],
  ])('a token %s is refused', async (_what, claims) => {
    await expectRefused(await edwards.sign(claims))
  })

  test.each([
    ['a list with ours in it', [audience, 'https://other.example']],
    ['a list of ours alone', [audience]],
    ['the beginning of ours', audience.slice(0, -1)],
    ['more than ours', `${audience}/admin`],
    ['ours in capitals', audience.toUpperCase()],
    ['an object', { 0: audience }],
  ])('an audience that is %s is refused', async (_what, aud) => {
    expect(await expectRefused(await edwards.sign({ aud }))).toBe('token: issuer')
  })

  test.each([`${issuer}/`, `${issuer}.evil.example`, [issuer], '', null])('issuer %j is refused', async (iss) => {
    expect(await expectRefused(await edwards.sign({ iss }))).toBe('token: issuer')
  })
})

describe('J04 a key that changes', () => {
  test('a retired key is refused at once, also for a token that was accepted before', async () => {
    const keys = changingKeys(await setOf(edwards, curve))
    const changing = verifierOf(keys)
    const [old, other] = [await edwards.sign(), await curve.sign()]
    await changing.verify(old)
    await changing.verify(other)
    keys.set = await setOf(curve)
    await expectRefused(old, changing)
    await expect(changing.verify(other)).resolves.toBeDefined()
  })

  test('another key under the same name does not accept what the former signed', async () => {
    const keys = changingKeys(await setOf(edwards))
    const changing = verifierOf(keys)
    const token = await edwards.sign()
    await changing.verify(token)
    const next = await testIssuer(edwards.kid)
    keys.set = await setOf(next)
    await expectRefused(token, changing)
    await expect(changing.verify(await next.sign())).resolves.toBeDefined()
  })

  test('two keys of one name accept neither', async () => {
    const twin = await testIssuer(edwards.kid)
    const unclear = verifierOf(changingKeys(await setOf(edwards, twin, curve)))
    for (const signed of [edwards, twin]) expect(await expectRefused(await signed.sign(), unclear)).toBe('token: key')
    await expect(unclear.verify(await curve.sign())).resolves.toBeDefined()
  })
})

describe('J05 a token made for something else', () => {
  test.each(['id+jwt', 'logout+jwt', 'JWS', 'jwt', 'AT+JWT', '', undefined, ['at+jwt']])(
    'typ %j is refused',
    async (typ) => {
      await expectRefused(byHand({ alg: 'EdDSA', kid: edwards.kid, typ }, goodClaims, Buffer.alloc(64)))
      if (typeof typ !== 'object') await expectRefused(await edwards.sign({}, { typ }))
    },
  )

  test.each([
    ['an ID token', { nonce: 'n-0S6' }],
    ['an ID token by its hash', { at_hash: 'x' }],
    ['one made out to another application', { app: 'insurance-app', azp: 'other-app' }],
    ['one made out to an application where none is named', { azp: 'other-app' }],
    ['a refresh token', { typ: 'Refresh' }],
    ['an application’s own that names a citizen', { app: 'insurance-app', personal_id: '052085000001' }],
  ])('%s is refused', async (_what, claims) => {
    expect(await expectRefused(await edwards.sign(claims))).toBe('token: claims')
  })
})

test('J06 a claim of the wrong form is refused, whoever signed it', async () => {
  for (const claims of [{ agency: ['GLI-SYT'] }, { roles: 'inspector' }, { sub: 'a\nb' }, { databases: [{ $ne: '' }] }])
    expect(await expectRefused(await edwards.sign(claims))).toBe('token: claims')
})

describe('J07 a token that ended', () => {
  test('is refused from its last instant on, though it was accepted before', async () => {
    const clock = { now: instant }
    const later = verifierOf(changingKeys(await setOf(edwards)), () => clock.now)
    const token = await edwards.sign()
    await later.verify(token)
    clock.now = new Date(goodClaims.exp * 1000 - 1)
    await expect(later.verify(token)).resolves.toBeDefined()
    clock.now = new Date(goodClaims.exp * 1000)
    await expectRefused(token, later)
  })

  test('is refused when it is revoked, though it was accepted before', async () => {
    const revoked = new Set<string>()
    const keys = changingKeys(await setOf(edwards))
    const isRevoked = ({ tokenId }: { tokenId: string }) => revoked.has(tokenId)
    const watching = openTokenVerifier({ issuer, audience, keys, revoked: { isRevoked }, now: () => instant })
    const [token, other] = [await edwards.sign(), await edwards.sign({ jti: 'another' })]
    await watching.verify(token)
    revoked.add(goodClaims.jti)
    expect(await expectRefused(token, watching)).toBe('token: revoked')
    await expect(watching.verify(other)).resolves.toBeDefined()
  })
})
