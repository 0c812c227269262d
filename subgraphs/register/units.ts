import type { Resolver } from '../_kit/agency.ts'
import { openList } from '../_kit/lists.ts'
import { loadAll, loadOne } from '../_kit/loaders.ts'
import type { RequestScope } from '../_kit/request-scope.ts'
import type { Row } from '../_kit/row.ts'
import { dateWithin, inForce, inForceFilter } from './periods.ts'

/**
 * `administrativeUnit(code:, asOf:)`: the unit that bore the code on that date, or null. The
 * date travels with the row, because it holds for `parent` too.
 */
export const unitOn: Resolver = (_parent, args, scope) => unitInForce(scope, args.code, args.asOf ?? scope.caller.today)

/** `administrativeUnits(level:, within:, asOf:)`: `within` is any ancestor in force on that date. */
export const listUnits: Resolver = (_parent, args, scope) => {
  const date: string = args.asOf ?? scope.caller.today
  const conditions: Row[] = [inForceFilter(date)]
  if (args.level != null) conditions.push({ level: { $eq: args.level } })
  if (args.within != null) conditions.push({ ancestorCodes: { $eq: args.within } })
  return openList(scope, {
    collection: 'units',
    filter: { $and: conditions },
    order: { field: 'code', direction: 1 },
    args,
    each: (row) => ({ ...row, asOf: date }),
  })
}

/** The fields of a unit that lead to other units. */
export const unitFields: Readonly<Record<string, Resolver>> = {
  parent: (row, _args, scope) =>
    row.parentCode && unitInForce(scope, row.parentCode, dateWithin(row, row.asOf ?? scope.caller.today)),
  successors: (row, _args, scope) => unitsById(scope, row.successorIds),
  predecessors: (row, _args, scope) => unitsById(scope, row.predecessorIds),
}

async function unitInForce(scope: RequestScope, code: string, date: string): Promise<Row | null> {
  const periods = await loadAll(scope, 'units', 'code', code)
  const unit = periods.find((period) => inForce(period, date))
  return unit ? { ...unit, asOf: date } : null
}

async function unitsById(scope: RequestScope, ids: readonly string[]): Promise<Row[]> {
  const units = await Promise.all(ids.map((id) => loadOne(scope, 'units', 'id', id)))
  return units.filter((unit) => unit !== null)
}
