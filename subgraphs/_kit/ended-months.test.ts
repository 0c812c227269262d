import { expect, test } from '@jest/globals'
import { endedMonths } from './ended-months.ts'

test.each([
  ['a past year counts whole', 2025, 2025, 13],
  ['the running year counts its ended months', 2026, 2026, 6],
  ['a year to come counts nothing', 2027, 2027, 0],
  ['no year is the last one', null, 2025, 13],
  ['an absent year is the last one', undefined, 2025, 13],
])('%s', (_promise, asked, year, before) => {
  expect(endedMonths(asked, '2026-06-30')).toEqual({ year: { $eq: year }, month: { $lt: before } })
})

test('in January nothing of the running year has ended', () => {
  expect(endedMonths(2026, '2026-01-31')).toEqual({ year: { $eq: 2026 }, month: { $lt: 1 } })
})
