import type { Row } from './row.ts'

/** What the hub's own subgraph asks of the gateway: it knows the caller, the judge and the log. */
export interface Desk {
  /** Shape of `Viewer`, with the `personalId` of its `person`. */
  viewer(): Row
  /** Shape of `AccessPreview`. */
  preview(operation: string): Row
  /** Exchanges in which the record of this person was read, newest first. */
  readsOf(personalId: string): LogList
  exchanges(filter: ExchangeFilter): LogList
}

/**
 * A list of the log that is read by position; rows bear `_id` and `at` beside their fields, and
 * `parties`: codes of the agency that asked and of those that hold the databases that supplied.
 */
export interface LogList {
  count(): Promise<number>
  page(after: { readonly at: string; readonly id: string } | null, size: number): Promise<Row[]>
}

export interface ExchangeFilter {
  /** Dates in the province's time, both inclusive; null: no bound. */
  readonly from: string | null
  readonly to: string | null
  /** Code of the agency that asked or that holds what was supplied; null: any. */
  readonly agency: string | null
  /** Each is a limit: one of its agencies asked, or holds what was supplied. */
  readonly agencies: readonly (readonly string[])[]
}
