import { afterEach, expect, jest, test } from '@jest/globals'
import { startWatch } from './stopwatch.ts'

afterEach(() => {
  jest.restoreAllMocks()
})

function clocks() {
  const steady = jest.spyOn(performance, 'now').mockReturnValue(1_000)
  const wall = jest.spyOn(Date, 'now').mockReturnValue(5_000)
  return { steady, wall }
}

test('tells what went by since it was started', () => {
  const { steady, wall } = clocks()
  const elapsed = startWatch()
  expect(elapsed()).toBe(0)
  steady.mockReturnValue(1_300)
  wall.mockReturnValue(5_300)
  expect(elapsed()).toBe(300)
})

test('counts the sleep of a machine, in which the monotonic clock stood still', () => {
  const { wall } = clocks()
  const elapsed = startWatch()
  wall.mockReturnValue(65_000)
  expect(elapsed()).toBe(60_000)
})

test('is not held back by a wall clock that was set back', () => {
  const { steady, wall } = clocks()
  const elapsed = startWatch()
  steady.mockReturnValue(7_000)
  wall.mockReturnValue(1)
  expect(elapsed()).toBe(6_000)
})
