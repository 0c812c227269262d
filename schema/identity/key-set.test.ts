import { beforeAll, describe, expect, test } from '@jest/globals'
import { exportJWK, generateKeyPair } from 'jose'
import { limits } from '../limits.ts'
import { jwksOf, type TestIssuer, testIssuer } from './fixtures/test-issuer.ts'
import { readKeySet } from './key-set.ts'

let edwards: TestIssuer
let curve: TestIssuer
beforeAll(async () => {
  edwards = await testIssuer('a')
  curve = await testIssuer('b', 'ES256')
})

const setOfKeys = (...keys: unknown[]) => readKeySet(JSON.stringify({ keys }))

describe('a key of a set', () => {
  test('has the algorithm of its own kind, whether it names one or not', async () => {
    const keys = await setOfKeys(edwards.publicJwk, {
      ...curve.publicJwk,
      alg: 'ES256',
      use: 'sig',
      key_ops: ['verify'],
    })
    expect([...keys].map(([kid, { algorithm }]) => [kid, algorithm])).toEqual([
      ['a', 'EdDSA'],
      ['b', 'ES256'],
    ])
    expect((await setOfKeys({ ...edwards.publicJwk, alg: 'Ed25519' })).get('a')?.algorithm).toBe('EdDSA')
  })

  test('is passed over where it names another algorithm, another use, or is of another kind', async () => {
    const { publicKey: rsa } = await generateKeyPair('RS256', { extractable: true })
    const { publicKey: p384 } = await generateKeyPair('ES384', { extractable: true })
    for (const jwk of [
      { ...edwards.publicJwk, alg: 'HS256' },
      { ...edwards.publicJwk, alg: 'ES256' },
      { ...edwards.publicJwk, use: 'enc' },
      { ...edwards.publicJwk, key_ops: ['sign'] },
      { ...edwards.publicJwk, key_ops: 'verify' },
      { ...(await exportJWK(rsa)), kid: 'a', alg: 'RS256' },
      { ...(await exportJWK(p384)), kid: 'a' },
      { kty: 'AKP', kid: 'a', alg: 'ML-DSA-44', pub: 'x' },
    ])
      expect((await setOfKeys(jwk, curve.publicJwk)).size).toBe(1)
  })

  test('is passed over where it has no name, or one that is none', async () => {
    for (const kid of [undefined, null, '', 7, 'a b', 'a\n', 'x'.repeat(201), 'khóa'])
      expect((await setOfKeys({ ...edwards.publicJwk, kid })).size).toBe(0)
  })

  test('is passed over where its point is not on the curve', async () => {
    const { x, y } = curve.publicJwk
    for (const wrong of [
      { x: y, y: x },
      { x, y: undefined },
      { x: 'AA', y },
      { x: undefined, y },
    ])
      expect((await setOfKeys({ ...curve.publicJwk, ...wrong })).size).toBe(0)
  })

  test('is as good as none where another bears its name, also one that cannot verify', async () => {
    const twin = { ...edwards.publicJwk, use: 'enc' }
    for (const keys of [
      [twin, edwards.publicJwk],
      [edwards.publicJwk, twin],
      [edwards.publicJwk, edwards.publicJwk],
    ])
      expect([...(await setOfKeys(...keys, curve.publicJwk)).keys()]).toEqual(['b'])
    const three = await setOfKeys(edwards.publicJwk, edwards.publicJwk, edwards.publicJwk)
    expect(three.size).toBe(0)
  })
})

describe('a set is refused as a whole', () => {
  test('where a shared secret or a private key is in it', async () => {
    const { privateKey } = await generateKeyPair('EdDSA', { extractable: true })
    const secret = { kty: 'oct', k: 'bWF0LWtoYXU', kid: 'c', alg: 'HS256' }
    for (const jwk of [secret, { ...secret, kty: 'OKP' }, { ...(await exportJWK(privateKey)), kid: 'c' }]) {
      const refusal = setOfKeys(edwards.publicJwk, jwk)
      await expect(refusal).rejects.toThrow('shared secret or a private key')
      await expect(refusal).rejects.not.toThrow(/bWF0LWtoYXU/)
    }
  })

  test.each([
    '',
    'null',
    '[]',
    '{}',
    '{"keys":{}}',
    '{"keys":[null]}',
    '{"keys":["a"]}',
    '{"keys":[[]]}',
    '-----BEGIN',
  ])('where it is %s', async (text) => {
    await expect(readKeySet(text)).rejects.toThrow('no JWKS')
  })

  test('where it holds more keys than a set may', async () => {
    const keys = (count: number) => Array.from({ length: count }, () => ({ kty: 'RSA' }))
    expect((await setOfKeys(...keys(limits.jwksKeys))).size).toBe(0)
    await expect(setOfKeys(...keys(limits.jwksKeys + 1))).rejects.toThrow(`more than ${limits.jwksKeys} keys`)
  })
})

test('the same key read twice is the same key, and another is another', async () => {
  const [first, again] = [await readKeySet(jwksOf(edwards)), await readKeySet(jwksOf(edwards, curve))]
  expect(again.get('a')?.thumbprint).toBe(first.get('a')?.thumbprint)
  expect((await readKeySet(jwksOf(await testIssuer('a')))).get('a')?.thumbprint).not.toBe(first.get('a')?.thumbprint)
})
