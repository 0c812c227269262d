import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { addYears, dayOf, daysIn, isoOf, yearsBetween } from './days.ts'

const days = fc.integer({ min: dayOf('1900-01-01'), max: dayOf('2100-12-31') })

test('a day number and its ISO date are one', () => {
  expect([dayOf('1970-01-01'), isoOf(0), isoOf(-1)]).toEqual([0, '1970-01-01', '1969-12-31'])
  fc.assert(fc.property(days, (day) => expect(dayOf(isoOf(day))).toBe(day)))
})

test('ISO dates sort as their days do', () => {
  fc.assert(fc.property(days, days, (a, b) => expect(isoOf(a) < isoOf(b)).toBe(a < b)))
})

test('someone is n years old from the n-th birthday and not a day earlier', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 100 }), (day, years) => {
      const birthday = addYears(day, years)
      expect(yearsBetween(isoOf(day), isoOf(birthday))).toBe(years)
      expect(yearsBetween(isoOf(day), isoOf(birthday - 1))).toBe(years - 1)
    }),
  )
})

test('days of whole years are within two of the calendar', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 100 }), (day, years) => {
      expect(Math.abs(addYears(day, years) - day - daysIn(years))).toBeLessThanOrEqual(2)
    }),
  )
})
