import { groupBy } from '../reference/group-by.ts'
import { apportion } from './apportion.ts'
import type { SyntheticCommune, SyntheticProvince } from './population.ts'

/** Persons of a chunk that one memory can hold; below, everything is one chunk. */
const chunkSize = { aim: 3750, largest: 5000 }

/** The persons of one commune who lie in one chunk. */
export interface Segment {
  readonly commune: SyntheticCommune
  /** Persons of this commune in the chunks before. */
  readonly before: number
  readonly persons: number
}

/** Chunks for a number of persons: each has 2,500 to 5,000 where there is more than one. */
export function chunkCountOf(persons: number): number {
  return persons <= chunkSize.largest ? 1 : Math.max(2, Math.round(persons / chunkSize.aim))
}

/**
 * Persons of each commune, in the order of the communes: first to the former districts by
 * their share of the census, then inside them, so that both levels keep it within rounding.
 */
export function personsByCommune(province: Pick<SyntheticProvince, 'persons' | 'communes'>): number[] {
  const districts = [...groupBy(province.communes, (commune) => commune.formerDistrict).values()]
  const shareOf = (communes: readonly SyntheticCommune[]) => communes.reduce((sum, { share }) => sum + share, 0)
  const byDistrict = apportion(province.persons, districts.map(shareOf))
  const persons = new Map<string, number>()
  for (const [i, communes] of districts.entries()) {
    const parts = apportion(
      byDistrict[i] ?? 0,
      communes.map(({ share }) => share),
    )
    for (const [j, commune] of communes.entries()) persons.set(commune.unitId, parts[j] ?? 0)
  }
  return province.communes.map((commune) => persons.get(commune.unitId) ?? 0)
}

/**
 * The segments of a chunk. All persons stand in a line, commune after commune along the map,
 * and the line is cut into chunks of equal length (to one): a chunk lies in neighbouring communes.
 */
export function segmentsOf(
  province: Pick<SyntheticProvince, 'persons' | 'communes' | 'chunkCount'>,
  chunk: number,
): Segment[] {
  const cut = (n: number) => Math.floor((n * province.persons) / province.chunkCount)
  const [from, to] = [cut(chunk), cut(chunk + 1)]
  const segments: Segment[] = []
  let start = 0
  for (const [i, count] of personsByCommune(province).entries()) {
    const first = Math.max(from, start)
    const persons = Math.min(to, start + count) - first
    const commune = province.communes[i]
    if (commune && persons > 0) segments.push({ commune, before: first - start, persons })
    start += count
  }
  return segments
}
