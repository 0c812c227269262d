import type { PopulationChunk } from '../../seed/population/population.ts'
import { move, type Point } from './parcel-shape.ts'

/** Parcels lie in a square around the commune's centre; centres are 11 km apart at least. */
const fieldMetres = 8_000
const placesPerSide = 50
/** Of a place's width; a parcel's point stays inside its own place, so no two are equal. */
const jitter = 0.4

/** Where the next parcel of a commune lies, and its old key. */
export interface ParcelPlace {
  readonly point: Point
  /** Each chunk draws on a map sheet of its own. */
  readonly sheetNumber: number
  readonly parcelNumber: number
}

/**
 * Gives out places for a chunk's parcels: each chunk has a block of 2,500 places of its own in
 * the field of every commune, so that identifiers are unique without a counter for all. The
 * points are made up and outlines around them may overlap: no cadastral map was used.
 */
export function parcelPlaces(chunk: PopulationChunk): (unitId: string) => ParcelPlace {
  const random = chunk.random('land/places')
  const communes = new Map(chunk.province.communes.map((commune) => [commune.unitId, commune]))
  const blocksPerSide = Math.ceil(Math.sqrt(chunk.province.chunkCount))
  const block = { row: Math.floor(chunk.index / blocksPerSide), column: chunk.index % blocksPerSide }
  const placeMetres = fieldMetres / (blocksPerSide * placesPerSide)
  let used = 0
  return (unitId) => {
    const commune = communes.get(unitId)
    if (!commune) throw new Error('a parcel lies in a commune of the province')
    if (used >= placesPerSide * placesPerSide) throw new Error(`chunk ${chunk.index} has more parcels than places`)
    const row = block.row * placesPerSide + Math.floor(used / placesPerSide)
    const column = block.column * placesPerSide + (used % placesPerSide)
    used++
    const metres = (position: number) =>
      (position + 0.5 + jitter * (random.float() - 0.5)) * placeMetres - fieldMetres / 2
    return {
      point: move(commune, metres(row), metres(column)),
      sheetNumber: chunk.index + 1,
      parcelNumber: used,
    }
  }
}
