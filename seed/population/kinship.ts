import { isLivingAdult } from './deaths.ts'
import type { Draft } from './draft.ts'
import type { Random } from './random.ts'

/** Share of households whose head is the wife, and of those with the husband's parents whose head is a parent. */
const headShare = { wife: 0.25, parent: 0.35 }

/** The head of a household: a living adult. The first of the family is the adult around whom it was made. */
export function headOf(random: Random, family: readonly Draft[]): Draft {
  const [core] = family
  if (!core) throw new Error('a household has at least one person')
  const wanted: (Draft | null)[] = [core, core.spouse]
  if (random.chance(headShare.wife)) wanted.reverse()
  if (random.chance(headShare.parent)) wanted.unshift(core.father, core.mother)
  const head = wanted.find((person) => person !== null && isLivingAdult(person))
  return head ?? oldestLivingAdult(family)
}

function oldestLivingAdult(family: readonly Draft[]): Draft {
  const adults = family.filter(isLivingAdult)
  const [first] = adults
  if (!first) throw new Error('a household keeps a living adult')
  return adults.reduce((oldest, person) => (person.birth < oldest.birth ? person : oldest), first)
}

/** Code of relationship_codes.csv of a person towards the head, from the links of parents and spouses alone. */
export function relationshipTo(head: Draft, person: Draft): string {
  if (person === head) return '01'
  if (head.spouse === person) return person.sex === 'FEMALE' ? '02' : '03'
  if (isParentOf(head, person)) return '04'
  if (person.spouse && isParentOf(head, person.spouse)) return person.sex === 'FEMALE' ? '06' : '07'
  if (isParentOf(person, head)) return person.sex === 'MALE' ? '08' : '09'
  if (head.spouse && isParentOf(person, head.spouse)) return person.sex === 'MALE' ? '10' : '11'
  if (parentsOf(head).some((parent) => isParentOf(person, parent))) return person.sex === 'MALE' ? '12' : '13'
  if (parentsOf(person).some((parent) => isParentOf(head, parent))) return '14'
  if (parentsOf(person).some((parent) => isParentOf(parent, head))) return '15'
  return '98'
}

function parentsOf(person: Draft): Draft[] {
  return [person.father, person.mother].filter((parent) => parent !== null)
}

function isParentOf(parent: Draft, child: Draft): boolean {
  return child.father === parent || child.mother === parent
}
