import { dayOf, isoOf, yearsBetween } from '../../seed/population/days.ts'
import { unitOn } from '../../seed/population/lineage.ts'
import type { PopulationChunk, SeedDocument, SeedModule, SyntheticPerson } from '../../seed/population/population.ts'
import type { Random } from '../../seed/population/random.ts'
import { hasMerged, lastDayOf } from './merged-units.ts'
import { type NextNumber, registerBook } from './register-book.ts'
import { registerKey } from './register-key.ts'

/** Codes of marital_status.csv as the names of the graph's enum. */
const maritalStatuses: Readonly<Record<string, string>> = {
  1: 'NEVER_MARRIED',
  2: 'MARRIED',
  3: 'WIDOWED',
  4: 'DIVORCED',
  5: 'SEPARATED',
  9: 'NOT_STATED',
}

/** Code of marital_status.csv. */
const separated = '5'
/** Code of relationship_codes.csv. */
const adoptedChild = '05'
const adultYears = 18
/** Shares and terms are design choices: no figures of the province were found. */
const chances = { adoption: 0.002, sexChange: 0.0005, certificate: 0.05, confirmation: 0.1 } as const
const registeredWithinDays = { birth: 60, death: 15 } as const
const confirmationValidDays = 180
const confirmationsSinceDays = 730

interface Making {
  readonly chunk: PopulationChunk
  readonly random: Random
  readonly nextNumber: NextNumber
}

/** Births, marriages and deaths of the synthetic population, each in the register of its commune and day. */
export const seed: SeedModule = { documents }

function* documents(chunk: PopulationChunk): Generator<SeedDocument> {
  const making: Making = {
    chunk,
    random: chunk.random('civil-status/registers'),
    nextNumber: registerBook({ index: chunk.index, chunkCount: chunk.province.chunkCount }),
  }
  for (const person of chunk.persons) {
    yield personStatus(making, person)
    yield birth(making, person)
    if (person.dateOfDeath) yield death(making, person, person.dateOfDeath)
    const marriage = marriageOf(making, person)
    if (marriage) yield marriage
    if (mayAskForConfirmation(making, person)) yield singleStatus(making, person)
  }
}

function personStatus({ chunk, random }: Making, person: SyntheticPerson): SeedDocument {
  const adult = yearsBetween(person.dateOfBirth, chunk.province.asOf) >= adultYears
  const maritalStatus = maritalStatuses[person.maritalStatus]
  if (!maritalStatus) throw new Error('the population has a marital status that is not in marital_status.csv')
  const document = {
    _id: person.personalId,
    personalId: person.personalId,
    maritalStatus,
    hasCriminalRecordCertificate: adult && random.chance(chances.certificate),
  }
  return { collection: 'personStatuses', document }
}

function birth(making: Making, person: SyntheticPerson): SeedDocument {
  const { chunk, random } = making
  const day = isoOf(dayOf(person.dateOfBirth) + random.int(1, registeredWithinDays.birth))
  return entry(
    making,
    'births',
    person.birthUnitId,
    earliest(day, lastDayOf(person.birthUnitId), chunk.province.asOf),
    {
      personalId: person.personalId,
      dateOfBirth: person.dateOfBirth,
      fatherId: person.fatherId,
      motherId: person.motherId,
      parentIds: [person.fatherId, person.motherId].filter((id) => id !== null),
      adoption: person.relationship === adoptedChild || random.chance(chances.adoption),
      sexChange: random.chance(chances.sexChange),
    },
  )
}

function death(making: Making, person: SyntheticPerson, dateOfDeath: string): SeedDocument {
  const { chunk, random } = making
  const day = isoOf(dayOf(dateOfDeath) + random.int(0, registeredWithinDays.death))
  const registeredOn = earliest(day, chunk.province.asOf)
  return entry(making, 'deaths', unitOn(random, person.unitId, registeredOn).id, registeredOn, {
    personalId: person.personalId,
    dateOfDeath,
  })
}

/** One record a couple: of two persons who name each other, the one with the lower ID brings it. */
function marriageOf(making: Making, person: SyntheticPerson): SeedDocument | null {
  const { chunk, random } = making
  const spouse = person.spouseId === null ? undefined : chunk.personById.get(person.spouseId)
  if (!spouse || !person.marriageDate) return null
  const both = spouse.spouseId === person.personalId
  if (both && spouse.personalId < person.personalId) return null
  const [husband, wife] = person.sex === 'FEMALE' ? [spouse, person] : [person, spouse]
  const ends = [husband.dateOfDeath, wife.dateOfDeath].filter((date) => date !== null).sort()
  return entry(making, 'marriages', unitOn(random, wife.unitId, person.marriageDate).id, person.marriageDate, {
    husbandId: husband.personalId,
    wifeId: wife.personalId,
    spouseIds: [husband.personalId, wife.personalId],
    endedOn: ends[0] ?? null,
  })
}

/** Only who has no marriage on record: a confirmation from before a spouse's death would be untrue. */
function mayAskForConfirmation({ chunk, random }: Making, person: SyntheticPerson): boolean {
  if (person.dateOfDeath !== null || person.spouseId !== null || person.maritalStatus === separated) return false
  const longAdult = yearsBetween(person.dateOfBirth, chunk.province.asOf) >= adultYears + 2
  return longAdult && random.chance(chances.confirmation)
}

function singleStatus(making: Making, person: SyntheticPerson): SeedDocument {
  const { chunk, random } = making
  const day = dayOf(chunk.province.asOf) - random.int(0, confirmationsSinceDays)
  const registeredOn = isoOf(day)
  return entry(making, 'singleStatuses', unitOn(random, person.unitId, registeredOn).id, registeredOn, {
    personalId: person.personalId,
    validTo: isoOf(day + confirmationValidDays),
    purpose: random.pick(['MARRIAGE', 'PROPERTY_TRANSACTION', 'OTHER'] as const),
  })
}

/** An entry of a register, planted where its commune has since been merged: its code may name another now. */
function entry(
  { nextNumber }: Making,
  collection: string,
  unitId: string,
  registeredOn: string,
  content: Record<string, unknown>,
): SeedDocument {
  const unitCode = unitId.slice(0, unitId.indexOf('@'))
  const year = registeredOn.slice(0, 4)
  const registerNumber = nextNumber(collection, unitCode, year)
  return {
    collection,
    document: {
      _id: registerKey({ registerNumber, unitCode }),
      registerNumber,
      unitCode,
      unitId,
      registeredOn,
      year: Number(year),
      ...content,
    },
    ...(hasMerged(unitId) ? { plants: 'record-on-merged-commune' as const } : {}),
  }
}

function earliest(...dates: readonly (string | null)[]): string {
  return dates.filter((date) => date !== null).sort()[0] as string
}
