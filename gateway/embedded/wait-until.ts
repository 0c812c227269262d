import { setTimeout as pause } from 'node:timers/promises'
import { limits } from '../../schema/limits.ts'

/** Asks until the answer is yes; false where `limitMs` passed first. An error of `check` is thrown on. */
export async function waitUntil(check: () => Promise<boolean>, limitMs: number): Promise<boolean> {
  const end = performance.now() + limitMs
  while (!(await check())) {
    if (performance.now() > end) return false
    await pause(limits.mongodPollMs)
  }
  return true
}
