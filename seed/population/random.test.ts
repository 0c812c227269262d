import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { randomFrom } from './random.ts'

const parts = fc.array(fc.oneof(fc.string(), fc.integer()), { minLength: 1, maxLength: 4 })

function draws(...from: (string | number)[]): number[] {
  const random = randomFrom(...from)
  return Array.from({ length: 20 }, () => random.int(0, 0xffffffff))
}

describe('a stream of chance', () => {
  test('is the same for the same parts', () => {
    fc.assert(fc.property(parts, (from) => expect(draws(...from)).toEqual(draws(...from))))
  })

  test('is another one for other parts', () => {
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        fc.pre(JSON.stringify(a) !== JSON.stringify(b))
        expect(draws(...a)).not.toEqual(draws(...b))
      }),
    )
    expect(draws('a', 'b')).not.toEqual(draws('ab'))
    expect(draws('1')).not.toEqual(draws(1))
  })

  test('gives known values, so that another machine or library version cannot pass unnoticed', () => {
    const random = randomFrom('seed', 1)
    expect([random.int(1, 1000), random.int(1, 1000), random.int(1, 1000)]).toEqual([33, 423, 871])
  })

  test('int stays in its bounds and reaches both', () => {
    const random = randomFrom('bounds')
    const seen = new Set(Array.from({ length: 1000 }, () => random.int(-2, 3)))
    expect([...seen].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2, 3])
  })

  test('float is at least 0 and below 1, with a mean near a half', () => {
    const random = randomFrom('float')
    const values = Array.from({ length: 20_000 }, () => random.float())
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true)
    expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(0.5, 1)
  })

  test('streams of neighbouring parts are not alike', () => {
    const firsts = Array.from({ length: 2000 }, (_, i) => randomFrom('seed', 'chunk', i).float())
    expect(new Set(firsts).size).toBe(2000)
    expect(firsts.filter((value) => value < 0.5).length / 2000).toBeCloseTo(0.5, 1)
  })

  test('weighted follows the weights and never takes what weighs nothing', () => {
    const random = randomFrom('weights')
    const items = [
      ['a', 1],
      ['never', 0],
      ['b', 3],
    ] as const
    const drawn = Array.from({ length: 8000 }, () => random.weighted(items))
    expect(drawn).not.toContain('never')
    expect(drawn.filter((item) => item === 'b').length / 8000).toBeCloseTo(0.75, 1)
  })

  test('nothing to choose from is a mistake', () => {
    const random = randomFrom('empty')
    expect(() => random.pick([])).toThrow('nothing to pick')
    expect(() => random.weighted([['a', 0]])).toThrow('weight')
  })
})
