import { column, readReference } from '../reference/read-csv.ts'
import type { Random } from './random.ts'

type Weighted = readonly (readonly [string, number])[]
export type Sex = 'MALE' | 'FEMALE'

/** A name in the Vietnamese order, kept in parts: children take the first, siblings differ in the last. */
export interface Name {
  readonly family: string
  readonly middle: string
  readonly given: string
}

/** Region of the rows of family_names.csv that speak of the whole country. */
const country = 'Việt Nam'
/**
 * Bình Định lies south of the line from which Huỳnh and Võ are written for Hoàng and Vũ; how
 * many write them so is a design choice, no figure of the province was found.
 */
const southernShare = 0.85
/** Names of the Đắk Lắk sample that came there with peoples of the north; left out by design. */
const notOfTheRegion = new Set(['Nông', 'Triệu', 'Vi', 'Đàm', 'Hoàng', 'Vũ', 'Võ', 'Huỳnh'])

let familyTable: Weighted | undefined
const givenTables = new Map<string, Weighted>()

/**
 * Family names with shares that sum to 100: the country's figures where there are any (the
 * middle of the two variants), and the rest of 100 % by the counts of the nearest province's sample.
 */
export function familyNameShares(): Weighted {
  familyTable ??= makeFamilyTable()
  return familyTable
}

/** A given name with its middle name, by sex and by the fashion of the year of birth. */
export function givenNameOf(random: Random, sex: Sex, birthYear: number): Omit<Name, 'family'> {
  return {
    middle: random.weighted(givenTable('middle', sex, birthYear)),
    given: random.weighted(givenTable('given', sex, birthYear)),
  }
}

/** Family, middle and given name as written. */
export function fullNameOf(name: Name): string {
  return `${name.family} ${name.middle} ${name.given}`
}

function makeFamilyTable(): Weighted {
  const rows = readReference('family_names')
  const national = rows
    .filter((row) => row.region === country)
    .flatMap((row) => {
      const share = (Number(column(row, 'share_percent_low')) + Number(column(row, 'share_percent_high'))) / 2
      return inTheRegion(column(row, 'family_name'), share)
    })
  const known = new Set(national.map(([name]) => name))
  const others = rows
    .filter((row) => row.region !== country)
    .map((row) => [column(row, 'family_name'), Number(column(row, 'count'))] as const)
    .filter(([name]) => !known.has(name) && !notOfTheRegion.has(name))
  const rest = 100 - sum(national)
  const counted = sum(others)
  return [...national, ...others.map(([name, count]) => [name, (rest * count) / counted] as const)]
}

/** `Hoàng/Huỳnh` is one figure for two spellings: the southern one is the second. */
function inTheRegion(name: string, share: number): Weighted {
  const [northern = name, southern] = name.split('/')
  if (southern === undefined) return [[name, share]]
  return [
    [northern, share * (1 - southernShare)],
    [southern, share * southernShare],
  ]
}

function givenTable(part: 'middle' | 'given', sex: Sex, birthYear: number): Weighted {
  const weight = birthYear < 1990 ? 'weight_born_before_1990' : 'weight_born_from_1990'
  const key = `${part} ${sex} ${weight}`
  const known = givenTables.get(key)
  if (known) return known
  const table = readReference('given_names')
    .filter((row) => row.part === part && row.sex === sex)
    .map((row) => [column(row, 'name'), Number(column(row, weight))] as const)
  givenTables.set(key, table)
  return table
}

function sum(items: Weighted): number {
  return items.reduce((total, [, weight]) => total + weight, 0)
}
