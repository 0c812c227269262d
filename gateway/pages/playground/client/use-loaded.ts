import { useCallback, useEffect, useState } from 'react'

/** Something that the page fetches once, and again on request. */
export type Loaded<Value> =
  | { readonly state: 'loading' }
  | { readonly state: 'failed' }
  | { readonly state: 'ready'; readonly value: Value }

/**
 * Loads when the page opens. `load` must stay the same function from one drawing to the next; undefined from it means
 * that it failed.
 * @returns the state, and a function that tries again
 */
export function useLoaded<Value>(
  load: (signal: AbortSignal) => Promise<Value | undefined>,
): readonly [Loaded<Value>, () => void] {
  const [loaded, setLoaded] = useState<Loaded<Value>>({ state: 'loading' })
  const [attempt, setAttempt] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is the reason to load again
  useEffect(() => {
    const controller = new AbortController()
    setLoaded({ state: 'loading' })
    load(controller.signal)
      .catch(() => undefined)
      .then((value) => {
        if (controller.signal.aborted) return
        setLoaded(value === undefined ? { state: 'failed' } : { state: 'ready', value })
      })
    return () => controller.abort()
  }, [load, attempt])
  return [loaded, useCallback(() => setAttempt((before) => before + 1), [])]
}
