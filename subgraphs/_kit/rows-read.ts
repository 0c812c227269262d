import { openRows } from './at-rest/at-rest.ts'
import { placeRows } from './place.ts'
import type { RequestScope } from './request-scope.ts'
import type { Row } from './row.ts'

/**
 * Every row that this kit reads from a collection passes here once, before any resolver sees it:
 * the only way from the database into an answer. Sealed values are opened here,
 * and each row is marked with its place.
 */
export function rowsRead(scope: RequestScope, collection: string, rows: Row[]): Row[] {
  const opened = openRows(scope.atRest, collection, rows)
  const place = scope.places[collection]?.place
  return place === undefined ? opened : placeRows(opened, place)
}
