import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { apportion } from './apportion.ts'

const weights = fc
  .array(fc.integer({ min: 0, max: 300_000 }), { minLength: 1, maxLength: 60 })
  .filter((list) => list.some((w) => w > 0))
const totals = fc.integer({ min: 0, max: 2_000_000 })

test('the parts sum to the total, and each is within one of its quota', () => {
  fc.assert(
    fc.property(totals, weights, (total, list) => {
      const sum = list.reduce((a, b) => a + b, 0)
      const parts = apportion(total, list)
      expect(parts.reduce((a, b) => a + b, 0)).toBe(total)
      for (const [i, part] of parts.entries()) {
        expect(Math.abs(part - (total * (list[i] ?? 0)) / sum)).toBeLessThan(1 + 1e-9)
      }
    }),
  )
})

test('the sum of whole weights is shared out as the weights themselves', () => {
  fc.assert(
    fc.property(weights, (list) =>
      expect(
        apportion(
          list.reduce((a, b) => a + b, 0),
          list,
        ),
      ).toEqual(list),
    ),
  )
})

test('equal remainders go to the earlier one', () => {
  expect(apportion(2, [1, 1, 1])).toEqual([1, 1, 0])
})

test('no weight at all is a mistake', () => {
  expect(() => apportion(1, [0, 0])).toThrow('weight')
})
