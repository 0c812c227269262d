import type { Grant } from '../../schema/access/grant.ts'

/** What a grant of the demo states; the rest is the same for all. */
export type DemoGrant = Pick<Grant, 'id' | 'agency' | 'mode' | 'service' | 'purpose' | 'legalBasis'> &
  Partial<Grant> & { readonly coordinates: readonly string[] }

/** From 2025-01-01 to the end of 2034 in the province's time; `validTo` is exclusive. */
const demoPeriod = { validFrom: '2024-12-31T17:00:00.000Z', validTo: '2034-12-31T17:00:00.000Z' } as const

/** A grant in its first version, in force, in the whole province, for every application of the agency, without consent. */
export function grantOf(stated: DemoGrant): Grant {
  return {
    version: 1,
    app: null,
    territory: null,
    subjects: null,
    ...demoPeriod,
    state: 'ACTIVE',
    suspension: null,
    ...stated,
  }
}

/** `fields('Person', 'fullName sex')` → `Person.fullName`, `Person.sex`. */
export function fields(type: string, names: string): string[] {
  return names.split(' ').map((name) => `${type}.${name}`)
}
