import type { Name, Sex } from './names.ts'

/**
 * A person while a household is made: links are objects and dates are day numbers. Codes and
 * IDs come when the chunk is told, because an ID counts within the chunk.
 */
export interface Draft {
  readonly sex: Sex
  readonly birth: number
  readonly ethnicity: string
  name: Name
  father: Draft | null
  mother: Draft | null
  /** The last spouse on record, alive or dead; `marriage` is the day of that marriage. */
  spouse: Draft | null
  marriage: number | null
  death: number | null
  /** Code of marital_status.csv for someone without a spouse on record. */
  alone: '1' | '3' | '4' | '5'
}

/** Code of marital_status.csv; of the dead, as it was on the last day. */
export function maritalStatusOf(person: Draft): string {
  if (person.spouse === null) return person.alone
  const spouseDied = person.spouse.death
  return spouseDied !== null && (person.death === null || spouseDied < person.death) ? '3' : '2'
}

/** Makes two persons each other's spouse. */
export function wed(husband: Draft, wife: Draft, day: number): void {
  husband.spouse = wife
  wife.spouse = husband
  husband.marriage = day
  wife.marriage = day
}
