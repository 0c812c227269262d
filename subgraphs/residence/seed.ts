import type { PopulationChunk, SeedDocument, SeedModule, SyntheticPerson } from '../../seed/population/population.ts'

const makes = ['Honda', 'Yamaha', 'Toyota', 'Hyundai', 'Kia', 'VinFast', 'Suzuki', 'Thaco'] as const
const licenceAgeYears = 18

/** Residents, households, vehicles and licences of one part of the synthetic population. */
export const seed: SeedModule = { documents }

function* documents(chunk: PopulationChunk): Generator<SeedDocument> {
  for (const person of chunk.persons) {
    const conflict = chunk.conflicts?.get(person.personalId)
    // That one shows in the records of enterprises, which count it.
    const plants = conflict === 'person-with-two-tax-codes' ? undefined : conflict
    yield { collection: 'residents', document: resident(person), ...(plants ? { plants } : {}) }
  }
  for (const household of chunk.households) {
    yield {
      collection: 'households',
      document: {
        _id: household.code,
        code: household.code,
        unitId: household.unitId,
        size: household.memberIds.length,
        memberIds: household.memberIds,
      },
    }
  }
  yield* vehicles(chunk)
  yield* licences(chunk)
}

function resident(person: SyntheticPerson): SeedDocument['document'] {
  return {
    _id: person.personalId,
    personalId: person.personalId,
    fullName: person.fullName,
    dateOfBirth: person.dateOfBirth,
    sex: person.sex,
    unitId: person.unitId,
    permanentAddress: person.address,
    ethnicity: person.ethnicity,
    religion: person.religion,
    deceased: person.dateOfDeath !== null,
    householdCode: person.dateOfDeath === null ? person.householdCode : null,
    relationshipToHead: person.dateOfDeath === null ? person.relationship : null,
  }
}

/** About 0.6 vehicles an adult, nine in ten motorcycles (a design choice); firms own lorries. */
function* vehicles(chunk: PopulationChunk): Generator<SeedDocument> {
  const random = chunk.random('residence/vehicles')
  let sequence = 0
  for (const person of chunk.persons) {
    if (!isAdult(person, chunk.province.asOf) || person.dateOfDeath !== null || !random.chance(0.6)) continue
    const motorcycle = random.chance(0.9)
    yield vehicle(chunk, sequence++, motorcycle ? 'MOTORCYCLE' : 'CAR', {
      ownerPersonalId: person.personalId,
      unitId: person.unitId,
    })
  }
  for (const firm of chunk.firms) {
    if (random.chance(0.5))
      yield vehicle(chunk, sequence++, 'LORRY', { ownerTaxCode: firm.taxCode, unitId: firm.unitId })
  }
}

function vehicle(chunk: PopulationChunk, sequence: number, kind: string, owner: Record<string, string>): SeedDocument {
  const random = chunk.random(`residence/vehicle/${sequence}`)
  const plate = plateOf(chunk.index, sequence, kind)
  const registeredYear = random.int(2008, 2025)
  return {
    collection: 'vehicles',
    document: {
      _id: plate,
      plate,
      kind,
      make: kind === 'MOTORCYCLE' ? random.pick(makes.slice(0, 2)) : random.pick(makes),
      ...owner,
      registeredOn: `${registeredYear}-${two(random.int(1, 12))}-${two(random.int(1, 28))}`,
      inspectionValidTo: kind === 'MOTORCYCLE' ? null : `${random.int(2025, 2028)}-${two(random.int(1, 12))}-28`,
    },
  }
}

const seriesLetters = 'ABCDEFGHKLMNPSTUVXYZ'
const numbersPerChunk = 50_000
const digitsPerLetter = 9
/** Two codes of the province, nine digits each: each letter has as many series of motorcycles. */
const seriesPerLetter = 2 * digitsPerLetter
const chunksWithPlates = 2 * seriesPerLetter * seriesLetters.length

/**
 * Each chunk has half a series, 50,000 numbers, of its own, so that plates are unique without a
 * counter for all. The number zero is no plate.
 */
function plateOf(chunk: number, sequence: number, kind: string): string {
  if (chunk >= chunksWithPlates || sequence + 1 >= numbersPerChunk) {
    throw new Error(`chunk ${chunk} has more vehicles than plates`)
  }
  const letter = seriesLetters[chunk % seriesLetters.length] as string
  const bank = Math.floor(chunk / seriesLetters.length)
  const series = bank % seriesPerLetter
  const number = sequence + 1 + Math.floor(bank / seriesPerLetter) * numbersPerChunk
  const digits = String(number).padStart(5, '0')
  const province = series < digitsPerLetter ? 77 : 81
  const second = kind === 'MOTORCYCLE' ? 1 + (series % digitsPerLetter) : seriesLetters[series]
  return `${province}${letter}${second}-${digits.slice(0, 3)}.${digits.slice(3)}`
}

function* licences(chunk: PopulationChunk): Generator<SeedDocument> {
  const random = chunk.random('residence/licences')
  let sequence = 0
  for (const person of chunk.persons) {
    if (!isAdult(person, chunk.province.asOf) || person.dateOfDeath !== null || !random.chance(0.5)) continue
    const number = `52${String(chunk.index).padStart(4, '0')}${String(sequence++).padStart(6, '0')}`
    const offender = random.chance(0.05)
    yield {
      collection: 'drivingLicences',
      document: {
        _id: number,
        number,
        personalId: person.personalId,
        licenceClass: random.weighted([
          ['A1', 80],
          ['B', 15],
          ['C', 5],
        ] as const),
        validTo: `${random.int(2026, 2040)}-12-31`,
        points: offender ? random.int(2, 10) : 12,
        offences: offender ? ['Vượt quá tốc độ quy định'] : [],
      },
    }
  }
}

function isAdult(person: SyntheticPerson, asOf: string): boolean {
  return Number(asOf.slice(0, 4)) - Number(person.dateOfBirth.slice(0, 4)) > licenceAgeYears
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}
