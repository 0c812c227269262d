import { groupBy } from './group-by.ts'
import { column, optionalColumn, type ReferenceRow, readReference } from './read-csv.ts'
import { isValidAt, readUnits } from './units.ts'

/**
 * A committee, department or branch with its period. `code` is an internal key: the official
 * level-2 codes were not found, so the legal code stands in `eicCode` and is mostly null.
 */
export interface Agency {
  readonly code: string
  /** Always `assigned here` today; shown beside the code, so that nobody takes it for the legal one. */
  readonly codeStatus: string
  /** Electronic identification code (QĐ 20/2020/QĐ-TTg). */
  readonly eicCode: string | null
  readonly eicStatus: string
  readonly name: { readonly vi: string; readonly en: string }
  readonly kind: string
  readonly parentCode: string | null
  readonly unitCode: string
  /** `code@validFrom` of the unit that it serves, on the agency's last day or today. */
  readonly unitId: string
  readonly validFrom: string | null
  /** Inclusive; null = valid today. */
  readonly validTo: string | null
  readonly successorCodes: readonly string[]
  readonly predecessorCodes: readonly string[]
  readonly successions: readonly AgencySuccession[]
  /** How its existence is known: public, press, implied, derived, general knowledge. */
  readonly existenceEvidence: string
  readonly source: string
  readonly note: string | null
}

/** One direct successor; null code where the duties passed on without one successor. */
export interface AgencySuccession {
  readonly code: string | null
  readonly relation: string
  readonly extent: string
  readonly effectiveDate: string
  readonly evidence: string
}

let agencies: readonly Agency[] | undefined

/** All agencies of `agencies.csv` with their direct successors and predecessors, in the order of the file. */
export function readAgencies(): readonly Agency[] {
  agencies ??= join(readReference('agencies'), readReference('agency_succession'))
  return agencies
}

function join(rows: readonly ReferenceRow[], successionRows: readonly ReferenceRow[]): Agency[] {
  const successions = groupBy(successionRows, (row) => column(row, 'predecessor_code'))
  const predecessors = groupBy(successionRows, (row) => column(row, 'successor_code'))
  return rows.map((row) => {
    const code = column(row, 'agency_code')
    return agencyOf(
      row,
      (successions.get(code) ?? []).map(successionOf),
      (predecessors.get(code) ?? []).map((before) => column(before, 'predecessor_code')),
    )
  })
}

function agencyOf(
  row: ReferenceRow,
  successions: readonly AgencySuccession[],
  predecessorCodes: readonly string[],
): Agency {
  const unitCode = column(row, 'unit_code')
  const validTo = optionalColumn(row, 'valid_to')
  return {
    code: column(row, 'agency_code'),
    codeStatus: column(row, 'code_status'),
    eicCode: optionalColumn(row, 'eic_code'),
    eicStatus: column(row, 'eic_status'),
    // The source repeats a word in a few names; it is shown once.
    name: { vi: column(row, 'name_vi').replace('tỉnh tỉnh', 'tỉnh'), en: column(row, 'name_en') },
    kind: column(row, 'kind'),
    parentCode: optionalColumn(row, 'parent_agency_code'),
    unitCode,
    unitId: unitIdOf(unitCode, validTo),
    validFrom: optionalColumn(row, 'valid_from'),
    validTo,
    successorCodes: successions.flatMap(({ code }) => (code === null ? [] : [code])),
    predecessorCodes,
    successions,
    existenceEvidence: column(row, 'existence_evidence'),
    source: column(row, 'source'),
    note: optionalColumn(row, 'note'),
  }
}

function successionOf(row: ReferenceRow): AgencySuccession {
  return {
    code: optionalColumn(row, 'successor_code'),
    relation: column(row, 'relation'),
    extent: column(row, 'extent'),
    effectiveDate: column(row, 'effective_date'),
    evidence: column(row, 'evidence'),
  }
}

function unitIdOf(unitCode: string, lastDay: string | null): string {
  const unit = readUnits().find(
    ({ code, ...period }) => code === unitCode && isValidAt(period, lastDay ?? '9999-12-31'),
  )
  if (!unit) throw new Error('an agency serves a unit that is not in the register of units')
  return unit.id
}
