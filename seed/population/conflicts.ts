import { isLivingAdult } from './deaths.ts'
import type { Draft } from './draft.ts'
import type { PlantedConflict, SyntheticFirm } from './population.ts'
import type { Random } from './random.ts'

/** One record in so many persons bears each conflict: rare, and present from a thousand persons on. */
const personsPerConflict = 1000

/** How many records of a chunk bear one kind of conflict. */
function conflictCount(persons: number): number {
  return Math.floor(persons / personsPerConflict)
}

/**
 * The living adults whose record will contradict itself or another. It is decided before the
 * IDs are given, because the digit of the sex is one of them; nobody bears two.
 */
export function plantConflicts(random: Random, people: readonly Draft[]): Map<Draft, PlantedConflict> {
  const count = conflictCount(people.length)
  const kinds = ['name-in-decomposed-unicode', 'old-district-in-address', 'sex-digit-against-sex-field'] as const
  const chosen = pickDistinct(random, people.filter(isLivingAdult), count * kinds.length)
  return new Map(chosen.map((person, i) => [person, kinds[i % kinds.length] ?? kinds[0]]))
}

/** Adds the representatives who will be told with two tax codes, to those that bear no other conflict. */
export function plantTaxConflicts(
  random: Random,
  persons: number,
  firms: readonly SyntheticFirm[],
  conflicts: Map<string, PlantedConflict>,
): void {
  const free = [...new Set(firms.map((firm) => firm.representativeId))].filter((id) => !conflicts.has(id))
  for (const id of pickDistinct(random, free, conflictCount(persons))) conflicts.set(id, 'person-with-two-tax-codes')
}

/** Some of the items, each at most once, in random order; all of them where there are not enough. */
export function pickDistinct<T>(random: Random, items: readonly T[], count: number): T[] {
  const rest = [...items]
  const end = Math.min(count, rest.length)
  for (let i = 0; i < end; i++) {
    const j = random.int(i, rest.length - 1)
    const item = rest[j] as T
    rest[j] = rest[i] as T
    rest[i] = item
  }
  return rest.slice(0, end)
}
