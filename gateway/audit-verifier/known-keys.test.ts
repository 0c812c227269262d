import { createHash } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { knownKeys } from './known-keys.ts'

const jwk = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }
/** The thumbprint that RFC 8037, appendix A.3, gives for this key. */
const thumbprint = 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k'

test('a key is known by its thumbprint, whatever name came with it', () => {
  expect([...knownKeys([{ ...jwk, kid: 'ours' }], null).keys()]).toEqual([thumbprint])
})

test('where names are trusted, only theirs are', () => {
  expect(knownKeys([jwk], [thumbprint]).size).toBe(1)
  expect(knownKeys([jwk], ['another']).size).toBe(0)
  expect(knownKeys([jwk], []).size).toBe(0)
})

test.each([
  ['another kind', { ...jwk, kty: 'EC' }],
  ['no kind', { crv: jwk.crv, x: jwk.x }],
  ['another curve', { ...jwk, crv: 'X25519' }],
  ['both others', { kty: 'EC', crv: 'P-256', x: jwk.x }],
  ['no point', { kty: 'OKP', crv: 'Ed25519' }],
  ['a point that is no text', { ...jwk, x: [jwk.x] }],
  ['a point too short', { ...jwk, x: jwk.x.slice(1) }],
  ['a point too long', { ...jwk, x: `${jwk.x}A` }],
  ['a point with more before it', { ...jwk, x: `"${jwk.x}` }],
  ['nothing', null],
  ['a text', 'key'],
])('what is no key of Ed25519 is passed over: %s', (_name, value) => {
  expect([...knownKeys([value, jwk], null).keys()]).toEqual([thumbprint])
})

test('the thumbprint is taken of the members in their order, without white space', () => {
  const text = `{"crv":"${jwk.crv}","kty":"${jwk.kty}","x":"${jwk.x}"}`
  expect(createHash('sha256').update(text).digest('base64url')).toBe(thumbprint)
})
