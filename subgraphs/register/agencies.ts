import type { Resolver } from '../_kit/agency.ts'
import { filterFrom } from '../_kit/filter.ts'
import { openList } from '../_kit/lists.ts'
import { loadAll, loadOne } from '../_kit/loaders.ts'
import type { RequestScope } from '../_kit/request-scope.ts'
import type { Row } from '../_kit/row.ts'
import { dateWithin, inForce, inForceFilter } from './periods.ts'

/** `agency(code:, asOf:)`: the agency if it is in force on the date, today by default; else null. */
export const agencyOn: Resolver = async (_parent, args, scope) => {
  const date: string = args.asOf ?? scope.caller.today
  const agency = await loadOne(scope, 'agencies', 'code', args.code)
  return agency && inForce(agency, date) ? { ...agency, asOf: date } : null
}

/** `agencies(where:, asOf:)`: those in force on the date, today by default. */
export const listAgencies: Resolver = (_parent, args, scope) => {
  const date: string = args.asOf ?? scope.caller.today
  const where = filterFrom(args.where, { kind: 'kind', name: 'name' })
  return openList(scope, {
    collection: 'agencies',
    filter: { $and: [inForceFilter(date), where] },
    order: { field: args.orderBy ?? '_id', direction: args.direction === 'DESC' ? -1 : 1 },
    args,
    each: (row) => ({ ...row, asOf: date }),
  })
}

/** The fields of an agency that lead to its unit and to other agencies. */
export const agencyFields: Readonly<Record<string, Resolver>> = {
  unit: async (row, _args, scope) => {
    if (!row.unitCode) return null
    const date = dateWithin(row, row.asOf ?? scope.caller.today)
    const periods = await loadAll(scope, 'units', 'code', row.unitCode)
    return periods.find((period) => inForce(period, date)) ?? null
  },
  parent: (row, _args, scope) => row.parentCode && loadOne(scope, 'agencies', 'code', row.parentCode),
  successors: (row, _args, scope) => agenciesByCode(scope, row.successorCodes),
  predecessors: (row, _args, scope) => agenciesByCode(scope, row.predecessorCodes),
}

async function agenciesByCode(scope: RequestScope, codes: readonly string[]): Promise<Row[]> {
  const agencies = await Promise.all(codes.map((code) => loadOne(scope, 'agencies', 'code', code)))
  return agencies.filter((agency) => agency !== null)
}
