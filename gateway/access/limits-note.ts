import type { Judged } from '../../schema/access/judge.ts'
import type { RowScope } from '../../schema/access/row-scope.ts'

/** One coordinate whose rows are limited, and to what. */
export interface LimitNote {
  readonly coordinate: string
  readonly scope: string
}

/**
 * The note that an answer is limited to some rows: the same bytes whatever rows were asked, since
 * a row out of reach looks like one that does not exist. Null where nothing is limited.
 */
export function limitsNote({ limits }: Pick<Judged, 'limits'>): readonly LimitNote[] | null {
  if (limits.length === 0) return null
  return limits.map(({ coordinate, limit }) => ({ coordinate, scope: limit.map(scopeText).join(' | ') }))
}

/** A scope without its persons: who has consented is not told to whom it may not concern. */
export function scopeText({ units, subjects, agency }: RowScope): string {
  const parts = [
    ...(units === null ? [] : [`units: ${[...units].sort().join(' ')}`]),
    ...(subjects === null ? [] : ['subjects who consented']),
    ...(agency === null ? [] : [`agency: ${agency}`]),
  ]
  return parts.join(', ')
}
