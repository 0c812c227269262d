import type { Row } from './row.ts'

/** The rows that a limited field may reach: what lists add to their queries and row readers ask. */
export interface RowsInScope {
  /** Part of the name of every cursor and loader that depends on the scope. */
  readonly name: string
  /** The MongoDB filter for rows of a collection: `{}` for all, null for none. */
  filter(collection: string): Promise<Row | null>
  /** The same for the rows whose `field` names `key`. */
  filterBelow(collection: string, field: string, key: string): Promise<Row | null>
  /** Whether a row may be read that a resolver has found for its field's record. */
  admits(row: Row): Promise<boolean>
}
