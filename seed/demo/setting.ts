import type { LoadedAgency } from '../../subgraphs/_kit/agency.ts'
import { makeChunk } from '../population/chunk.ts'
import { populationDay, yearsBetween } from '../population/days.ts'
import type { PopulationChunk, SyntheticFirm, SyntheticPerson } from '../population/population.ts'
import { makeProvince, type PopulationRequest } from '../population/province.ts'
import { readAgencies } from '../reference/agencies.ts'
import { isValidAt } from '../reference/units.ts'

/** Whom the demo is about: one person and one firm of the population, and the agencies of a day. */
export interface DemoSetting {
  readonly citizen: SyntheticPerson
  /** Null where the population is too small for a firm. */
  readonly firm: SyntheticFirm | null
  /** The department that holds a database on that day; null where its manifest names none. */
  departmentOf(database: string): string | null
  /** The first agency of a kind (`province_committee`, `inspectorate`) in force on that day. */
  agencyOfKind(kind: string): string | null
  /** The first department in force on that day that holds no database. */
  readonly unlisted: string | null
}

export interface DemoRequest {
  readonly population: PopulationRequest
  readonly agencies: readonly LoadedAgency[]
  /** ISO date in the province's time. */
  readonly today: string
}

/** The same setting for the same request, in about a second: it makes the first part of the population anew. */
export function demoSetting({ population, agencies, today }: DemoRequest): DemoSetting {
  const chunk = makeChunk(makeProvince(population), 0)
  const inForce = readAgencies().filter((agency) => isValidAt(agency, today))
  const departmentOf = (database: string) =>
    agencies
      .find(({ manifest }) => manifest.database === database)
      ?.manifest.departments.find((period) => isValidAt(period, today))?.agency ?? null
  const holders = new Set(agencies.map(({ manifest }) => departmentOf(manifest.database)))
  return {
    citizen: citizenOf(chunk, agencies),
    firm: chunk.firms.find(({ status }) => status === 'ACTIVE') ?? null,
    departmentOf,
    agencyOfKind: (kind) => inForce.find((agency) => agency.kind === kind)?.code ?? null,
    unlisted: inForce.find(({ kind, code }) => kind === 'department' && !holders.has(code))?.code ?? null,
  }
}

/**
 * A living adult with a religion on record and no planted conflict, so that every class of field has
 * a value; of these the one whom most kinds of record name. A population too small for that gives
 * the nearest there is.
 */
function citizenOf(chunk: PopulationChunk, agencies: readonly LoadedAgency[]): SyntheticPerson {
  const living = chunk.persons.filter(({ dateOfDeath }) => dateOfDeath === null)
  const adults = living.filter(({ dateOfBirth }) => yearsBetween(dateOfBirth, populationDay) >= 18)
  const sound = adults.filter(({ personalId }) => !chunk.conflicts?.has(personalId))
  const whole = sound.filter(({ religion, spouseId }) => religion !== null && spouseId !== null)
  const best = [whole, sound, adults, living, chunk.persons].find((persons) => persons.length > 0) ?? []
  const kinds = recordKinds(chunk, agencies, new Set(best.map(({ personalId }) => personalId)))
  const kindsOf = ({ personalId }: SyntheticPerson) => kinds.get(personalId)?.size ?? 0
  return best.reduce((most, person) => (kindsOf(person) > kindsOf(most) ? person : most))
}

/** In which kinds of record, over all databases, each of these persons is named. */
function recordKinds(
  chunk: PopulationChunk,
  agencies: readonly LoadedAgency[],
  ids: ReadonlySet<string>,
): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const { folder, seed } of agencies) {
    for (const { collection, document } of seed.documents(chunk)) {
      for (const value of Object.values(document).flat()) {
        if (typeof value !== 'string' || !ids.has(value)) continue
        found.set(value, (found.get(value) ?? new Set()).add(`${folder}/${collection}`))
      }
    }
  }
  return found
}
