import { GraphQLError } from 'graphql'
import { isValidAt } from '../../seed/reference/units.ts'
import type { Department, LoadedAgency } from '../../subgraphs/_kit/agency.ts'

/** What an answer lacks because an agency did not answer, and since when. */
export interface Missing {
  readonly agency: string | null
  readonly database: string
  readonly missingSince: string
}

/** The department that holds a database on a date: departments merge, databases stay. */
export function departmentOn(departments: readonly Department[], date: string): string | null {
  return departments.find((department) => isValidAt(department, date))?.agency ?? null
}

/** Gives each AGENCY_UNAVAILABLE the code of the department that holds the database today. */
export function nameAgencies(
  errors: readonly GraphQLError[],
  agencies: readonly LoadedAgency[],
  today: string,
): GraphQLError[] {
  return errors.map((error) => {
    if (error.extensions.code !== 'AGENCY_UNAVAILABLE') return error
    const { database, since } = error.extensions
    const held = agencies.find(({ manifest }) => manifest.database === database)
    const agency = held ? departmentOn(held.manifest.departments, today) : null
    return new GraphQLError(error.message, {
      ...(error.path ? { path: error.path } : {}),
      extensions: { code: 'AGENCY_UNAVAILABLE', database, since, ...(agency ? { agency } : {}) },
    })
  })
}

/** The note of completeness: one entry for each database that is missing from the answer. */
export function completeness(errors: readonly GraphQLError[]): Missing[] {
  const missing = new Map<string, Missing>()
  for (const { extensions } of errors) {
    if (extensions.code !== 'AGENCY_UNAVAILABLE') continue
    const database = String(extensions.database)
    missing.set(database, {
      agency: typeof extensions.agency === 'string' ? extensions.agency : null,
      database,
      missingSince: String(extensions.since),
    })
  }
  return [...missing.values()].sort((a, b) => (a.database < b.database ? -1 : 1))
}
