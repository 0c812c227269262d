import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import type { ExchangeLog } from '../../subgraphs/_kit/exchange-log/exchange-log.ts'
import type { ExchangeRecord } from '../../subgraphs/_kit/exchange-log/record.ts'
import { callerKey } from '../abuse/caller-key.ts'
import { type RateLimiter, rateLimiter } from '../abuse/rate-limit.ts'
import { tellOfRefused } from './refused-records.ts'

let told: ExchangeRecord[]
let rate: RateLimiter
let stop: () => void
const log = {
  append: async (record: ExchangeRecord, { mustLast }: { mustLast: boolean }) => {
    expect(mustLast).toBe(false)
    told.push(record)
  },
} as unknown as ExchangeLog

beforeEach(() => {
  jest.useFakeTimers()
  told = []
  rate = rateLimiter({ perSecond: 1, now: () => 0 })
  stop = tellOfRefused({ rate }, log, () => new Date('2026-03-02T01:00:00Z'))
})
afterEach(() => {
  stop()
  jest.useRealTimers()
})
const refuse = (key: string, times: number) => {
  for (let time = 0; time <= times; time++) rate.take(key)
}

describe('a flood', () => {
  test('is one record a second and a caller, with the number of its requests as rows', () => {
    refuse(callerKey('officer', undefined), 900)
    refuse(callerKey(null, '203.0.113.7'), 3)
    jest.advanceTimersByTime(999)
    expect(told).toEqual([])
    jest.advanceTimersByTime(1)
    expect(told).toMatchObject([
      {
        identity: 'officer',
        rows: 900,
        status: 'REFUSED',
        code: 'RATE_LIMITED',
        httpStatus: 429,
        at: '2026-03-02T01:00:00.000Z',
      },
      { identity: null, rows: 3, status: 'REFUSED', code: 'RATE_LIMITED' },
    ])
  })

  test('is told of once, and nothing is told of a quiet second', () => {
    refuse('identity officer', 2)
    jest.advanceTimersByTime(5_000)
    expect(told).toHaveLength(1)
  })

  test('names no address, and claims nothing that a refused request did not have', () => {
    refuse(callerKey(null, '203.0.113.7'), 3)
    jest.advanceTimersByTime(1_000)
    expect(JSON.stringify(told)).not.toContain('203.0.113.7')
    expect(told[0]).toMatchObject({
      agency: null,
      purpose: null,
      grants: [],
      asked: [],
      answered: [],
      subjects: [],
      bytes: 0,
    })
  })

  test('is told of no more once this has ended', () => {
    refuse('identity officer', 2)
    stop()
    jest.advanceTimersByTime(5_000)
    expect(told).toEqual([])
  })
})
