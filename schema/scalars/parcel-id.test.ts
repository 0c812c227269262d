import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import geohash from 'ngeohash'
import { parseParcelId } from './parcel-id.ts'

describe('parseParcelId', () => {
  test('accepts the vector of 13.7765 N 109.2237 E', () => {
    expect(parseParcelId('w6mwm7ymbttx')).toBe('w6mwm7ymbttx')
  })

  test('accepts the 12-character GeoHash of any point', () => {
    const latitude = fc.double({ min: -90, max: 90, noNaN: true })
    const longitude = fc.double({ min: -180, max: 180, noNaN: true })
    fc.assert(
      fc.property(latitude, longitude, (lat, lon) => {
        const id = geohash.encode(lat, lon, 12)
        expect(parseParcelId(id)).toBe(id)
      }),
    )
  })

  test('of all ASCII characters exactly the 32 of GeoHash are accepted', () => {
    const accepted = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).filter((character) => {
      try {
        return parseParcelId(`w6mwm7ymbtt${character}`) !== ''
      } catch {
        return false
      }
    })
    expect(accepted.join('')).toBe('0123456789bcdefghjkmnpqrstuvwxyz')
  })

  test.each(['w6mwm7ymbtt', 'w6mwm7ymbttxx', 'W6MWM7YMBTTX', '21583-12-345', ''])('%s is refused', (text) => {
    expect(() => parseParcelId(text)).toThrow('ParcelId')
  })
})
