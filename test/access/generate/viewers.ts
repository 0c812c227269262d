import type { Grant } from '../../../schema/access/grant.ts'
import type { Random } from '../../../seed/population/random.ts'
import type { TestClaims } from '../../setup/reader.ts'
import { cells, classes, type TypeFacts, ways } from './province-tables.ts'

/** Who asks in a pair, and for what; the grants are all that the store holds for the agency. */
export interface Asker {
  readonly name: string
  readonly claims: TestClaims | null
  readonly purpose: string | null
  readonly grants: readonly Grant[]
}

/** The instant at which both hubs stand still. */
export const frozenNow = '2026-03-02T09:00:00+07:00'

const purposes = ['HEALTH_CARE', 'LAND_ADMINISTRATION', 'OFFICIAL_STATISTICS'] as const
const instants = {
  past: '2020-01-01T00:00:00+07:00',
  ended: '2026-01-01T00:00:00+07:00',
  now: frozenNow,
  later: '2026-03-02T09:00:01+07:00',
  future: '2030-01-01T00:00:00+07:00',
} as const

interface World {
  readonly types: ReadonlyMap<string, TypeFacts>
  /** Persons of the seed, and communes in which they live. */
  readonly persons: readonly string[]
  readonly units: readonly string[]
}

/** Agencies of tests with grants of every kind: whole, partial, limited, ended, suspended, without consent. */
export function randomAgencies(random: Random, count: number, world: World): Asker[] {
  return Array.from({ length: count }, (_, index) => {
    const agency = `TEST-${String(index + 1).padStart(2, '0')}`
    const grants = Array.from({ length: random.int(1, 4) }, (_one, number) =>
      randomGrant(random, `${agency}-${number + 1}`, agency, world),
    )
    const app = random.chance(0.3) ? 'app-1' : undefined
    const purpose = random.weighted<string | null>([
      [grants[0]?.purpose ?? purposes[0], 0.8],
      [random.pick(purposes), 0.12],
      [null, 0.04],
      ['NO_SUCH_PURPOSE', 0.04],
    ])
    return { name: agency, claims: { sub: `officer-${index}`, agency, ...(app ? { app } : {}) }, purpose, grants }
  })
}

function randomGrant(random: Random, id: string, agency: string, world: World): Grant {
  const state = random.weighted([['ACTIVE', 0.9] as const, ['SUSPENDED', 0.05] as const, ['ENDED', 0.05] as const])
  return {
    id,
    version: 1,
    agency,
    app: random.chance(0.1) ? 'app-1' : null,
    mode: random.chance(0.75) ? 'SPECIAL' : 'DEFAULT',
    service: 'residence/Person',
    coordinates: randomCoordinates(random, world),
    ...randomPeriod(random),
    purpose: random.chance(0.8) ? purposes[0] : random.pick(purposes),
    legalBasis: 'Nghị định 47/2020/NĐ-CP Điều 36',
    territory: random.chance(0.25) ? [...new Set([random.pick(world.units), random.pick(world.units)])] : null,
    subjects: random.chance(0.15) ? randomConsents(random, world) : null,
    state,
    suspension: state === 'SUSPENDED' ? { ground: 'BREACH', until: null, contact: 'Đầu mối — focal point' } : null,
  }
}

/** Mostly in force; at times up to or from this very instant, which decides at its boundary. */
function randomPeriod(random: Random) {
  return random.weighted([
    [{ validFrom: instants.past, validTo: instants.future }, 0.8] as const,
    [{ validFrom: instants.now, validTo: instants.future }, 0.04] as const,
    [{ validFrom: instants.later, validTo: instants.future }, 0.04] as const,
    [{ validFrom: instants.past, validTo: instants.later }, 0.06] as const,
    [{ validFrom: instants.past, validTo: instants.now }, 0.04] as const,
    [{ validFrom: instants.past, validTo: instants.ended }, 0.02] as const,
  ])
}

function randomConsents(random: Random, { persons }: World) {
  return Array.from({ length: random.int(0, 40) }, () => ({
    personalId: random.pick(persons),
    validTo: random.chance(0.8) ? instants.future : instants.now,
  })).filter((one, index, all) => all.findIndex(({ personalId }) => personalId === one.personalId) === index)
}

/**
 * What leads to rows of a few collections, and many of the fields that stand there; a grant that
 * nobody can use on any way would say nothing.
 */
function randomCoordinates(random: Random, { types }: World): string[] {
  const collections = [...new Set(ways.map(({ collection }) => collection))]
  const chosen = new Set(Array.from({ length: random.int(2, 6) }, () => random.pick(collections)))
  const share = random.pick([0.4, 0.7, 0.95])
  const found = new Set<string>()
  for (const { collection, way } of ways) {
    if (!chosen.has(collection)) continue
    for (const coordinate of coordinatesOnWay(way, types)) if (random.chance(0.97)) found.add(coordinate)
  }
  for (const { collection, readBy } of cells) {
    if (!chosen.has(collection)) continue
    for (const coordinate of readBy) if (random.chance(share)) found.add(coordinate)
  }
  // Keys and joins are never part of a field list by accident: granted seldom, each for itself.
  for (const key of ['Person.personalId', 'Household.code', 'Vehicle.plate']) if (random.chance(0.15)) found.add(key)
  const closed = [...found].filter((coordinate) => (classes.get(coordinate) ?? 'OPEN') !== 'OPEN')
  return closed.length > 0 ? closed : ['Query.person']
}

function coordinatesOnWay(way: string, types: ReadonlyMap<string, TypeFacts>): string[] {
  const found: string[] = []
  let type = 'Query'
  for (const step of way.split('/')) {
    const name = step.replace(/\(.*/, '')
    if (name === 'nodes') continue
    found.push(`${type}.${name}`)
    type = (types.get(type)?.fields.get(name)?.answers ?? '').replace(/Connection$/, '')
  }
  return found
}
