import { expect, test } from '@jest/globals'
import { isSealed, sealAnswer } from './answer-seal.ts'
import { audienceKey } from './audience-key.ts'

const key = audienceKey('A'.repeat(43), 'land')
const body = Buffer.from('{"data":{"there":true}}')
const seal = sealAnswer(key, 'nonce', body)

test('an answer is believed only under the key, for the request and with the body that it was sealed for', () => {
  expect(isSealed(key, 'nonce', body, seal)).toBe(true)
  expect(isSealed(audienceKey('A'.repeat(43), 'health'), 'nonce', body, seal)).toBe(false)
  expect(isSealed(audienceKey('B'.repeat(43), 'land'), 'nonce', body, seal)).toBe(false)
  expect(isSealed(key, 'another', body, seal)).toBe(false)
  expect(isSealed(key, 'nonce', Buffer.from('{"data":{"there":null}}'), seal)).toBe(false)
})

test.each([
  ['none', null],
  ['empty', ''],
  ['cut', seal.slice(0, -1)],
  ['twice', `${seal}, ${seal}`],
  ['another', `${seal[0] === 'A' ? 'B' : 'A'}${seal.slice(1)}`],
])('a seal that is %s is none', (_what, value) => {
  expect(isSealed(key, 'nonce', body, value)).toBe(false)
})
