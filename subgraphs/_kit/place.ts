import type { Row } from './row.ts'

/**
 * To which place the rows of a collection belong, by fields of the row; a grant's territory and
 * subjects reach rows by it (60/2021 Art. 11).
 * - `person`: a record of that person, or of each of them where the field is a list. It belongs to
 *   the commune of current residence, which the register keeps, whatever unit stands in the row;
 *   with `unit` beside it the row itself states the residence.
 * - `unit`: a thing. It belongs to the commune of its own record; `persons` names whose data it
 *   holds all the same, for the log of those who read it.
 * - `agency`: an exchange, of each agency that the field names.
 * - `public`: open reference data, which a limit never hides and a closed field never stands on.
 * - `parent`: part of the record below which it was read.
 */
export type Place =
  | 'public'
  | 'parent'
  | { readonly person: string; readonly unit?: string }
  | { readonly unit: string; readonly persons?: string }
  | { readonly agency: string }

const placed = Symbol('place')

/** Marks rows with the place of their collection; a copy by spread keeps the mark. */
export function placeRows(rows: Row[], place: Place): Row[] {
  for (const row of rows) (row as { [placed]?: Place })[placed] = place
  return rows
}

/** The place of a row that was read by this kit; undefined for anything else. */
export function placeOf(row: Row): Place | undefined {
  return (row as { [placed]?: Place })[placed]
}

/** The texts in one field of a row, which may hold one, several or none. */
export function textsIn(row: Row, field: string): string[] {
  const value: unknown = row[field]
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}
