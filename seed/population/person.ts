import { oldAddressOf } from './address.ts'
import { birthPlaceOf } from './birth-place.ts'
import { isoOf, populationDay, yearsBetween } from './days.ts'
import { type Draft, maritalStatusOf } from './draft.ts'
import type { HouseholdDraft } from './household.ts'
import { relationshipTo } from './kinship.ts'
import { occupationOf } from './livelihood.ts'
import { fullNameOf } from './names.ts'
import { hubIdOf, type PersonalIdMaker } from './personal-id.ts'
import type { PlantedConflict, SyntheticPerson, SyntheticProvince } from './population.ts'
import type { Random } from './random.ts'

/** What one person needs beside the draft to be told: the IDs of relatives are given in a first pass. */
export interface Registered {
  readonly personalId: string
  readonly birthUnitId: string
  readonly dateOfBirth: string
}

/** First pass: place of birth registration and personal ID. */
export function register(
  random: Random,
  person: Draft,
  household: HouseholdDraft,
  province: SyntheticProvince,
  makeId: PersonalIdMaker,
  conflict: PlantedConflict | undefined,
): Registered {
  const dateOfBirth = isoOf(person.birth)
  const { place, unitId } = birthPlaceOf(random, household.commune, province.communes, dateOfBirth)
  const other = person.sex === 'MALE' ? 'FEMALE' : 'MALE'
  const digitSex = conflict === 'sex-digit-against-sex-field' ? other : person.sex
  return { personalId: makeId(place, digitSex, Number(dateOfBirth.slice(0, 4))), birthUnitId: unitId, dateOfBirth }
}

/** Second pass: the record as agencies share it. */
export function tellPerson(
  random: Random,
  person: Draft,
  household: HouseholdDraft,
  seed: string,
  registered: ReadonlyMap<Draft, Registered>,
  conflict: PlantedConflict | undefined,
): SyntheticPerson {
  const { personalId, birthUnitId, dateOfBirth } = of(person, registered)
  const idOf = (relative: Draft | null) => relative && of(relative, registered).personalId
  const name = fullNameOf(person.name)
  const dateOfDeath = person.death === null ? null : isoOf(person.death)
  const age = yearsBetween(dateOfBirth, dateOfDeath ?? populationDay)
  return {
    personalId,
    hubId: hubIdOf(seed, personalId),
    fullName: conflict === 'name-in-decomposed-unicode' ? name.normalize('NFD') : name,
    sex: person.sex,
    dateOfBirth,
    dateOfDeath,
    ethnicity: person.ethnicity,
    religion: household.religion,
    householdCode: household.code,
    relationship: relationshipTo(household.head, person),
    unitId: household.commune.unitId,
    birthUnitId,
    address:
      conflict === 'old-district-in-address'
        ? oldAddressOf(random, household.spot, household.commune)
        : household.address,
    maritalStatus: maritalStatusOf(person),
    fatherId: idOf(person.father),
    motherId: idOf(person.mother),
    spouseId: idOf(person.spouse),
    marriageDate: person.marriage === null ? null : isoOf(person.marriage),
    occupation: occupationOf(random, { age, sex: person.sex }, household.commune),
  }
}

function of(person: Draft, registered: ReadonlyMap<Draft, Registered>): Registered {
  const found = registered.get(person)
  if (!found) throw new Error('a relative on record is a person of the same chunk')
  return found
}
