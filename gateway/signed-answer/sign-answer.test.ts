import { createPublicKey } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { flattenedVerify } from 'jose'
import { canonicalJson } from '../../schema/canonical-json.ts'
import { newKey, plainAnswer, signedAnswer, signedFor } from './fixtures/signed-answer.ts'
import { signAnswer } from './sign-answer.ts'
import { verifyAnswer } from './verify-answer.ts'

const { key, jwk } = newKey()
const signatureOf = (text: string) => JSON.parse(text).extensions.signature

describe('a signed answer', () => {
  test('is the answer with six words more, and nothing else of it is changed', () => {
    const { signature, ...extensions } = JSON.parse(signAnswer(plainAnswer, signedFor, key)).extensions
    expect({ ...JSON.parse(signAnswer(plainAnswer, signedFor, key)), extensions }).toEqual(JSON.parse(plainAnswer))
    expect(signature).toEqual({ ...signedFor, kid: 'answer-1', jws: expect.stringMatching(/^[\w-]+\.\.[\w-]{86}$/) })
  })

  test('says who, when, why and which record, as the verifier reads it', () => {
    const text = signAnswer(plainAnswer, signedFor, key)
    expect(verifyAnswer(text, { keys: [jwk] })).toEqual({ valid: true, stated: { ...signedFor, kid: 'answer-1' } })
  })

  test('of anybody without token, purpose or record says so', () => {
    const nobody = { time: signedFor.time, identity: null, purpose: null, record: null }
    const verdict = verifyAnswer(signAnswer(plainAnswer, nobody, key), { keys: [jwk] })
    expect(verdict).toEqual({ valid: true, stated: { ...nobody, kid: 'answer-1' } })
  })

  test('is a detached JWS that a library of others verifies with the canonical JSON put back', async () => {
    const { jws, kid, ...said } = signatureOf(signAnswer(plainAnswer, signedFor, key))
    const payload = Buffer.from(canonicalJson({ answer: JSON.parse(plainAnswer), ...said })).toString('base64url')
    const [protectedHeader, empty, signature] = jws.split('.')
    expect(empty).toBe('')
    const { protectedHeader: header } = await flattenedVerify(
      { protected: protectedHeader, payload, signature },
      createPublicKey({ key: jwk as never, format: 'jwk' }),
      { algorithms: ['EdDSA'] },
    )
    expect(header).toEqual({ alg: 'EdDSA', kid, typ: 'hub-answer+jws' })
  })
})

test.each([
  ['no extensions', '{"data":null}'],
  ['empty extensions', '{"data":{},"extensions":{}}'],
  ['errors alone', '{"errors":[{"message":"x"}]}'],
  ['aliases that mean something to JavaScript', '{"data":{"__proto__":{"a":1},"constructor":2,"toString":null}}'],
  ['separators of lines in a text', '{"data":{"a":"\u2028\u2029\\u0000\\ud83d\\ude00"}}'],
])('an answer with %s is signed whole', (_what, body) => {
  const text = signAnswer(body, signedFor, key)
  expect(verifyAnswer(text, { keys: [jwk] })).toMatchObject({ valid: true })
  const { signature: _ours, ...extensions } = JSON.parse(text).extensions
  expect(canonicalJson({ ...JSON.parse(text), extensions })).toBe(
    canonicalJson({ ...JSON.parse(body), extensions: {} }),
  )
  expect({}).not.toHaveProperty('a')
})

test('a signature that a source had put there is not taken for ours', () => {
  const { text: theirs } = signedAnswer(plainAnswer, { identity: 'somebody-else' })
  const ours = signAnswer(theirs, signedFor, key)
  expect(ours).toBe(signAnswer(plainAnswer, signedFor, key))
})

test('half a character cannot be signed: other readers would take it for something else', () => {
  expect(() => signAnswer('{"data":{"a":"\\ud800"}}', signedFor, key)).toThrow(TypeError)
})

test('whatever JSON an answer holds, it is signed and verified', () => {
  const members = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ stringUnit: 'grapheme' }))
  fc.assert(
    fc.property(members, members, fc.string({ unit: 'grapheme' }), (data, extensions, identity) => {
      const text = signAnswer(JSON.stringify({ data, extensions }), { ...signedFor, identity }, key)
      expect(verifyAnswer(text, { keys: [jwk] })).toMatchObject({ valid: true, stated: { identity } })
      expect(verifyAnswer(Buffer.from(text), { keys: [jwk] })).toMatchObject({ valid: true })
    }),
    { numRuns: 500 },
  )
})
