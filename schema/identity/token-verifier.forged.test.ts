import { createHmac } from 'node:crypto'
import { beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { CompactEncrypt, exportSPKI, generateKeyPair, importJWK, SignJWT } from 'jose'
import { limits } from '../limits.ts'
import { expectRefused as refusalOf } from './fixtures/expect-refused.ts'
import {
  audience,
  byHand,
  changingKeys,
  goodClaims,
  goodHeader,
  instant,
  issuer,
  setOf,
  type TestIssuer,
  testIssuer,
} from './fixtures/test-issuer.ts'
import { openTokenVerifier, type TokenVerifier } from './token-verifier.ts'

const runs = process.env.HUB_TEST_LONG === 'yes' ? 2_000 : 150

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

describe('J01 a signature that is none', () => {
  test.each(['none', 'None', 'NONE', 'nOnE', '', undefined])(
    'alg %s is refused, with and without a signature',
    async (alg) => {
      for (const signature of ['', 'x'])
        await expectRefused(byHand({ ...goodHeader, alg, kid: edwards.kid }, goodClaims, signature))
    },
  )

  test('HS256 with the public key as its secret is refused, as PEM and as JWK', async () => {
    const key = await importJWK(edwards.publicJwk, 'EdDSA', { extractable: true })
    const secrets = [
      await exportSPKI(key as Exclude<typeof key, Uint8Array>),
      JSON.stringify(edwards.publicJwk),
      edwards.publicJwk.x ?? '',
    ]
    for (const secret of secrets) {
      for (const alg of ['HS256', 'EdDSA']) {
        const [head, body] = byHand({ ...goodHeader, alg, kid: edwards.kid }, goodClaims, '').split('.')
        const mac = createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url')
        await expectRefused(`${head}.${body}.${mac}`)
      }
    }
  })

  test('ES256 with r = s = 0 is refused', async () => {
    const token = byHand({ ...goodHeader, alg: 'ES256', kid: curve.kid }, goodClaims, Buffer.alloc(64))
    expect(await expectRefused(token)).toBe('token: signature')
  })

  test('a key of the other curve under a known name is refused', async () => {
    const wrongCurve = await testIssuer(edwards.kid, 'ES256')
    expect(await expectRefused(await wrongCurve.sign())).toBe('token: key')
    expect(await expectRefused(await (await testIssuer(edwards.kid)).sign())).toBe('token: signature')
  })

  test('RS256 and every other algorithm is refused', async () => {
    const { privateKey } = await generateKeyPair('RS256')
    const token = await new SignJWT(goodClaims)
      .setProtectedHeader({ alg: 'RS256', kid: edwards.kid, ...goodHeader })
      .sign(privateKey)
    expect(await expectRefused(token)).toBe('token: header')
  })

  test('a token of which any one character is another is refused', async () => {
    const token = await edwards.sign()
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 2), fc.nat(63), async (at, letter) => {
        const changed = token.slice(0, at) + alphabet[letter] + token.slice(at + 1)
        if (changed !== token && token[at] !== '.') await expectRefused(changed)
      }),
      { numRuns: runs },
    )
  })
})

describe('J02 a header that brings its own key', () => {
  test.each([
    ['jwk', () => edwards.publicJwk],
    ['jku', () => 'https://evil.example/jwks'],
    ['x5u', () => 'https://evil.example/cert'],
    ['x5c', () => ['MIIB']],
    ['crit', () => ['exp']],
    ['b64', () => true],
    ['zip', () => 'DEF'],
  ])('%s is refused, also where the signature is ours', async (name, value) => {
    const [, body] = (await edwards.sign()).split('.')
    const head = { ...goodHeader, alg: 'EdDSA', kid: edwards.kid, [name]: value() }
    const token = byHand(head, JSON.parse(Buffer.from(body as string, 'base64url').toString()), 'x')
    expect(await expectRefused(token)).toBe('token: header')
    if (name !== 'crit' && name !== 'b64')
      expect(await expectRefused(await edwards.sign({}, head))).toBe('token: header')
  })

  test.each([
    '../../etc/passwd',
    "' OR 1=1 --",
    'khoa-1\u0000',
    '',
    'x'.repeat(201),
    '__proto__',
    'constructor',
    { $ne: 1 },
    null,
    7,
  ])('kid %j is no key', async (kid) => {
    await expectRefused(byHand({ ...goodHeader, alg: 'EdDSA', kid }, goodClaims, Buffer.alloc(64)))
  })

  test('a token without a kid is refused, though there is one key only', async () => {
    const alone = verifierOf(changingKeys(await setOf(edwards)))
    await expectRefused(await edwards.sign({}, { kid: undefined }), alone)
  })
})

describe('J08 an encrypted token', () => {
  test.each([
    ['with a key of ours', { alg: 'ECDH-ES', enc: 'A256GCM' }],
    ['from a password', { alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2c: 5_000 }],
  ])('%s is refused before anything is computed', async (_what, header) => {
    const text = new TextEncoder().encode(JSON.stringify(goodClaims))
    const { publicKey } = await generateKeyPair('ECDH-ES')
    const key = header.alg === 'ECDH-ES' ? publicKey : new TextEncoder().encode('mat-khau')
    const token = await new CompactEncrypt(text).setProtectedHeader({ ...header, kid: edwards.kid }).encrypt(key)
    expect(token.split('.')).toHaveLength(5)
    expect(await expectRefused(token)).toBe('token: header')
  })

  test('and a token beyond its length, or of other characters, is refused too', async () => {
    const token = await edwards.sign({ padding: 'x'.repeat(limits.tokenChars) })
    expect(await expectRefused(token)).toBe('token: shape')
    for (const text of ['', '.', '..', '...', 'a.b', `${await edwards.sign()}=`, ` ${await edwards.sign()}`, 'é.é.é'])
      await expectRefused(text)
    await expectRefused(byHand(['EdDSA'], goodClaims, 'x'))
    await expectRefused(byHand({ ...goodHeader, alg: 'EdDSA', kid: edwards.kid }, 'text', 'x'))
  })
})

test('no text at all makes the verifier fail in another way', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary' }), fc.base64String()), async (text) => {
      await expectRefused(text)
    }),
    { numRuns: runs },
  )
})
