import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { limits } from '../limits.ts'
import { isInForce } from './token-times.ts'

const nowMs = Date.parse('2026-03-02T01:00:00Z')
const now = nowMs / 1000
const longest = limits.tokenLifetimeMs / 1000
const skew = limits.clockSkewMs / 1000

describe('a token is in force', () => {
  test('exactly where it was made, has begun, has not ended and is not made for too long', () => {
    const time = fc.integer({ min: now - 2 * longest, max: now + 2 * longest })
    fc.assert(
      fc.property(time, time, fc.option(time, { nil: undefined }), (iat, exp, nbf) => {
        const expected =
          iat <= now + skew &&
          (nbf === undefined || nbf <= now + skew) &&
          exp > now &&
          exp > iat &&
          exp - iat <= longest
        expect(isInForce({ iat, exp, nbf }, nowMs)).toBe(expected)
      }),
    )
  })

  test('until its last millisecond', () => {
    const token = { iat: now - 10, exp: now }
    expect(isInForce(token, nowMs - 1)).toBe(true)
    expect(isInForce(token, nowMs)).toBe(false)
  })

  test.each([
    ['a text', '1'],
    ['nothing', undefined],
    ['null', null],
    ['no number', Number.NaN],
    ['without end', Number.POSITIVE_INFINITY],
    ['before all time', -1],
    ['a list', [now]],
    ['a date', new Date(nowMs)],
  ])('never where a time is %s', (_what, wrong) => {
    expect(isInForce({ iat: wrong, exp: now + 60 }, nowMs)).toBe(false)
    expect(isInForce({ iat: now, exp: wrong }, nowMs)).toBe(false)
    if (wrong !== undefined) expect(isInForce({ iat: now, exp: now + 60, nbf: wrong }, nowMs)).toBe(false)
  })
})
