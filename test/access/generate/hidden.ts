import type { Learned } from './learned.ts'
import type { Cell } from './province-tables.ts'
import { type Change, type PlainRow, personsIn } from './rows.ts'
import type { Asker } from './viewers.ts'

/** How rows of a collection belong to somebody, as far as a limit on rows asks: by person, or by commune. */
const ofPersons: Readonly<Record<string, string>> = {
  'residence/residents': 'personalId',
  'residence/drivingLicences': 'personalId',
  'register/persons': 'personalId',
  'civil-status/births': 'personalId',
  'civil-status/marriages': 'spouseIds',
  'civil-status/deaths': 'personalId',
  'civil-status/singleStatuses': 'personalId',
  'civil-status/personStatuses': 'personalId',
  'health/practitioners': 'personalId',
  'health/encounters': 'personalId',
  'health/vaccinations': 'personalId',
  'social-insurance/healthInsurances': 'personalId',
  'social-protection/beneficiaries': 'personalId',
  'social-protection/meritPersons': 'personalId',
  'enterprises/payrollPersons': 'personalId',
}

interface Case {
  readonly cell: Cell
  readonly change: Change
  readonly learned: readonly Learned[]
  readonly asker: Asker
  /** Personal ID → commune of residence. */
  readonly homes: ReadonlyMap<string, string>
}

/** True where the oracle says that this caller may not learn of the change by this document. */
export function isHidden({ cell, change, learned, asker, homes }: Case): boolean {
  const rows = [change.before, change.after].filter((row) => row !== null)
  const isPlace = cell.kind === 'place' || ['unitId', 'parcelId', ofPersons[cell.collection]].includes(cell.field)
  // What decides who reaches a row says something wherever rows are limited.
  if (isPlace && learned.some(({ extent }) => Array.isArray(extent))) return false
  const fields = cell.kind === 'row' ? new Set([...cell.readBy]) : new Set(cell.readBy)
  return !learned.some(
    ({ coordinate, extent }) =>
      fields.has(coordinate) && rows.some((row) => reaches(extent, row, cell.collection, asker, homes)),
  )
}

function reaches(
  extent: Learned['extent'],
  row: PlainRow,
  collection: string,
  asker: Asker,
  homes: ReadonlyMap<string, string>,
): boolean {
  if (extent === 'ALL') return true
  const persons = personsIn(row)
  if (extent === 'OWN') return persons.length === 0 || persons.includes(asker.claims?.personal_id ?? '')
  const field = ofPersons[collection]
  const owners = field ? [row[field]].flat().map(String) : null
  return extent.every((limit) =>
    limit.some(({ units, subjects }) => {
      if (owners) {
        const reached = owners.filter((one) => subjects?.includes(one) ?? true)
        return reached.some((one) => units === null || units.includes(homes.get(one) ?? ''))
      }
      const ofSubject = subjects === null || persons.length === 0 || persons.some((one) => subjects.includes(one))
      return ofSubject && (units === null || row.unitId === undefined || units.includes(String(row.unitId)))
    }),
  )
}
