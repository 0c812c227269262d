import type { OfferedCallers } from '../offered-callers.ts'

/** Whom the hub lets one ask as. Undefined where it does not tell. */
export async function loadCallers(signal: AbortSignal): Promise<OfferedCallers | undefined> {
  const response = await fetch(`${import.meta.env.BASE_URL}identities.json`, { signal })
  return response.ok ? response.json() : undefined
}
