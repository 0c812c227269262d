import { setImmediate } from 'node:timers/promises'

/** Asks again and again until the answer satisfies; the test's own time limit is the only clock. */
export async function waitFor<T>(ask: () => Promise<T>, satisfied: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask()
    if (satisfied(answer)) return answer
    await setImmediate()
  }
}
