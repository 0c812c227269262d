import type { Example } from '../examples.ts'

/** Fetches the examples that the hub offers. Undefined where they cannot be had. */
export async function loadExamples(signal: AbortSignal): Promise<readonly Example[] | undefined> {
  const response = await fetch(`${import.meta.env.BASE_URL}examples.json`, { signal })
  if (!response.ok) return undefined
  const read: { readonly examples?: readonly Example[] } = await response.json()
  return read.examples
}
