import { describe, expect, jest, test } from '@jest/globals'
import fc from 'fast-check'
import { openClock, provinceDate } from './clock.ts'

describe('the clock', () => {
  test('goes with the world where nothing is set', () => {
    jest.useFakeTimers({ now: 1_769_821_200_000 })
    const clock = openClock(undefined)
    expect(clock().toISOString()).toBe('2026-01-31T01:00:00.000Z')
    jest.setSystemTime(1_769_821_205_000)
    expect(clock().toISOString()).toBe('2026-01-31T01:00:05.000Z')
    jest.useRealTimers()
  })

  test('stands still at the instant that is set, whoever changes the date that it gave', () => {
    const clock = openClock('2026-01-31T08:00:00+07:00')
    clock().setFullYear(1999)
    expect(clock().toISOString()).toBe('2026-01-31T01:00:00.000Z')
  })
})

describe('the date in the province', () => {
  test.each([
    ['2025-06-30T16:59:59.999Z', '2025-06-30'],
    ['2025-06-30T17:00:00.000Z', '2025-07-01'],
    ['2025-12-31T17:00:00.000Z', '2026-01-01'],
    ['2024-02-28T17:00:00.000Z', '2024-02-29'],
  ])('at %s is %s', (instant, date) => {
    expect(provinceDate(new Date(instant))).toBe(date)
  })

  test('is the one that the time zone Asia/Ho_Chi_Minh shows, since its offset last changed', () => {
    const zone = new Intl.DateTimeFormat('en-CA', {
      timeZone: 'Asia/Ho_Chi_Minh',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    })
    const instant = fc.date({ min: new Date('1976-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    fc.assert(fc.property(instant, (now) => expect(provinceDate(now)).toBe(zone.format(now))))
  })
})
