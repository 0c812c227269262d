import { dayOf, isoOf } from '../../seed/population/days.ts'
import type { SeedDocument } from '../../seed/population/population.ts'
import type { Random } from '../../seed/population/random.ts'
import { gridCell, provinceDay } from './grid.ts'
import type { SeededVessel } from './seeded-vessel.ts'
import { isMonitored } from './zones.ts'

const positionsPerTrack = 4
/** A device of a vessel of 24 m and more reports every 2 hours, of a shorter one every 3. */
const everyTwoHoursFromMetres = 24

/** Positions and lost signals of a monitored vessel: one track that is open to the grid by now, one too young. */
export function* signalsOf(vessel: SeededVessel, random: Random, asOf: string): Generator<SeedDocument> {
  if (!isMonitored(vessel.lengthMax)) return
  yield* track(vessel, random, dayOf(asOf) - 20, 0)
  yield* track(vessel, random, dayOf(asOf) - 1, positionsPerTrack)
  if (random.chance(0.3)) yield* alerts(vessel, random, asOf)
}

function* track(vessel: SeededVessel, random: Random, day: number, first: number): Generator<SeedDocument> {
  const hours = vessel.lengthMax >= everyTwoHoursFromMetres ? 2 : 3
  const start = { latitude: 13.2 + random.float() * 1.6, longitude: 109.6 + random.float() * 1.8 }
  const [north, east] = [(random.float() - 0.5) / 5, (random.float() - 0.5) / 5]
  for (let i = 0; i < positionsPerTrack; i += 1) {
    const observedAt = `${isoOf(day)}T${String(i * hours).padStart(2, '0')}:05:00.000Z`
    const at = { latitude: rounded(start.latitude + i * north), longitude: rounded(start.longitude + i * east) }
    yield {
      collection: 'positions',
      document: {
        _id: `${vessel.registrationNumber}/${String(first + i).padStart(6, '0')}`,
        registrationNumber: vessel.registrationNumber,
        observedAt,
        ...at,
        speedKnots: random.int(0, 90) / 10,
        grid: gridCell(at),
        day: provinceDay(observedAt),
      },
    }
  }
}

/** One or two losses; one vessel in five of these has not come back yet. */
function* alerts(vessel: SeededVessel, random: Random, asOf: string): Generator<SeedDocument> {
  const losses = random.int(1, 2)
  for (let i = 1; i <= losses; i += 1) {
    const day = dayOf(asOf) - (losses - i) * 60 - random.int(1, 50)
    const lostAt = `${isoOf(day)}T04:00:00.000Z`
    const open = i === losses && random.chance(0.2)
    yield {
      collection: 'lostSignalAlerts',
      document: {
        _id: `${vessel.registrationNumber}/${lostAt}`,
        registrationNumber: vessel.registrationNumber,
        lostAt,
        restoredAt: open ? null : `${isoOf(day)}T${String(random.int(10, 23)).padStart(2, '0')}:00:00.000Z`,
      },
    }
  }
}

/** Five decimals of a degree, about one metre. */
function rounded(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5
}
