import { createHash, createPublicKey, verify } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { canonicalJson } from '../../../schema/canonical-json.ts'
import { newSigningKey } from '../../../test/setup/built-log.ts'
import { headHash, signHead } from './head.ts'

const signing = newSigningKey()
const place = { writer: 'a'.repeat(32), index: 7, hash: 'b'.repeat(64) }
const at = '2026-03-02T01:00:00.000Z'
const previous = 'c'.repeat(64)
const unsigned = { ...place, at, previous, kid: signing.kid }
/** Heads are signed in a domain of their own (0x01), so that none is ever taken for a record. */
const statement = `\u0001${canonicalJson(unsigned)}`

test('a head says where a chain stands, since when, after which head and under which key, and is signed', () => {
  const { signature, ...said } = signHead(place, at, previous, signing)
  expect(said).toEqual(unsigned)
  const key = createPublicKey(signing.key)
  expect(signature).toMatch(/^[\w-]{86}$/)
  expect(verify(null, Buffer.from(statement), key, Buffer.from(signature, 'base64url'))).toBe(true)
})

test('its hash covers everything but the signature, and only what a head has', () => {
  const head = signHead(place, at, previous, signing)
  const hash = createHash('sha256').update(statement).digest('hex')
  expect(headHash(head)).toBe(hash)
  expect(headHash({ ...head, signature: 'another', more: 1 } as never)).toBe(hash)
  for (const [name, value] of Object.entries({ ...unsigned, index: 8 })) {
    const other = typeof value === 'number' ? value : `${value}x`
    expect([name, headHash({ ...head, [name]: other })]).not.toEqual([name, hash])
  }
})
