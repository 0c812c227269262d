import { addYears, ageOf, dayOf, today } from './days.ts'
import type { Draft } from './draft.ts'
import type { Random } from './random.ts'

const firstDay = dayOf('2015-01-01')
const ofAge = 18

/**
 * Lets some persons of a family have died since 2015; each family keeps a living adult. The
 * day lies after the wedding and the birth of the last child, so no record contradicts another.
 */
export function applyDeaths(random: Random, family: readonly Draft[]): void {
  for (const person of family) {
    if (!random.chance(deathShare(person))) continue
    if (isLivingAdult(person) && family.filter(isLivingAdult).length === 1) continue
    const children = family.filter((child) => child.father === person || child.mother === person)
    const first = Math.max(firstDay, person.birth, person.marriage ?? 0, ...children.map((child) => child.birth)) + 1
    if (first <= today) person.death = random.int(first, today)
  }
}

/** Whether someone is alive and 18 or older on the population's day. */
export function isLivingAdult(person: Draft): boolean {
  return person.death === null && addYears(person.birth, ofAge) <= today
}

/** Share of the records of an age that are of someone who died; a design choice that makes 2 to 3 in 100. */
function deathShare(person: Draft): number {
  const age = ageOf(person.birth)
  const share = age < 40 ? 0.003 : age < 55 ? 0.01 : age < 65 ? 0.032 : age < 75 ? 0.075 : age < 85 ? 0.16 : 0.28
  return person.sex === 'MALE' ? share * 1.5 : share
}
