import { describe, expect, test } from '@jest/globals'
import { acknowledge, type LeaseSeen } from './acknowledge.ts'

/** Looks that find these leases, one after the other; 1,000 ms go by between two. */
function wait(...looks: (readonly LeaseSeen[] | null)[]) {
  const world = { now: 0, looked: 0 }
  const leases = async () => {
    const seen = looks[Math.min(world.looked, looks.length - 1)]
    world.looked += 1
    if (!seen) throw new Error('the store does not answer')
    return seen
  }
  const startWatch = () => () => world.now
  const pause = async () => {
    world.now += 1_000
  }
  return acknowledge(4, { leases, startWatch, leaseMs: 5_000, pause })
}

const holds = (version: number): LeaseSeen => ({ version, ranOut: false })
const gone = (version: number): LeaseSeen => ({ version, ranOut: true })

describe('a change is acknowledged', () => {
  test('at once where nobody holds a lease', async () => {
    expect(await wait([])).toEqual({ version: 4, confirmed: 0, silent: 0, waitedMs: 0 })
  })

  test('at once where all hold the version or a newer one, or are gone', async () => {
    expect(await wait([holds(4), holds(5), gone(3)])).toEqual({ version: 4, confirmed: 2, silent: 0, waitedMs: 0 })
  })

  test('when the last has confirmed', async () => {
    expect(await wait([holds(3), holds(4)], [holds(3), holds(4)], [holds(4), holds(4)])).toMatchObject({
      confirmed: 2,
      waitedMs: 2_000,
    })
  })

  test('when every lease of before must have run out, though one was renewed without the version', async () => {
    expect(await wait([holds(3)])).toEqual({ version: 4, confirmed: 0, silent: 1, waitedMs: 5_000 })
  })

  test('also when the store does not answer any more', async () => {
    expect(await wait(null)).toEqual({ version: 4, confirmed: 0, silent: 0, waitedMs: 5_000 })
  })

  test('not before a store that was away for a moment has shown the leases', async () => {
    expect(await wait(null, [holds(3)], [holds(4)])).toMatchObject({ confirmed: 1, waitedMs: 2_000 })
  })
})
