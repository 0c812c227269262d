import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type Mistake, plans, runLeases } from './fixtures/lease-world.ts'
import { holdLease, type LeaseTransport } from './lease.ts'

const numRuns = process.env.HUB_TEST_LONG === 'yes' ? 5_000 : 1_000

/** Whether fast-check finds a run in which a process answers by what was changed and acknowledged. */
async function isCaught(options: Parameters<typeof runLeases>[2]): Promise<boolean> {
  const run = await fc.check(
    fc.asyncProperty(fc.scheduler(), plans, async (scheduler, plan) => {
      await runLeases(scheduler, plan, options)
    }),
    { numRuns: 3_000, endOnFailure: true },
  )
  return run.failed
}

describe('the lease', () => {
  test('never lets a process answer by grants whose change was acknowledged, whatever is late, lost or slow', async () => {
    let acknowledged = 0
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), plans, async (scheduler, plan) => {
        acknowledged += await runLeases(scheduler, plan)
      }),
      { numRuns },
    )
    expect(acknowledged).toBeGreaterThan(numRuns)
  })

  test('would be caught if it asked for the newest version before it announced its own', async () => {
    const mistake: Mistake = (transport) => {
      let announced = 0
      return {
        ...transport,
        announce: async (version) => {
          announced = version
        },
        async newest() {
          const version = await transport.newest()
          await transport.announce(announced)
          return version
        },
      }
    }
    expect(await isCaught({ mistake })).toBe(true)
  })

  test('would be caught if a process did not announce what it holds', async () => {
    expect(await isCaught({ mistake: (transport) => ({ ...transport, announce: async () => {} }) })).toBe(true)
  })

  test('would be caught if a process announced a version before it held it', async () => {
    const mistake: Mistake = (transport) => ({
      ...transport,
      load: async () => {
        const { version } = await transport.load()
        return { version: Math.max(0, version - 1) }
      },
      newest: async () => Math.max(0, (await transport.newest()) - 1),
      announce: (version) => transport.announce(version + 1),
    })
    expect(await isCaught({ mistake })).toBe(true)
  })

  test('would be caught if a process believed in it for longer than the others wait', async () => {
    expect(await isCaught({ beliefMs: 6_000 })).toBe(true)
  })
})

/** A store that answers at once. */
function storeAt(version: number) {
  const store = { version, announced: [] as number[], now: 0, down: false }
  const answer = async <T>(value: () => T): Promise<T> => {
    if (store.down) throw new Error('down')
    return value()
  }
  const transport: LeaseTransport<{ version: number }> = {
    announce: (held) => answer(() => void store.announced.push(held)),
    newest: () => answer(() => store.version),
    load: () => answer(() => ({ version: store.version })),
  }
  const startWatch = () => {
    const since = store.now
    return () => store.now - since
  }
  return { store, lease: holdLease(transport, { startWatch, beliefMs: 4_500 }) }
}

describe('a process', () => {
  test('answers nothing before its first renewal, and the newest book after it', async () => {
    const { lease } = storeAt(7)
    expect(lease.current()).toBeNull()
    await lease.renew()
    expect(lease.current()).toEqual({ version: 7 })
  })

  test('swaps its book before it confirms the version', async () => {
    const { store, lease } = storeAt(1)
    await lease.renew()
    store.version = 2
    await lease.renew()
    expect(store.announced).toEqual([1, 1, 2])
    expect(lease.current()).toEqual({ version: 2 })
  })

  test('answers nothing from the instant at which its belief ends, and again after a renewal', async () => {
    const { store, lease } = storeAt(1)
    await lease.renew()
    store.now = 4_499
    expect(lease.current()).not.toBeNull()
    store.now = 4_500
    expect(lease.current()).toBeNull()
    await lease.renew()
    expect(lease.current()).not.toBeNull()
  })

  test('keeps its lease to the end when a renewal fails', async () => {
    const { store, lease } = storeAt(1)
    await lease.renew()
    store.down = true
    await expect(lease.renew()).rejects.toThrow('down')
    expect(lease.current()).not.toBeNull()
    store.down = false
    await lease.renew()
    expect(lease.current()).not.toBeNull()
  })

  test('answers nothing when the store goes back to an older version', async () => {
    const { store, lease } = storeAt(2)
    await lease.renew()
    store.version = 1
    await expect(lease.renew()).rejects.toMatchObject({ name: 'GrantsWentBack' })
    expect(lease.current()).toBeNull()
  })

  test('makes one renewal for all that ask while another is under way', async () => {
    const { store, lease } = storeAt(1)
    await Promise.all([lease.renew(), lease.renew(), lease.renew()])
    expect(store.announced).toHaveLength(1)
    const first = lease.renew()
    await Promise.resolve()
    await Promise.all([first, lease.renew(), lease.renew(), lease.renew()])
    expect(store.announced.length).toBeLessThanOrEqual(3)
  })

  test('believes in nothing after its end, also when a renewal was under way', async () => {
    const { lease } = storeAt(1)
    const renewing = lease.renew()
    await lease.end()
    await renewing
    expect(lease.current()).toBeNull()
    await lease.renew()
    expect(lease.current()).toBeNull()
  })
})
