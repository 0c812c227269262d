/** The list that a map keeps under a key; an empty one is laid there where it has none. */
export function listOf<K, T>(lists: Map<K, T[]>, key: K): T[] {
  const known = lists.get(key)
  if (known) return known
  const fresh: T[] = []
  lists.set(key, fresh)
  return fresh
}
