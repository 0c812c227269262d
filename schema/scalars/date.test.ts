import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseDate } from './date.ts'

const two = (number: number) => String(number).padStart(2, '0')

/** Another calendar than ours: what JavaScript's own makes of the numbers, in UTC. */
function existsInUtc(year: number, month: number, day: number): boolean {
  const instant = new Date(Date.UTC(year, month - 1, day))
  return instant.getUTCFullYear() === year && instant.getUTCMonth() === month - 1 && instant.getUTCDate() === day
}

function accepts(text: string): boolean {
  try {
    return parseDate(text) === text
  } catch {
    return false
  }
}

describe('parseDate', () => {
  test('every day from 1800 to 2200 is a date', () => {
    const dayMs = 86_400_000
    const refused: string[] = []
    for (let at = Date.UTC(1800, 0, 1); at <= Date.UTC(2200, 11, 31); at += dayMs) {
      const text = new Date(at).toISOString().slice(0, 10)
      if (!accepts(text)) refused.push(text)
    }
    expect(refused).toEqual([])
  })

  test.each([1900, 2000, 2023, 2024])(
    'of all months and days that can be written, %i has only its real ones',
    (year) => {
      const wrong: string[] = []
      for (let month = 0; month <= 13; month++) {
        for (let day = 0; day <= 99; day++) {
          const text = `${year}-${two(month)}-${two(day)}`
          const real = month >= 1 && month <= 12 && existsInUtc(year, month, day)
          if (accepts(text) !== real) wrong.push(text)
        }
      }
      expect(wrong).toEqual([])
    },
  )

  test('a date round-trips whatever the year', () => {
    const day = fc.date({ min: new Date('1800-01-01'), max: new Date('2200-12-31'), noInvalidDate: true })
    fc.assert(fc.property(day, (date) => accepts(date.toISOString().slice(0, 10))))
  })

  test.each(['1799-12-31', '2201-01-01', '0000-01-01', '9999-12-31'])('%s lies outside the years', (text) => {
    expect(() => parseDate(text)).toThrow('1800')
  })

  test.each([
    '2024-1-1',
    '24-01-01',
    '20240101',
    '2024/01/01',
    '01-02-2024',
    '2024-02-29T00:00:00Z',
    '+2024-02-29',
    '',
  ])('%s is not the one form', (text) => {
    expect(() => parseDate(text)).toThrow('YYYY-MM-DD')
  })
})
