import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { limits } from '../../../schema/limits.ts'
import { waitFor } from '../../../test/setup/wait-for.ts'
import { groupCommit } from './group-commit.ts'

/** A disk that fails as often as it is told to, with or without having written. */
function faultyDisk(faults: ('before' | 'after' | 'half')[] = []) {
  const written: number[] = []
  const groups: number[][] = []
  const write = async (items: readonly number[]) => {
    groups.push([...items])
    const fault = faults.shift()
    const taken = fault === 'before' ? [] : fault === 'half' ? items.slice(0, Math.floor(items.length / 2)) : items
    // As the database does: what is there already is not written again.
    for (const item of taken) if (!written.includes(item)) written.push(item)
    if (fault) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
  }
  return { written, groups, write }
}

const untilSettled = (promises: Promise<void>[]) => Promise.all(promises)

test('what comes at once goes as one group, in its order', async () => {
  const disk = faultyDisk()
  const commit = groupCommit(disk.write, () => {})
  await untilSettled([1, 2, 3].map((item) => commit.add(item, 1)))
  expect(disk.groups).toEqual([[1, 2, 3]])
  expect(commit.backlog()).toEqual({ records: 0, chars: 0 })
})

test('what comes while a group is under way goes with the next, and one group is under way at a time', async () => {
  let underWay = 0
  const groups: number[] = []
  const commit = groupCommit<number>(
    async (items) => {
      underWay += 1
      expect(underWay).toBe(1)
      await new Promise(setImmediate)
      groups.push(items.length)
      underWay -= 1
    },
    () => {},
  )
  const first = commit.add(0, 1)
  await new Promise(setImmediate)
  const rest = Array.from({ length: 20 }, (_, item) => commit.add(item + 1, 1))
  await untilSettled([first, ...rest])
  expect(groups).toEqual([1, 20])
})

test('a group holds no more records and characters than one command may carry', async () => {
  const disk = faultyDisk()
  const commit = groupCommit(disk.write, () => {})
  const many = Array.from({ length: limits.logBatchRecords + 1 }, (_, item) => commit.add(item, 1))
  await untilSettled(many)
  const large = [-1, -2, -3].map((item) => commit.add(item, limits.logBatchChars * 0.6))
  await untilSettled(large)
  expect(disk.groups.map((group) => group.length)).toEqual([limits.logBatchRecords, 1, 1, 1, 1])
})

test('whatever fails, and however often, the order on the disk is the order of adding and nothing is left out', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('before' as const, 'after' as const, 'half' as const), { maxLength: 2 }),
      fc.integer({ min: 1, max: 40 }),
      async (faults, count) => {
        const disk = faultyDisk([...faults])
        const commit = groupCommit(disk.write, () => {})
        const items = Array.from({ length: count }, (_, item) => item)
        await untilSettled(items.map((item) => commit.add(item, 1)))
        expect(disk.written).toEqual(items)
      },
    ),
    { numRuns: 15 },
  )
})

test('a full disk is told once, and so is its end', async () => {
  const disk = faultyDisk(['before', 'before'])
  const turns: unknown[] = []
  const commit = groupCommit(disk.write, (failure) => turns.push(failure))
  const added = commit.add(1, 1)
  await waitFor(async () => commit.failing(), Boolean)
  await added
  expect(commit.failing()).toBe(false)
  expect(turns).toEqual([expect.objectContaining({ code: 'ENOSPC' }), null])
})

describe('the queue', () => {
  test('has room up to its bound of records, and of characters', () => {
    const commit = groupCommit<number>(
      () => new Promise(() => {}),
      () => {},
    )
    for (let item = 0; item < limits.logQueueRecords; item += 1) {
      if (item === limits.logQueueRecords / 2) expect(commit.hasRoom(0.5)).toBe(false)
      void commit.add(item, 1)
    }
    expect(commit.hasRoom(1)).toBe(false)
    const few = groupCommit<number>(
      () => new Promise(() => {}),
      () => {},
    )
    void few.add(1, limits.logQueueChars)
    expect(few.hasRoom(1)).toBe(false)
  })

  test('that is closed while nothing can be written gives up, and says so to each that waits', async () => {
    const commit = groupCommit<number>(
      () => new Promise(() => {}),
      () => {},
    )
    const waiting = commit.add(1, 1)
    const lost = expect(waiting).rejects.toThrow('closed')
    await commit.close(1)
    await lost
  })

  test('that is closed writes first what waits', async () => {
    const disk = faultyDisk(['after'])
    const commit = groupCommit(disk.write, () => {})
    const added = commit.add(1, 1)
    await commit.close(limits.logWriteMs)
    await added
    expect(disk.written).toEqual([1])
  })
})
