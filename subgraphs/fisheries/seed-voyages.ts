import { dayOf, isoOf } from '../../seed/population/days.ts'
import type { SeedDocument } from '../../seed/population/population.ts'
import type { Random } from '../../seed/population/random.ts'
import { portCodes } from './ports.ts'
import { digitsOf, type SeededVessel } from './seeded-vessel.ts'

const monthsOfVoyages = 18
/** Shortest and longest trip in days, and the usual catch of a trip in kilograms. */
const voyages = {
  COASTAL: { days: [1, 2], catchKg: 200 },
  MIDDLE: { days: [2, 6], catchKg: 1_500 },
  OFFSHORE: { days: [8, 20], catchKg: 9_000 },
} as const

/** What each gear mostly catches (a design choice). */
const speciesOf: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  PURSE_SEINE: [
    ['SKIPJACK_TUNA', 60],
    ['SCAD', 30],
    ['ANCHOVY', 10],
  ],
  GILL_NET: [
    ['SKIPJACK_TUNA', 45],
    ['MACKEREL', 35],
    ['OTHER', 20],
  ],
  HOOK_AND_LINE: [
    ['LARGE_TUNA', 60],
    ['MACKEREL', 15],
    ['SQUID', 25],
  ],
  TRAWL: [
    ['SHRIMP', 30],
    ['SQUID', 30],
    ['OTHER', 40],
  ],
  FALLING_NET: [
    ['SQUID', 55],
    ['SCAD', 35],
    ['ANCHOVY', 10],
  ],
}

/**
 * Trips of the eighteen months before the day of the population, about three in four months,
 * with the log of catches, and certificates of origin for some landings.
 */
export function* voyagesOf(vessel: SeededVessel, random: Random, asOf: string): Generator<SeedDocument> {
  const species = speciesOf[vessel.gear]
  const { days, catchKg } = voyages[vessel.zone]
  for (let back = monthsOfVoyages; back >= 1; back -= 1) {
    if (!random.chance(0.75)) continue
    const departed = dayOf(monthBefore(asOf, back)) + random.int(0, 9)
    const arrivedOn = isoOf(departed + random.int(days[0], days[1]))
    const { registrationNumber } = vessel
    const tripId = `${registrationNumber}/${isoOf(departed)}`
    yield {
      collection: 'trips',
      document: {
        _id: tripId,
        registrationNumber,
        departurePortCode: vessel.homePortCode,
        departedOn: isoOf(departed),
        arrivalPortCode: random.chance(0.8) ? vessel.homePortCode : random.pick(portCodes),
        arrivedOn,
      },
    }
    if (!species) continue
    for (const name of new Set([random.weighted(species), random.weighted(species)])) {
      yield catchLog({
        registrationNumber,
        tripId,
        arrivedOn,
        species: name,
        weightKg: Math.round(catchKg * (0.3 + random.float())),
      })
    }
    if (vessel.zone === 'OFFSHORE' && random.chance(0.15)) yield certificate(vessel, random, tripId, arrivedOn)
  }
}

function catchLog(line: {
  registrationNumber: string
  tripId: string
  arrivedOn: string
  species: string
  weightKg: number
}): SeedDocument {
  const { arrivedOn, ...row } = line
  const [year, month] = [Number(arrivedOn.slice(0, 4)), Number(arrivedOn.slice(5, 7))]
  return { collection: 'catchLogs', document: { _id: `${line.tripId}/${line.species}`, ...row, year, month } }
}

/** `NG-52-<year and month of landing>-<digits of the vessel>`: one trip a month, so one number a trip. */
function certificate(vessel: SeededVessel, random: Random, tripId: string, arrivedOn: string): SeedDocument {
  const number = `NG-52-${tripId.slice(-10, -3).replace('-', '')}-${digitsOf(vessel)}`
  return {
    collection: 'originCertificates',
    document: {
      _id: number,
      number,
      registrationNumber: vessel.registrationNumber,
      tripId,
      validity: random.chance(0.97) ? 'VALID' : 'WITHDRAWN',
      issuedOn: arrivedOn,
    },
  }
}

/** First day of the month that lies `months` before the month of an ISO date. */
function monthBefore(iso: string, months: number): string {
  return new Date(Date.UTC(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)) - 1 - months, 1)).toISOString().slice(0, 10)
}
