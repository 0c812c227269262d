import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { PopulationChunk, SyntheticProvince } from '../../seed/population/population.ts'
import { makeProvince } from '../../seed/population/province.ts'
import { randomFrom } from '../../seed/population/random.ts'
import { parcelPlaces } from './parcel-places.ts'
import { parcelIdAt } from './parcel-shape.ts'

const whole = makeProvince({ persons: 2_000_000, seed: 'places' })
const unitIds = whole.communes.map(({ unitId }) => unitId)
const placesPerChunk = 2_500

/** As much of a chunk as places are made from. */
function emptyChunk(province: SyntheticProvince, index: number): PopulationChunk {
  const random = (label: string) => randomFrom(province.seed, 'chunk', index, label)
  return { index, province, persons: [], households: [], firms: [], personById: new Map(), random }
}

function idsOf(index: number, unitId: string, count: number): string[] {
  const next = parcelPlaces(emptyChunk(whole, index))
  return Array.from({ length: count }, () => parcelIdAt(next(unitId).point))
}

describe('the places of parcels', () => {
  test('give no identifier twice, within a chunk or in two chunks of the whole province', () => {
    const full = idsOf(0, unitIds[0] as string, placesPerChunk)
    expect(new Set(full).size).toBe(placesPerChunk)
    const chunk = fc.integer({ min: 0, max: whole.chunkCount - 1 })
    fc.assert(
      fc.property(chunk, chunk, fc.constantFrom(...unitIds), (one, other, unitId) => {
        fc.pre(one !== other)
        const ids = [...idsOf(one, unitId, 60), ...idsOf(other, unitId, 60)]
        expect(new Set(ids).size).toBe(ids.length)
      }),
      { numRuns: 40 },
    )
  })

  test('lie nearer to their own commune than half the way to the next, so that two communes share none', () => {
    const half = { latitude: 0.1 / 2, longitude: 0.7 / 6 / 2 }
    for (const index of [0, whole.chunkCount - 1]) {
      for (const { unitId, latitude, longitude } of whole.communes) {
        const { point } = parcelPlaces(emptyChunk(whole, index))(unitId)
        expect(Math.abs(point.latitude - latitude)).toBeLessThan(half.latitude)
        expect(Math.abs(point.longitude - longitude)).toBeLessThan(half.longitude)
      }
    }
  })

  test('end with an error where a chunk has used its own, and where the commune is unknown', () => {
    expect(() => idsOf(7, unitIds[0] as string, placesPerChunk + 1)).toThrow('more parcels than places')
    expect(() => idsOf(7, '00000@', 1)).toThrow('commune of the province')
  })
})
