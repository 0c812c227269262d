import { groupBy } from './group-by.ts'
import { column, optionalColumn, type ReferenceRow, readReference } from './read-csv.ts'

/** How one unit became another; `extent` tells whole or part (the README's second fact). */
export interface Succession {
  /** `code@validFrom` of the successor; null where the unit was abolished without one. */
  readonly id: string | null
  readonly relation: string
  readonly extent: string
  /** ISO date on which the successor's government began to work. */
  readonly effectiveDate: string
  readonly legalBasis: string | null
}

/** One period of one unit of administration. A code alone is no key: codes are used again. */
export interface Unit {
  /** `code@validFrom`, or `code@` where the start is older than the oldest source. */
  readonly id: string
  readonly code: string
  readonly name: string
  readonly unitType: string
  /** 1 province, 2 district (until 2025-06-30), 3 commune. */
  readonly level: 1 | 2 | 3
  readonly parentCode: string | null
  readonly validFrom: string | null
  /** Inclusive; null = valid today. */
  readonly validTo: string | null
  /** Parent, then grandparent; at most two. */
  readonly ancestorCodes: readonly string[]
  readonly legalBasisFrom: string | null
  readonly legalBasisTo: string | null
  /** Provinces before 2025-07-01 on whose land it lies. */
  readonly formerProvinceCodes: readonly string[]
  readonly source: string
  readonly note: string | null
  /** Direct successors of this period, `code@validFrom`. */
  readonly successorIds: readonly string[]
  readonly predecessorIds: readonly string[]
  readonly successions: readonly Succession[]
}

interface Period {
  readonly id: string
  readonly code: string
  readonly level: 1 | 2 | 3
  readonly parentCode: string | null
  readonly validFrom: string | null
  readonly validTo: string | null
  readonly row: ReferenceRow
}

let units: readonly Unit[] | undefined

/** All 564 periods of units of old Bình Định, old Gia Lai and today's Gia Lai, in the order of the file. */
export function readUnits(): readonly Unit[] {
  units ??= join(readReference('administrative_units').map(periodOf), readReference('administrative_unit_succession'))
  return units
}

let byId: ReadonlyMap<string, Unit> | undefined

/** All periods by `code@validFrom`. */
export function unitsById(): ReadonlyMap<string, Unit> {
  byId ??= new Map(readUnits().map((unit) => [unit.id, unit]))
  return byId
}

/** Whether a period (both ends inclusive, null = open) holds the ISO date. */
export function isValidAt(
  period: { readonly validFrom: string | null; readonly validTo: string | null },
  date: string,
) {
  return (period.validFrom === null || period.validFrom <= date) && (period.validTo === null || date <= period.validTo)
}

function periodOf(row: ReferenceRow): Period {
  const code = column(row, 'code')
  const validFrom = optionalColumn(row, 'valid_from')
  const level = Number(column(row, 'level'))
  if (level !== 1 && level !== 2 && level !== 3) throw new Error('a unit has level 1, 2 or 3')
  return {
    id: `${code}@${validFrom ?? ''}`,
    code,
    level,
    parentCode: optionalColumn(row, 'parent_code'),
    validFrom,
    validTo: optionalColumn(row, 'valid_to'),
    row,
  }
}

function join(periods: readonly Period[], successionRows: readonly ReferenceRow[]): Unit[] {
  const byCode = groupBy(periods, (period) => period.code)
  const links = successionRows.map((row) => linkOf(row, byCode))
  const successors = groupBy(links, (link) => link.from)
  const predecessors = groupBy(links, (link) => link.succession.id)
  return periods.map((period) =>
    unitOf(
      period,
      byCode,
      (successors.get(period.id) ?? []).map((link) => link.succession),
      (predecessors.get(period.id) ?? []).map((link) => link.from),
    ),
  )
}

interface Link {
  readonly from: string
  readonly succession: Succession
}

function linkOf(row: ReferenceRow, byCode: ReadonlyMap<string, readonly Period[]>): Link {
  const [from, id] = endsOf(row, byCode)
  return {
    from,
    succession: {
      id,
      relation: column(row, 'relation'),
      extent: column(row, 'extent'),
      effectiveDate: column(row, 'effective_date'),
      legalBasis: optionalColumn(row, 'legal_basis'),
    },
  }
}

/**
 * A succession row names the predecessor by its last day and the successor by the first day
 * on which it stands for the predecessor too. A successor that was only enlarged began earlier.
 */
function endsOf(row: ReferenceRow, byCode: ReadonlyMap<string, readonly Period[]>): [string, string | null] {
  const lastDay = column(row, 'predecessor_valid_to')
  const from = byCode.get(column(row, 'predecessor_code'))?.find((period) => period.validTo === lastDay)
  if (!from) throw new Error('a succession row names a predecessor that is not a unit')
  const successorCode = optionalColumn(row, 'successor_code')
  if (successorCode === null) return [from.id, null]
  const day = column(row, 'effective_date')
  const to = byCode.get(successorCode)?.find((period) => period.level === from.level && isValidAt(period, day))
  if (!to) throw new Error('a succession row names a successor that is not a unit')
  return [from.id, to.id]
}

function unitOf(
  { row, ...period }: Period,
  byCode: ReadonlyMap<string, readonly Period[]>,
  successions: readonly Succession[],
  predecessorIds: readonly string[],
): Unit {
  return {
    ...period,
    name: column(row, 'name_vi'),
    unitType: column(row, 'unit_type'),
    ancestorCodes: ancestorsOf(period, byCode),
    legalBasisFrom: optionalColumn(row, 'legal_basis_from'),
    legalBasisTo: optionalColumn(row, 'legal_basis_to'),
    formerProvinceCodes: column(row, 'former_province_code').split(';').filter(Boolean),
    source: column(row, 'source'),
    note: optionalColumn(row, 'note'),
    successorIds: successions.flatMap(({ id }) => (id === null ? [] : [id])),
    predecessorIds,
    successions,
  }
}

/** Codes above a period on its last day; the periods of one parent code never change its own parent's code. */
function ancestorsOf(period: Omit<Period, 'row'>, byCode: ReadonlyMap<string, readonly Period[]>): string[] {
  if (period.parentCode === null) return []
  const day = period.validTo ?? '9999-12-31'
  const parent = byCode.get(period.parentCode)?.find((above) => above.level < period.level && isValidAt(above, day))
  if (!parent) throw new Error('a unit has a parent that is not a unit')
  return [parent.code, ...ancestorsOf(parent, byCode)]
}
