/**
 * Rows that one permission reaches. Every part that is set must hold: a unit of `units`, a person
 * of `subjects`, an exchange that `agency` supplied or asked.
 */
export interface RowScope {
  /** Keys of units, descendants included; null: any. */
  readonly units: ReadonlySet<string> | null
  /** Personal IDs whose consent is in force; null: any. */
  readonly subjects: ReadonlySet<string> | null
  /** Null: any. Only the exchange log has rows of an agency. */
  readonly agency: string | null
}

/** The rows of any of these permissions. No limit at all is written as null, never as an empty list. */
export type RowLimit = readonly RowScope[]
