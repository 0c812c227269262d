import { birthDays, childrenAtHome, makeChild } from './children.ts'
import { ageOf, daysIn, today } from './days.ts'
import type { Draft } from './draft.ts'
import { makePerson, marry } from './marriage.ts'
import type { Sex } from './names.ts'
import type { Random } from './random.ts'

/** Persons of one household, the dead on record included. */
const largestFamily = 9

/** Ages of the adult around whom a household is made, by bands of five years from 20; a design choice. */
const coreAges: readonly (readonly [number, number])[] = [
  [20, 2.5],
  [25, 6],
  [30, 9.5],
  [35, 11.5],
  [40, 12],
  [45, 12],
  [50, 11.5],
  [55, 10.5],
  [60, 9],
  [65, 7],
  [70, 4.5],
  [75, 2.5],
  [80, 1.5],
  [85, 0.8],
]

/**
 * The persons of one household, first the adult around whom it is made: couples, single
 * parents, people alone, with children, their spouses and children, and parents. At most
 * `room` persons and nine; the first is always of age.
 */
export function makeFamily(random: Random, ethnicity: string, room: number): Draft[] {
  const space = Math.min(room, largestFamily)
  const age = random.weighted(coreAges) + random.float() * 5
  const core = makePerson(random, { sex: 'MALE', birth: today - daysIn(age), ethnicity })
  const kind = random.float()
  const alone = age < 30 ? 0.15 : age < 60 ? 0.05 : 0.12
  if (space === 1 || kind < alone) return [makeLoner(random, age, ethnicity)]
  if (kind < alone + (age < 62 ? 0.08 : 0.04)) return singleParentFamily(random, age, ethnicity, space)
  return coupleFamily(random, core, space)
}

function makeLoner(random: Random, age: number, ethnicity: string): Draft {
  const sex = random.chance(age < 45 ? 0.45 : 0.75) ? 'FEMALE' : 'MALE'
  const loner = makePerson(random, { sex, birth: today - daysIn(age), ethnicity })
  loner.alone = singleStatus(random, age)
  return loner
}

const statusFrom25 = [
  ['1', 6],
  ['4', 3],
  ['5', 0.6],
] as const
const statusFrom45 = [
  ['1', 3],
  ['3', 3],
  ['4', 3],
  ['5', 0.6],
] as const
const statusFrom60 = [
  ['1', 2],
  ['3', 9],
  ['4', 2],
  ['5', 0.4],
] as const

/** Marital status of an adult without a spouse on record; a design choice. */
function singleStatus(random: Random, age: number): Draft['alone'] {
  if (age < 25) return '1'
  return random.weighted(age < 45 ? statusFrom25 : age < 60 ? statusFrom45 : statusFrom60)
}

function singleParentFamily(random: Random, age: number, ethnicity: string, space: number): Draft[] {
  const sex: Sex = random.chance(0.82) ? 'FEMALE' : 'MALE'
  const parent = makePerson(random, { sex, birth: today - daysIn(age), ethnicity })
  parent.alone = singleStatus(random, age)
  const from = parent.birth + daysIn(19 + random.float() * 14)
  const parents = sex === 'FEMALE' ? { mother: parent, father: null, from } : { mother: null, father: parent, from }
  return withGrandchildren(random, [parent], childrenAtHome(random, parents, space - 1), space)
}

function coupleFamily(random: Random, core: Draft, space: number): Draft[] {
  const wife = marry(random, core)
  if (!wife || core.marriage === null) {
    return [core]
  }
  const family = [core, wife]
  const parents = { mother: wife, father: core, from: core.marriage }
  const children = childrenAtHome(random, parents, space - family.length)
  const complete = withGrandchildren(random, family, children, space)
  if (random.chance(parentsShare(ageOf(core.birth)))) addParents(random, core, complete, space)
  return complete
}

/** Adds the children, and to grown ones their own spouse and children where there is room. */
function withGrandchildren(random: Random, family: Draft[], children: readonly Draft[], space: number): Draft[] {
  family.push(...children)
  for (const child of children) {
    const age = ageOf(child.birth)
    const married = age < 23 ? 0 : age < 30 ? 0.4 : 0.75
    if (family.length >= space || !random.chance(married)) continue
    const spouse = marry(random, child)
    if (!spouse || child.marriage === null) continue
    family.push(spouse)
    const [mother, father] = child.sex === 'FEMALE' ? [child, spouse] : [spouse, child]
    family.push(...childrenAtHome(random, { mother, father, from: child.marriage }, space - family.length))
  }
  return family
}

/** Share of couples of an age with whom a parent of the husband lives. */
function parentsShare(age: number): number {
  return age < 28 ? 0.25 : age < 60 ? 0.2 : 0.05
}

/** The mother, the father or both of a person; and now and then a brother or sister. */
function addParents(random: Random, person: Draft, family: Draft[], space: number): void {
  if (family.length >= space) return
  const mother = makePerson(random, {
    sex: 'FEMALE',
    birth: person.birth - daysIn(19.5 + random.float() * 17),
    ethnicity: person.ethnicity,
  })
  if (ageOf(mother.birth) > 99) return
  person.mother = mother
  family.push(mother)
  mother.alone = '3'
  if (family.length >= space || !random.chance(0.7)) return
  // Wedded before the child came; where the ages leave no such day, she is a widow without his record.
  const father = marry(random, mother, person.birth - 200)
  if (!father) return
  father.name = { ...father.name, family: person.name.family }
  person.father = father
  family.push(father)
  if (family.length < space && random.chance(0.12)) addSibling(random, person, family)
}

function addSibling(random: Random, person: Draft, family: Draft[]): void {
  const { mother, father } = person
  const [first, last] = birthDays(mother, father)
  const birth = person.birth + (random.chance(0.6) ? 1 : -1) * random.int(400, 2900)
  if (birth <= Math.max(first, mother?.marriage ?? first) || birth >= last || ageOf(birth) < 15) return
  family.push(makeChild(random, { mother, father }, birth, [person]))
}
