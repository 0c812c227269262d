import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { replayWindow } from './replay-window.ts'

describe('the window of what was used', () => {
  test('takes each nonce once until it has expired', () => {
    const window = replayWindow(10)
    expect(window.take('a', 100, 0)).toBe(true)
    expect(window.take('a', 100, 99)).toBe(false)
    expect(window.take('b', 200, 99)).toBe(true)
  })

  test('refuses everything while it is full, and takes again when the oldest has expired', () => {
    const window = replayWindow(2)
    expect([window.take('a', 100, 0), window.take('b', 150, 0), window.take('c', 100, 0)]).toEqual([true, true, false])
    expect(window.take('a', 100, 99)).toBe(false)
    expect(window.take('c', 200, 100)).toBe(true)
    expect(window.take('d', 200, 100)).toBe(false)
  })

  test('never takes a nonce twice before it has expired, whatever comes between', () => {
    const uses = fc.array(
      fc.record({ nonce: fc.constantFrom(...'abcdefgh'), lifeMs: fc.integer({ min: 1, max: 40 }), passMs: fc.nat(20) }),
      { maxLength: 60 },
    )
    fc.assert(
      fc.property(uses, fc.integer({ min: 1, max: 8 }), (sequence, most) => {
        const window = replayWindow(most)
        const taken = new Map<string, number>()
        let nowMs = 0
        for (const { nonce, lifeMs, passMs } of sequence) {
          nowMs += passMs
          if (!window.take(nonce, nowMs + lifeMs, nowMs)) continue
          expect(taken.get(nonce) ?? 0).toBeLessThanOrEqual(nowMs)
          taken.set(nonce, nowMs + lifeMs)
          expect([...taken.values()].filter((endsMs) => endsMs > nowMs).length).toBeLessThanOrEqual(most)
        }
      }),
      { numRuns: 500 },
    )
  })
})
