import { isUnderSeal } from '../../subgraphs/_kit/sealed-key.ts'

/**
 * The answer without keys under their seal, each of them null: a subgraph of another process may
 * already know that a grant was suspended, and seal a key that the gateway still took for allowed.
 */
export function withoutSeals(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSeals)
  if (typeof value !== 'object' || value === null) return isUnderSeal(value) ? null : value
  // By entries: a caller's alias may be `__proto__`.
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutSeals(inner)]))
}
