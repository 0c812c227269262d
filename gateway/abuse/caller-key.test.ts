import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { callerKey } from './caller-key.ts'

describe('a caller is counted', () => {
  test('by its identity, wherever it comes from', () => {
    expect(callerKey('health-officer', '203.0.113.7')).toBe(callerKey('health-officer', '2001:db8::1'))
    expect(callerKey('health-officer', undefined)).not.toBe(callerKey('land-officer', undefined))
  })

  test('by its address without a token, and never as an identity of that name', () => {
    expect(callerKey(null, '203.0.113.7')).not.toBe(callerKey(null, '203.0.113.8'))
    expect(callerKey(null, '203.0.113.7')).not.toBe(callerKey('203.0.113.7', undefined))
    fc.assert(
      fc.property(fc.string(), fc.string(), (identity, address) => {
        expect(callerKey(identity, address)).not.toBe(callerKey(null, address))
        expect(callerKey(identity, address)).not.toBe(callerKey(null, identity))
      }),
    )
  })

  test('by the same address, however its socket writes it', () => {
    expect(callerKey(null, '::ffff:203.0.113.7')).toBe(callerKey(null, '203.0.113.7'))
    expect(callerKey(null, '::FFFF:203.0.113.7')).toBe(callerKey(null, '203.0.113.7'))
    expect(callerKey(null, 'fe80::1%eth0')).toBe(callerKey(null, 'fe80::1'))
  })

  test.each([
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff'],
    ['2001:0db8:0001:0002::1', '2001:DB8:1:2::9'],
    ['2001:db8::1', '2001:db8:0:0:1::'],
    ['::1', '::2'],
    ['::1', '0:0:0:0:0:0:0:2'],
    ['2001:db8::1:2:3:4:5', '2001:db8:0:1:2:3:4:5'],
  ])('by its network of IPv6: %s and %s are one', (one, other) => {
    expect(callerKey(null, one)).toBe(callerKey(null, other))
  })

  test.each([
    ['2001:db8:1:2::1', '2001:db8:1:3::1'],
    ['2001:db8::1', '2001:db8:0:1::1'],
    ['::1', '1::1'],
    ['1:23::1', '12:3::1'],
    ['2001:1001::1', '2001:11::1'],
    ['1::ffff:203.0.113.7', '203.0.113.7'],
    ['1::ffff:203.0.113.7', '2::ffff:203.0.113.7'],
  ])('%s and %s are two', (one, other) => {
    expect(callerKey(null, one)).not.toBe(callerKey(null, other))
  })

  test('as one of its neighbours, whatever the last 64 bits are', () => {
    const group = fc.integer({ min: 0, max: 0xffff }).map((bits) => bits.toString(16))
    const groups = (length: number) => fc.array(group, { minLength: length, maxLength: length })
    fc.assert(
      fc.property(groups(4), groups(4), groups(4), (network, host, other) => {
        const address = (last: readonly string[]) => [...network, ...last].join(':')
        expect(callerKey(null, address(host))).toBe(callerKey(null, address(other)))
      }),
    )
  })

  test('with all that have no address as one', () => {
    expect(callerKey(null, undefined)).toBe(callerKey(null, ''))
  })
})
