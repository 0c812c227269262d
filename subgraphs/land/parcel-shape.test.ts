import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseParcelId } from '../../schema/scalars/parcel-id.ts'
import { move, type Point, parcelIdAt, rectangleAround } from './parcel-shape.ts'

const inTheProvince = fc.record({
  latitude: fc.double({ min: 13.4, max: 14.8, noNaN: true }),
  longitude: fc.double({ min: 108.5, max: 109.4, noNaN: true }),
})

describe('the identifier of a parcel', () => {
  test('is the GeoHash that other software gives for the same point', () => {
    expect(parcelIdAt({ latitude: 13.7765, longitude: 109.2237 })).toBe('w6mwm7ymbttx')
  })

  test('is valid, lies in w6m or w6t, and differs for points ten centimetres apart', () => {
    fc.assert(
      fc.property(inTheProvince, (point) => {
        const id = parseParcelId(parcelIdAt(point))
        expect(['w6m', 'w6t']).toContain(id.slice(0, 3))
        expect(parcelIdAt(move(point, 0.1, 0))).not.toBe(id)
        expect(parcelIdAt(move(point, 0, 0.1))).not.toBe(id)
      }),
    )
  })
})

describe('the outline of a parcel', () => {
  test('is a closed ring against the clock around the point, of the area asked', () => {
    const area = fc.double({ min: 50, max: 50_000, noNaN: true })
    const depth = fc.double({ min: 0.5, max: 3, noNaN: true })
    fc.assert(
      fc.property(inTheProvince, area, depth, (centre, areaSquareMetres, depthPerWidth) => {
        const { type, coordinates } = JSON.parse(rectangleAround(centre, areaSquareMetres, depthPerWidth))
        const ring = coordinates[0].map(([longitude, latitude]: [number, number]) =>
          metresFrom(centre, { latitude, longitude }),
        )
        expect(type).toBe('Polygon')
        expect(ring.at(-1)).toEqual(ring[0])
        // The sum is positive where the ring runs against the clock; rounding to 1 cm moves each side a little.
        expect(Math.abs(signedArea(ring) - areaSquareMetres)).toBeLessThan(
          0.05 * Math.sqrt(areaSquareMetres) + 0.01 * areaSquareMetres,
        )
        const [south, east] = [ring[0][1] + ring[2][1], ring[0][0] + ring[2][0]]
        expect(Math.hypot(south, east)).toBeLessThan(0.1)
      }),
    )
  })
})

function metresFrom(centre: Point, { latitude, longitude }: Point): [number, number] {
  const metresPerDegree = 111_320
  const across = metresPerDegree * Math.cos((centre.latitude * Math.PI) / 180)
  return [(longitude - centre.longitude) * across, (latitude - centre.latitude) * metresPerDegree]
}

function signedArea(ring: readonly [number, number][]): number {
  return ring.slice(1).reduce((sum, [x, y], i) => sum + ((ring[i]?.[0] ?? 0) * y - x * (ring[i]?.[1] ?? 0)) / 2, 0)
}
