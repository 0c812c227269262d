import { type Access, openAccess } from './access.ts'
import type { Asking } from './decide.ts'

/**
 * Keeps the decisions of the callers that ask again and again. An entry serves the same viewer,
 * purpose and version of the grants, and no longer than until the next instant at which a grant
 * or a consent begins or ends.
 * @param most how many callers are kept; the longest unused makes room
 */
export function accessCache(most: number): (asking: Asking) => Access {
  const kept = new Map<string, Access>()
  return (asking) => {
    const { identity, agency, app, databases, roles } = asking.viewer
    const name = JSON.stringify([
      identity === null,
      agency,
      app,
      databases,
      roles,
      asking.purpose.given,
      asking.purpose.code,
    ])
    const known = kept.get(name)
    // The book is a new object with every version; a frozen clock may also stand before an entry was made.
    const holds =
      known &&
      known.asking.book === asking.book &&
      known.asking.roles === asking.roles &&
      known.asking.now <= asking.now &&
      asking.now.getTime() < known.validUntil
    if (known) kept.delete(name)
    const access = holds ? known : openAccess(asking)
    kept.set(name, access)
    if (kept.size > most) kept.delete(kept.keys().next().value as string)
    return access
  }
}
