import { expect, test } from '@jest/globals'
import { endedMonths, endedMonthTexts } from './ended-months.ts'

test.each([
  ['a past year counts whole', 2025, 2025, 12],
  ['the running year counts its ended months', 2026, 2026, 5],
  ['a year to come counts nothing', 2027, 2027, 0],
  ['no year is the last one', null, 2025, 12],
  ['an absent year is the last one', undefined, 2025, 12],
])('%s', (_promise, asked, year, months) => {
  expect(endedMonths(asked, '2026-06-30')).toEqual({ year: { $eq: year }, month: { $lte: months } })
  expect(endedMonthTexts(asked, '2026-06-30')).toHaveLength(months)
})

test('in January nothing of the running year has ended', () => {
  expect(endedMonths(2026, '2026-01-31')).toEqual({ year: { $eq: 2026 }, month: { $lte: 0 } })
  expect(endedMonthTexts(2026, '2026-01-31')).toEqual([])
})

test('months are texts that sort', () => {
  expect(endedMonthTexts(2026, '2026-04-01')).toEqual(['2026-01', '2026-02', '2026-03'])
})
