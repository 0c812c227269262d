import type { AccessClass } from './access-class.ts'
import type { RowLimit } from './row-scope.ts'

/** Why a position is refused; the first that applies, in this order. */
export const reasons = [
  'NO_TOKEN',
  'NO_PURPOSE',
  'NO_GRANT',
  'PURPOSE_MISMATCH',
  'GRANT_EXPIRED',
  'SERVICE_SUSPENDED',
  'CONSENT_MISSING',
] as const

export type Reason = (typeof reasons)[number]

/** What opens a position. */
export type Ground = 'OPEN' | 'LOOKUP' | 'SUBJECT' | 'OWNER' | 'ROLE' | 'GRANT'

export type Decision =
  | {
      readonly allowed: true
      readonly ground: Ground
      /** Null: all rows. */
      readonly limit: RowLimit | null
      /** `<id>/<version>` of the grants that opened it. */
      readonly grants: readonly string[]
    }
  | { readonly allowed: false; readonly reason: Reason; readonly suspension: import('./grant.ts').Suspension | null }

/** One entry of `errors`: the first position at which a coordinate was refused. */
export interface Refusal {
  readonly coordinate: string
  readonly class: AccessClass
  readonly basis: string
  readonly reason: Reason
  readonly suspension: import('./grant.ts').Suspension | null
  /** `Query.parcels(where:)` where the coordinate was read by a filter or an order. */
  readonly via: string | null
}
