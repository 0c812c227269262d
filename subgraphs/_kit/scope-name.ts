import { createHash } from 'node:crypto'
import type { RowLimit, RowScope } from '../../schema/access/row-scope.ts'

const names = new WeakMap<RowScope, string>()

/**
 * A name that two scopes share only if they reach the same rows; the same in every process, since
 * cursors are bound to it. A digest: a scope may hold thousands of units and persons.
 */
export function scopeName(scope: RowScope): string {
  let name = names.get(scope)
  if (name === undefined) {
    const { units, subjects, agency } = scope
    const text = JSON.stringify([units && [...units].sort(), subjects && [...subjects].sort(), agency])
    name = createHash('sha256').update(text).digest('base64url')
    names.set(scope, name)
  }
  return name
}

/** The same of several limits, whatever the order in which they and their scopes stand. */
export function limitsName(limits: readonly RowLimit[]): string {
  return JSON.stringify(limits.map((limit) => limit.map(scopeName).sort().join('|')).sort())
}
