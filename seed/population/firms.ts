import { taxCodeCheckDigit } from '../../schema/scalars/tax-code.ts'
import { addressOf, spotIn } from './address.ts'
import { pickDistinct } from './conflicts.ts'
import { addYears, dayOf, isoOf, populationDay, today, yearsBetween } from './days.ts'
import { businessIn, firmNameOf } from './firm-names.ts'
import type { SyntheticCommune, SyntheticFirm, SyntheticPerson, SyntheticProvince } from './population.ts'
import { type Random, randomFrom } from './random.ts'

/** A firm for so many persons, and one at least where a chunk has the second number. */
const personsPerFirm = 150
const personsOfFirst = 50
/** Numbers of tax codes that a chunk may try; one in eleven has no check digit. */
const numbersPerChunk = 128
const numbers = 10_000_000
/** The fifth firm of a chunk is dissolved, so that the seed can plant its active project. */
const dissolvedAt = 4

const legalForms = [
  ['LLC_ONE_MEMBER', 48],
  ['LLC_MULTI_MEMBER', 22],
  ['JOINT_STOCK', 15],
  ['PRIVATE', 8],
  ['COOPERATIVE', 5],
  ['STATE', 2],
] as const
const states = [
  ['ACTIVE', 86],
  ['SUSPENDED', 8],
  ['DISSOLVED', 6],
] as const
/** Millions of đồng. */
const capitals = [
  [100, 4],
  [300, 8],
  [500, 12],
  [1000, 22],
  [1900, 16],
  [3000, 12],
  [4900, 10],
  [9000, 8],
  [20_000, 5],
  [80_000, 2],
  [300_000, 1],
] as const
const staffSizes = [
  [2, 34],
  [4, 26],
  [7, 20],
  [12, 12],
  [25, 6],
  [45, 2],
] as const

/** The firms of a chunk; who represents them and works there are living adults of the chunk. */
export function firmsOf(
  random: Random,
  province: SyntheticProvince,
  chunk: number,
  persons: readonly SyntheticPerson[],
): SyntheticFirm[] {
  const count = persons.length < personsOfFirst ? 0 : Math.max(1, Math.round(persons.length / personsPerFirm))
  const adults = persons.filter((person) => person.dateOfDeath === null && ageOf(person) >= 18)
  const inBusiness = adults.filter((person) => ageOf(person) >= 25 && ageOf(person) < 66)
  const leaders = pickDistinct(random, inBusiness.length >= count ? inBusiness : adults, count)
  const led = new Set(leaders)
  const workers = adults.filter((person) => !led.has(person) && person.occupation !== null && ageOf(person) < 62)
  const staff = pickDistinct(random, workers, workers.length)
  const codes = taxCodesOf(province, chunk, leaders.length)
  return leaders.map((leader, i) => {
    const commune = communeOf(province, leader)
    const status = i === dissolvedAt ? 'DISSOLVED' : random.weighted(states)
    const employees = staff.splice(0, random.weighted(staffSizes))
    return firmOf(random, {
      leader,
      commune,
      status,
      taxCode: codes[i] as string,
      serial: chunk * numbersPerChunk + i + 1,
      employeeIds: status === 'DISSOLVED' ? [] : employees.map((person) => person.personalId),
    })
  })
}

interface Founding extends Pick<SyntheticFirm, 'status' | 'taxCode' | 'employeeIds'> {
  readonly leader: SyntheticPerson
  readonly commune: SyntheticCommune
  readonly serial: number
}

function firmOf(random: Random, { leader, commune, serial, ...rest }: Founding): SyntheticFirm {
  const legalForm = random.weighted(legalForms)
  const line = businessIn(random, commune)
  return {
    ...rest,
    name: firmNameOf(legalForm, line, commune, serial),
    legalForm,
    establishedOn: establishedOn(random, leader),
    unitId: commune.unitId,
    address: addressOf(spotIn(random, commune), commune),
    industries: line.industries.slice(0, random.int(1, line.industries.length)),
    charterCapitalVnd: random.weighted(capitals) * 1_000_000,
    representativeId: leader.personalId,
    // The register of firms writes names composed, also of a person whose own record does not.
    representativeName: leader.fullName.normalize('NFC'),
  }
}

/** Later years are likelier; the representative was of age, and the firm is a month old at least. */
function establishedOn(random: Random, leader: SyntheticPerson): string {
  const last = today - 30
  const first = Math.min(last, Math.max(dayOf('1995-01-01'), addYears(dayOf(leader.dateOfBirth), 18) + 1))
  const back = random.float() * random.float()
  return isoOf(last - Math.floor(back * (last - first)))
}

/** `41`, seven digits, check digit; a permutation of the seven digits keeps chunks apart. */
function taxCodesOf(province: SyntheticProvince, chunk: number, count: number): string[] {
  const random = randomFrom(province.seed, 'tax-code')
  const factor = random.int(200_000, 800_000) * 10 + random.pick([1, 3, 7, 9])
  const shift = random.int(0, numbers - 1)
  const codes: string[] = []
  for (let i = 0; codes.length < count; i++) {
    if (i >= numbersPerChunk) throw new Error('a chunk has no tax code left')
    const number = ((chunk * numbersPerChunk + i) * factor + shift) % numbers
    const nine = `41${String(number).padStart(7, '0')}`
    const digit = taxCodeCheckDigit(nine)
    if (digit !== null) codes.push(`${nine}${digit}`)
  }
  return codes
}

function communeOf(province: SyntheticProvince, person: SyntheticPerson): SyntheticCommune {
  const commune = province.communes.find(({ unitId }) => unitId === person.unitId)
  if (!commune) throw new Error('a person lives in a commune of the province')
  return commune
}

function ageOf(person: SyntheticPerson): number {
  return yearsBetween(person.dateOfBirth, populationDay)
}
