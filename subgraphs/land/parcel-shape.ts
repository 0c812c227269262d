import geohash from 'ngeohash'

/** A WGS84 point in degrees. */
export interface Point {
  readonly latitude: number
  readonly longitude: number
}

const metresPerDegree = 111_320
const parcelIdChars = 12

/** The point so many metres north and east of another; flat, which is exact to a metre within 10 km here. */
export function move(from: Point, northMetres: number, eastMetres: number): Point {
  return {
    latitude: from.latitude + northMetres / metresPerDegree,
    longitude: from.longitude + eastMetres / (metresPerDegree * Math.cos((from.latitude * Math.PI) / 180)),
  }
}

/** The national identifier of a parcel: the 12-character GeoHash of its point (TT 19/2026/TT-BNNMT). */
export function parcelIdAt(point: Point): string {
  return geohash.encode(point.latitude, point.longitude, parcelIdChars)
}

/**
 * A rectangle of an area around its deepest inner point, as GeoJSON text. Longitude comes
 * first and the ring runs against the clock (RFC 7946).
 * @param depthPerWidth north to south over west to east
 */
export function rectangleAround(centre: Point, areaSquareMetres: number, depthPerWidth: number): string {
  const east = Math.sqrt(areaSquareMetres / depthPerWidth) / 2
  const north = (Math.sqrt(areaSquareMetres / depthPerWidth) * depthPerWidth) / 2
  const ring = [
    [-north, -east],
    [-north, east],
    [north, east],
    [north, -east],
    [-north, -east],
  ].map(([up, right]) => {
    const corner = move(centre, up as number, right as number)
    return [degrees(corner.longitude), degrees(corner.latitude)]
  })
  return JSON.stringify({ type: 'Polygon', coordinates: [ring] })
}

/** Seven decimals, a centimetre. */
function degrees(value: number): number {
  return Math.round(value * 1e7) / 1e7
}
