import type { Row } from '../_kit/row.ts'

/**
 * True where a row is in force on a date (60/2021 Art. 4.1.b: references in time). Both ends
 * belong to the period; an empty start reaches back before the oldest source.
 */
export function inForce(row: Row, date: string): boolean {
  return (row.validFrom == null || row.validFrom <= date) && (row.validTo == null || date <= row.validTo)
}

/** The MongoDB filter for rows in force on a date. */
export function inForceFilter(date: string): Row {
  return {
    $and: [
      { $or: [{ validFrom: null }, { validFrom: { $lte: date } }] },
      { $or: [{ validTo: null }, { validTo: { $gte: date } }] },
    ],
  }
}

/**
 * The date by which a row's neighbours are read: the date that was asked, else today, drawn
 * into the row's own period, so that the parent of an abolished unit is the one it had.
 */
export function dateWithin(row: Row, asked: string): string {
  if (row.validTo != null && asked > row.validTo) return row.validTo
  if (row.validFrom != null && asked < row.validFrom) return row.validFrom
  return asked
}
