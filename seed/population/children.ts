import { ageOf, daysIn, today } from './days.ts'
import type { Draft } from './draft.ts'
import { makePerson } from './marriage.ts'
import { fullNameOf } from './names.ts'
import type { Random } from './random.ts'

/** Boys born for each girl are a little more; a design choice near what is published of the country. */
const boysShare = 0.522
/** Share of children who bear the father's family name where he is on record. */
const fathersNameShare = 0.97
/** Years of a parent at a birth, inside what is plausible: mothers 16 to 45, fathers 17 to 60. */
const parentAge = { motherLeast: 16.1, motherMost: 44.8, fatherLeast: 17.1, fatherMost: 59.8 }

/** How many children a woman had in all, by the decade of her birth. */
const childrenBorn = {
  before1960: [
    [1, 6],
    [2, 16],
    [3, 24],
    [4, 24],
    [5, 18],
    [6, 12],
  ],
  before1980: [
    [0, 4],
    [1, 12],
    [2, 40],
    [3, 30],
    [4, 14],
  ],
  later: [
    [0, 4],
    [1, 15],
    [2, 54],
    [3, 22],
    [4, 5],
  ],
} as const

/** The children of a mother, a father or both who still live at home, oldest first, at most `room`. */
export function childrenAtHome(
  random: Random,
  parents: { mother: Draft | null; father: Draft | null; from: number },
  room: number,
): Draft[] {
  const children: Draft[] = []
  for (const birth of birthsOf(random, parents)) {
    if (children.length >= room || !random.chance(atHomeShare(ageOf(birth)))) continue
    children.push(makeChild(random, parents, birth, children))
  }
  return children
}

/** A child of these parents; the family name is usually the father's. */
export function makeChild(
  random: Random,
  { mother, father }: { mother: Draft | null; father: Draft | null },
  birth: number,
  siblings: readonly Draft[],
): Draft {
  const named = father && (!mother || random.chance(fathersNameShare)) ? father : (mother ?? father)
  const ethnicity = (father ?? mother)?.ethnicity
  if (!named || ethnicity === undefined) throw new Error('a child has at least one parent on record')
  const child = makePerson(random, {
    sex: random.chance(boysShare) ? 'MALE' : 'FEMALE',
    birth,
    ethnicity,
    family: named.name.family,
    notGiven: siblings.map((sibling) => fullNameOf(sibling.name)),
  })
  child.father = father
  child.mother = mother
  return child
}

/** The days between which a child of these parents can be born; empty where the first is after the second. */
export function birthDays(mother: Draft | null, father: Draft | null): [number, number] {
  return [
    Math.max(
      mother ? mother.birth + daysIn(parentAge.motherLeast) : Number.NEGATIVE_INFINITY,
      father ? father.birth + daysIn(parentAge.fatherLeast) : Number.NEGATIVE_INFINITY,
    ),
    Math.min(
      today,
      mother ? mother.birth + daysIn(parentAge.motherMost) : today,
      father ? father.birth + daysIn(mother ? parentAge.fatherMost : 50) : today,
    ),
  ]
}

function birthsOf(
  random: Random,
  { mother, father, from }: { mother: Draft | null; father: Draft | null; from: number },
): number[] {
  const [first, last] = birthDays(mother, father)
  const births: number[] = []
  let day = Math.max(first, from) + 240 + random.int(0, 900)
  for (let left = random.weighted(bornBy((mother ?? father)?.birth ?? today)); left > 0 && day <= last; left--) {
    births.push(day)
    day += random.int(500, 1900)
  }
  return births
}

function bornBy(birth: number) {
  if (birth < -3653) return childrenBorn.before1960
  return birth < 3652 ? childrenBorn.before1980 : childrenBorn.later
}

/** Share of children of an age who live with their parents; a design choice. */
function atHomeShare(age: number): number {
  if (age < 18) return 0.97
  if (age < 25) return 0.7
  if (age < 30) return 0.42
  return age < 45 ? 0.2 : 0.1
}
