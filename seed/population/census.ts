import { groupBy } from '../reference/group-by.ts'
import { column, readReference } from '../reference/read-csv.ts'
import { isValidAt, readUnits, type Unit } from '../reference/units.ts'

const censusDay = '2019-04-01'
const lastDayOfDistricts = '2025-06-30'

/** Persons counted on 2019-04-01 in one district of former Bình Định. */
export interface CensusDistrict {
  readonly code: string
  readonly urban: number
  readonly rural: number
}

/** The eleven districts of former Bình Định in the census of 2019; 1,486,918 persons in all. */
export function censusDistricts(): CensusDistrict[] {
  const districts = new Set(
    readUnits().flatMap((unit) => (unit.level === 2 && unit.parentCode === '52' ? [unit.code] : [])),
  )
  return readReference('population_by_unit')
    .filter((row) => row.population_basis === 'census' && row.year === '2019' && districts.has(column(row, 'code')))
    .map((row) => ({
      code: column(row, 'code'),
      urban: Number(column(row, 'population_urban')),
      rural: Number(column(row, 'population_rural')),
    }))
}

/**
 * Persons of each commune of 2025-06-30 (`code@validFrom` -> number), so that each district
 * keeps its urban and its rural total of the census. A design choice: where a resolution names
 * the population of a commune, that figure is taken (its date differs from the census); the
 * rest of the urban part is shared equally by the wards and towns of the census day, the rest
 * of the rural part by its communes.
 */
export function censusByOldCommune(): Map<string, number> {
  const units = readUnits()
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const communes = groupBy(
    units.filter((unit) => unit.level === 3 && isValidAt(unit, lastDayOfDistricts)),
    (unit) => unit.parentCode,
  )
  const result = new Map<string, number>()
  for (const district of censusDistricts()) {
    const counted = (communes.get(district.code) ?? []).map((unit) => ({ unit, before: onCensusDay(unit, byId) }))
    for (const urban of [true, false]) {
      const part = counted.filter(({ before }) => isUrban(before) === urban)
      shareOut(urban ? district.urban : district.rural, part, result)
    }
  }
  return result
}

interface Counted {
  readonly unit: Unit
  readonly before: readonly Unit[]
}

function shareOut(persons: number, part: readonly Counted[], result: Map<string, number>): void {
  const named = namedPopulations()
  const rest = part.filter(({ unit }) => !named.has(unit.id))
  let left = persons
  for (const { unit } of part) {
    const figure = named.get(unit.id)
    if (figure === undefined) continue
    result.set(unit.id, figure)
    left -= figure
  }
  const shares = rest.reduce((sum, { before }) => sum + before.length, 0)
  if (left < 0 || (shares === 0 && left > 0)) throw new Error('the named populations exceed the census')
  for (const { unit, before } of rest) result.set(unit.id, (left * before.length) / shares)
}

/** Populations that resolutions name, by `code@validFrom`. */
function namedPopulations(): Map<string, number> {
  return new Map(
    readReference('population_by_unit')
      .filter((row) => row.population_basis === 'resolution (quy mô dân số)')
      .map((row) => [`${row.code}@${row.unit_valid_from}`, Number(column(row, 'population'))]),
  )
}

/** What a commune was on the census day: one unit, or those that were merged into it since. */
function onCensusDay(unit: Unit, byId: ReadonlyMap<string, Unit>): Unit[] {
  if (isValidAt(unit, censusDay)) return [unit]
  return unit.predecessorIds.flatMap((id) => {
    const predecessor = byId.get(id)
    return predecessor ? onCensusDay(predecessor, byId) : []
  })
}

function isUrban(units: readonly Unit[]): boolean {
  return units.some((unit) => unit.unitType === 'phường' || unit.unitType === 'thị trấn')
}
