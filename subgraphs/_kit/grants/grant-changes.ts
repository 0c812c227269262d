import type { Grant, Suspension } from '../../../schema/access/grant.ts'
import { type GrantFault, GrantRefused, grantFaults } from './check-grant.ts'
import type { Change } from './commit-change.ts'

/** Adds grants, or replaces those of the same id. @throws GrantRefused for what is no grant */
export function putChange(grants: readonly Grant[], by: string): Change {
  const twice = new Set<string>()
  const ids = grants.map(({ id }) => id)
  for (const [place, id] of ids.entries()) if (ids.indexOf(id) !== place) twice.add(id)
  refuse([
    // The version that a file names is of no account, but must be one.
    ...grants.flatMap((grant, place) => grantFaults(grant, place)),
    ...[...twice].map((id) => ({ id, field: 'id', vi: 'xuất hiện hai lần', en: 'stands there twice' })),
  ])
  return { what: 'PUT', by, ids, apply: () => grants }
}

/** Stops grants until they are restored (60/2021 Art. 13.1.h); a suspended one gets the new ground. */
export function suspendChange(ids: readonly string[], suspension: Suspension, by: string): Change {
  return changeEach('SUSPEND', ids, by, (grant, fault) => {
    if (grant.state === 'ENDED') return fault('state', 'đã chấm dứt', 'has ended, which is final: make a new grant')
    return { ...grant, state: 'SUSPENDED', suspension }
  })
}

/** Takes suspended grants up again. */
export function restoreChange(ids: readonly string[], by: string): Change {
  return changeEach('RESTORE', ids, by, (grant, fault) => {
    if (grant.state !== 'SUSPENDED')
      return fault('state', 'không bị tạm dừng', 'is not suspended: only a suspended grant can be restored')
    return { ...grant, state: 'ACTIVE', suspension: null }
  })
}

/** Ends grants for good (60/2021 Art. 13.1.h). */
export function endChange(ids: readonly string[], by: string): Change {
  return changeEach('END', ids, by, (grant, fault) => {
    if (grant.state === 'ENDED') return fault('state', 'đã chấm dứt từ trước', 'has ended already')
    return { ...grant, state: 'ENDED', suspension: null }
  })
}

type Fault = (field: string, vi: string, en: string) => GrantFault

/** All or none: a list of which one part was suspended would have to be worked out by hand. */
function changeEach(
  what: Change['what'],
  ids: readonly string[],
  by: string,
  change: (grant: Grant, fault: Fault) => Grant | GrantFault,
): Change {
  return {
    what,
    by,
    ids,
    apply(before) {
      const results = [...new Set(ids)].map((id) => {
        const fault: Fault = (field, vi, en) => ({ id, field, vi, en })
        const grant = before.get(id)
        return grant
          ? change(grant, fault)
          : fault('id', 'không có quyền này', 'there is no such grant: see `npm run grants -- list`')
      })
      const changed = results.filter((one): one is Grant => !('field' in one))
      refuse([
        ...results.filter((one): one is GrantFault => 'field' in one),
        ...changed.flatMap((grant) => grantFaults(grant)),
      ])
      return changed
    },
  }
}

function refuse(faults: readonly GrantFault[]): void {
  if (faults.length > 0) throw new GrantRefused(faults)
}
