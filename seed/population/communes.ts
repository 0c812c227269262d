import { column, readReference } from '../reference/read-csv.ts'
import { isValidAt, readUnits, type Unit } from '../reference/units.ts'
import { censusByOldCommune } from './census.ts'
import { coastalCommunes } from './coastal-communes.ts'
import type { SyntheticCommune } from './population.ts'

/** The box into which the tile map is scaled; all of it lies in the GeoHash cells w6m and w6t. */
const box = { south: 13.5, north: 14.7, west: 108.6, east: 109.3 }
const tileMap = 'communes_of_former_binh_dinh_from_2025-07-01'

interface Tile {
  readonly column: number
  readonly row: number
}

let communes: readonly SyntheticCommune[] | undefined

/**
 * The 58 communes of today that came from former Bình Định, along a line that leads through the
 * tile map from north to south, so that neighbours in the list are neighbours on the map.
 */
export function readCommunes(): readonly SyntheticCommune[] {
  communes ??= makeCommunes()
  return communes
}

function makeCommunes(): SyntheticCommune[] {
  const tiles = readTiles()
  const width = Math.max(...[...tiles.values()].map((tile) => tile.column))
  const height = Math.max(...[...tiles.values()].map((tile) => tile.row))
  const census = censusByOldCommune()
  const total = [...census.values()].reduce((sum, persons) => sum + persons, 0)
  const units = readUnits()
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const coastal = new Set(coastalCommunes.map(([code]) => code))
  return units
    .filter((unit) => isValidAt(unit, '2025-07-01') && tiles.has(unit.code))
    .map((unit) => ({ unit, tile: tiles.get(unit.code) as Tile }))
    .sort((a, b) => along(a.tile) - along(b.tile))
    .map(({ unit, tile }) => ({
      unitId: unit.id,
      code: unit.code,
      name: unit.name,
      formerDistrict: districtOf(unit, byId),
      coastal: coastal.has(unit.code),
      share: personsOf(unit, census, byId) / total,
      latitude: place(box.north, box.south, tile.row, height),
      longitude: place(box.west, box.east, tile.column, width),
    }))
}

function readTiles(): Map<string, Tile> {
  return new Map(
    readReference('tile_map')
      .filter((row) => row.map === tileMap)
      .map((row) => [column(row, 'code'), { column: Number(column(row, 'column')), row: Number(column(row, 'row')) }]),
  )
}

/** West to east in odd rows, back in even ones. */
function along(tile: Tile): number {
  return tile.row * 100 + (tile.row % 2 === 1 ? tile.column : 50 - tile.column)
}

/** Centre of the n-th of `count` equal cells between two edges, to six decimals of a degree. */
function place(from: number, to: number, n: number, count: number): number {
  return Math.round((from + ((to - from) * (n - 0.5)) / count) * 1e6) / 1e6
}

/**
 * Census persons of a commune of today: the whole of what was merged into it, and of the three
 * communes that were divided (An Nghĩa, Canh Liên, Canh Hiệp) one half for each side. A design
 * choice: how many people went to each side is not published.
 */
function personsOf(unit: Unit, census: ReadonlyMap<string, number>, byId: ReadonlyMap<string, Unit>): number {
  return unit.predecessorIds.reduce((sum, id) => {
    const sides = byId.get(id)?.successorIds.length ?? 1
    return sum + (census.get(id) ?? 0) / sides
  }, 0)
}

/** No commune of today took land from two districts. */
function districtOf(unit: Unit, byId: ReadonlyMap<string, Unit>): string {
  const codes = new Set(unit.predecessorIds.map((id) => byId.get(id)?.parentCode))
  const [code] = codes
  const district = readUnits().find((candidate) => candidate.code === code && candidate.validTo === '2025-06-30')
  if (codes.size !== 1 || !district) throw new Error('a commune of today has not exactly one former district')
  return district.name
}
