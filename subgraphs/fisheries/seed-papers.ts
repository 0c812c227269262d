import { dayOf, isoOf } from '../../seed/population/days.ts'
import type { SeedDocument } from '../../seed/population/population.ts'
import type { Random } from '../../seed/population/random.ts'
import { digitsOf, type SeededVessel } from './seeded-vessel.ts'

interface Papers {
  /** What the vessel's own row says of its papers. */
  readonly onVessel: Readonly<Record<string, string | null>>
  readonly documents: readonly SeedDocument[]
}

/**
 * Licence and safety certificate of a vessel; numbers are synthetic. One vessel in twelve has
 * no licence and one licence in ten has run out (design choices).
 */
export function papersOf(vessel: SeededVessel, random: Random, asOf: string): Papers {
  const licence = random.chance(11 / 12) ? licenceOf(vessel, random, asOf) : null
  const certificate = vessel.zone === 'COASTAL' ? null : certificateOf(vessel, random, asOf)
  return {
    onVessel: {
      licenceNumber: licence?._id ?? null,
      licenceValidTo: licence?.validTo ?? null,
      safetyCertificateNumber: certificate?._id ?? null,
    },
    documents: [
      ...(licence ? [{ collection: 'fishingLicences', document: licence }] : []),
      ...(certificate ? [{ collection: 'safetyCertificates', document: certificate }] : []),
    ],
  }
}

function licenceOf(vessel: SeededVessel, random: Random, asOf: string) {
  const number = `GPKT-52-${digitsOf(vessel)}`
  return {
    _id: number,
    number,
    registrationNumber: vessel.registrationNumber,
    gear: vessel.gear,
    zone: vessel.zone,
    quotaTonnes: vessel.zone === 'OFFSHORE' ? random.int(20, 200) : null,
    ...term(random, asOf, { years: 5, expired: 0.1 }),
  }
}

function certificateOf(vessel: SeededVessel, random: Random, asOf: string) {
  const number = `ATKT-52-${digitsOf(vessel)}`
  return {
    _id: number,
    number,
    registrationNumber: vessel.registrationNumber,
    ...term(random, asOf, { years: 1, expired: 0.1 }),
  }
}

/** Most terms are in force on the day of the population, the others ended in the year before. */
function term(random: Random, asOf: string, { years, expired }: { years: number; expired: number }) {
  const days = years * 365
  const today = dayOf(asOf)
  const end = random.chance(expired) ? today - random.int(1, 365) : today + random.int(0, days - 1)
  return { issuedOn: isoOf(end - days), validTo: isoOf(end) }
}
