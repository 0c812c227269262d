import { setTimeout } from 'node:timers/promises'
import { limits } from '../../../schema/limits.ts'

/** What waits to be written. */
export interface Backlog {
  readonly records: number
  readonly chars: number
}

/** What waits to be written, in its order. */
export interface GroupCommit<T> {
  /** Resolves when the item is durable; rejects only where the queue is given up before. */
  add(item: T, chars: number): Promise<void>
  /** Whether one more fits into this share of the queue. */
  hasRoom(share: number): boolean
  /** True from a failed write until the next that succeeds. */
  failing(): boolean
  /** Says that a write is overdue: `failing` until one succeeds. */
  suspect(): void
  backlog(): Backlog
  /** Waits until all is written or so much time has passed; then gives up what still waits. */
  close(timeoutMs: number): Promise<void>
}

interface Waiting<T> {
  readonly item: T
  readonly chars: number
  readonly done: () => void
  readonly lost: (error: Error) => void
}

/** A group costs as much as ten records, whatever is in it: where so many come at once, they wait for more. */
const busyGroup = 4

/**
 * Writes in groups: one write is under way, and all that came meanwhile goes with the next. A group that
 * failed, or whose outcome is unknown, is tried again unchanged and in its place until it is written, so
 * that the order of items is the order on the disk and none is left out.
 * @param write makes the items durable, in their order; may be called again with the same items
 * @param onChange told when writing begins to fail, with the error, and null when it succeeds again
 */
export function groupCommit<T>(
  write: (items: readonly T[]) => Promise<void>,
  onChange: (failure: unknown) => void,
): GroupCommit<T> {
  const queue: Waiting<T>[] = []
  const giveUp = new AbortController()
  let chars = 0
  let failing = false
  let running: Promise<void> | null = null

  const turn = (failure: unknown) => {
    const turned = (failure !== null) !== failing
    failing = failure !== null
    if (turned) onChange(failure)
  }
  const run = async () => {
    // What else arrives in this turn of the event loop goes with the first group.
    await new Promise(setImmediate)
    while (queue.length > 0 && !giveUp.signal.aborted) {
      const group = queue.slice(0, groupSize(queue))
      const began = performance.now()
      try {
        await write(group.map(({ item }) => item))
      } catch (error) {
        turn(error)
        await pause(limits.logRetryMs, giveUp.signal)
        continue
      }
      turn(null)
      queue.splice(0, group.length)
      for (const waiting of group) {
        chars -= waiting.chars
        waiting.done()
      }
      if (group.length >= busyGroup) await pause(limits.logGroupMs - (performance.now() - began), giveUp.signal)
    }
    running = null
  }
  return {
    add(item, size) {
      const added = new Promise<void>((done, lost) => queue.push({ item, chars: size, done, lost }))
      chars += size
      running ??= run()
      return added
    },
    hasRoom: (share) => queue.length < limits.logQueueRecords * share && chars < limits.logQueueChars * share,
    failing: () => failing,
    suspect: () => turn(new Error('a write of the exchange log is overdue')),
    backlog: () => ({ records: queue.length, chars }),
    async close(timeoutMs) {
      const late = new AbortController()
      await Promise.race([running, pause(timeoutMs, late.signal)])
      late.abort()
      giveUp.abort()
      for (const waiting of queue.splice(0)) waiting.lost(new Error('the exchange log was closed before'))
    },
  }
}

/** How many from the front go together: at least one, however large. */
function groupSize(queue: readonly { readonly chars: number }[]): number {
  const most = Math.min(queue.length, limits.logBatchRecords)
  let chars = queue[0]?.chars ?? 0
  let count = 1
  for (; count < most; count += 1) {
    chars += queue[count]?.chars ?? 0
    if (chars > limits.logBatchChars) break
  }
  return count
}

/** Ends early, and well, where it is no longer wanted. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await setTimeout(ms, undefined, { signal }).catch(() => {})
}
