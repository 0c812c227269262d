import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type RateLimiter, rateLimiter } from './rate-limit.ts'

const runs = process.env.HUB_TEST_LONG === 'yes' ? 2_000 : 300

/** A limiter whose clock a test moves. */
function limiter(perSecond: number, buckets?: number): RateLimiter & { passMs(ms: number): void } {
  let nowMs = 1_000_000
  const made = rateLimiter({ perSecond, now: () => nowMs, ...(buckets === undefined ? {} : { buckets }) })
  return {
    ...made,
    passMs(ms) {
      nowMs += ms
    },
  }
}

const allowedOf = (made: RateLimiter, caller: string, requests: number) =>
  Array.from({ length: requests }, () => made.take(caller)).filter(({ allowed }) => allowed).length

/** Pauses between requests, of a few callers, with bursts and long rests among them. */
const requests = fc.array(
  fc.record({
    afterMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 400 }), fc.integer({ min: 900, max: 3_000 })),
    caller: fc.constantFrom('an', 'ba', 'chi'),
  }),
  { maxLength: 80 },
)

describe('a caller', () => {
  test('may send a second’s worth at once, and no more', () => {
    const made = limiter(5)
    expect(allowedOf(made, 'an', 20)).toBe(5)
    made.passMs(1_000)
    expect(allowedOf(made, 'an', 20)).toBe(5)
  })

  test('gains its requests evenly, not at the turn of a second', () => {
    const made = limiter(10)
    allowedOf(made, 'an', 10)
    made.passMs(250)
    expect(allowedOf(made, 'an', 10)).toBe(2)
    made.passMs(50)
    expect(allowedOf(made, 'an', 10)).toBe(1)
  })

  test('saves nothing beyond a second', () => {
    const made = limiter(5)
    made.take('an')
    made.passMs(3_600_000)
    expect(allowedOf(made, 'an', 20)).toBe(5)
  })

  test('in no stretch of time gets more than its rate and one burst', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), requests, (perSecond, sent) => {
        const made = limiter(perSecond)
        let atMs = 0
        const allowedAtMs = sent.flatMap(({ afterMs }) => {
          made.passMs(afterMs)
          atMs += afterMs
          return made.take('an').allowed ? [atMs] : []
        })
        for (const [first, from] of allowedAtMs.entries()) {
          for (const [last, to] of allowedAtMs.entries()) {
            if (last >= first)
              expect(last - first + 1).toBeLessThanOrEqual(perSecond + ((to - from) * perSecond) / 1_000 + 1e-6)
          }
        }
      }),
      { numRuns: runs },
    )
  })

  test('that waits as it is told is let through', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), requests, (perSecond, sent) => {
        const made = limiter(perSecond)
        for (const { afterMs } of sent) {
          made.passMs(afterMs)
          const verdict = made.take('an')
          if (verdict.allowed) continue
          expect(Number.isInteger(verdict.retryAfterSeconds) && verdict.retryAfterSeconds >= 1).toBe(true)
          made.passMs(verdict.retryAfterSeconds * 1_000)
          expect(made.take('an').allowed).toBe(true)
        }
      }),
      { numRuns: runs },
    )
  })

  test('is counted by itself: what others send changes nothing, nor that full buckets are forgotten', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), requests, (perSecond, sent) => {
        const together = limiter(perSecond)
        const alone = { an: limiter(perSecond), ba: limiter(perSecond), chi: limiter(perSecond) }
        for (const { afterMs, caller } of sent) {
          for (const made of [together, ...Object.values(alone)]) made.passMs(afterMs)
          expect(together.take(caller)).toEqual(alone[caller as keyof typeof alone].take(caller))
        }
      }),
      { numRuns: runs },
    )
  })
})

describe('more callers than there are buckets', () => {
  test('share one, so that a flood of names gains nothing', () => {
    const made = limiter(3, 10)
    const flood = Array.from({ length: 500 }, (_, index) => made.take(`n${index}`).allowed)
    expect(flood.filter((allowed) => allowed)).toHaveLength(10 + 3)
  })

  test('do not make anybody’s count forgotten', () => {
    const made = limiter(3, 2)
    allowedOf(made, 'an', 3)
    made.take('ba')
    for (let index = 0; index < 50; index += 1) made.take(`n${index}`)
    expect(made.take('an').allowed).toBe(false)
  })

  test('find a bucket of their own again when the others have rested for a second', () => {
    const made = limiter(3, 2)
    made.take('an')
    made.take('ba')
    allowedOf(made, 'chi', 9)
    made.passMs(1_000)
    expect(allowedOf(made, 'chi', 9)).toBe(3)
    expect(allowedOf(made, 'dung', 9)).toBe(3)
  })
})

describe('what was refused', () => {
  test('is counted by caller, and told once', () => {
    const made = limiter(2)
    allowedOf(made, 'an', 7)
    allowedOf(made, 'ba', 3)
    allowedOf(made, 'chi', 1)
    expect(made.takeRefusedCounts()).toEqual(
      new Map([
        ['an', 5],
        ['ba', 1],
      ]),
    )
    expect(made.takeRefusedCounts().size).toBe(0)
  })

  test('adds up to what was not allowed, whoever asked', () => {
    fc.assert(
      fc.property(requests, fc.integer({ min: 1, max: 3 }), (sent, buckets) => {
        const made = limiter(1, buckets)
        let refused = 0
        for (const { afterMs, caller } of sent) {
          made.passMs(afterMs)
          if (!made.take(caller).allowed) refused += 1
        }
        const counts = made.takeRefusedCounts()
        expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(refused)
      }),
      { numRuns: runs },
    )
  })

  test('is kept for as many callers as there are buckets, however long nobody takes it', () => {
    const made = limiter(1, 4)
    for (let index = 0; index < 100; index += 1) {
      made.passMs(1_000)
      allowedOf(made, `n${index}`, 2)
    }
    const counts = made.takeRefusedCounts()
    expect(counts.size).toBeLessThanOrEqual(5)
    expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(100)
  })
})

test('without a clock of its own it follows the machine’s', () => {
  const made = rateLimiter({ perSecond: 1_000_000 })
  expect(made.take('an')).toEqual({ allowed: true })
})
