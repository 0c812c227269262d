import type { RoleGrant } from '../../../schema/access/grant.ts'
import type { GrantStore } from '../grants/grant-store.ts'
import type { HopContext } from '../hop/hop-context.ts'
import type { ReadNotes } from '../read-notes.ts'
import type { Caller } from '../request-scope.ts'

/** What a subgraph judges by that no request brings along. */
export interface OwnGrounds {
  readonly grants: Pick<GrantStore, 'current' | 'atLeast'>
  /** The standing grants of all roles. */
  readonly roles: readonly RoleGrant[]
}

/**
 * The caller of a hop as this process judges them: who asks, for what purpose and at which instant
 * as the gateway signed it; the grants as this process holds them, at least as new as the gateway's.
 * Where those cannot be had the judge decides without: OPEN and LOOKUP only.
 */
export async function hopCaller(context: HopContext, notes: ReadNotes, { grants, roles }: OwnGrounds): Promise<Caller> {
  const { requestId, today, now, viewer, purpose, grantVersion } = context
  const caughtUp = grantVersion === null || (await grants.atLeast(grantVersion))
  return {
    requestId,
    today,
    notes,
    asking: {
      viewer,
      purpose: { given: purpose !== null, code: purpose },
      book: grantVersion !== null && caughtUp ? grants.current() : null,
      roles,
      now: new Date(now),
    },
  }
}
