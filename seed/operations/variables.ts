import { discoverAgencies, loadAgency } from '../../subgraphs/_kit/discover.ts'
import { makeChunk } from '../population/chunk.ts'
import type { PopulationChunk, SyntheticProvince } from '../population/population.ts'
import { makeProvince } from '../population/province.ts'
import { randomFrom } from '../population/random.ts'
import { readUnits } from '../reference/units.ts'

/** What lies beside a shared operation: who asks, for what purpose, and many different sets of variables. */
export interface OperationVariables {
  readonly identity: string
  readonly purpose: string
  readonly variables: readonly Record<string, unknown>[]
}

const sets = 500
const organizationsASet = 50

/** The default population; its records are what the committed variables name. */
export const defaultPopulation = { persons: 10_000, seed: 'binh-dinh' } as const

/** Enough of a population of any size to name all kinds of records. */
const chunksRead = 8

/** The variables of every shared operation in a population, computed from its number and seed alone. */
export async function operationVariables(population: {
  readonly persons: number
  readonly seed: string
}): Promise<Readonly<Record<string, OperationVariables>>> {
  const province = makeProvince(population)
  const count = Math.min(province.chunkCount, chunksRead)
  const chunks = Array.from({ length: count }, (_, index) => makeChunk(province, index))
  const vessels = await fishingVessels(chunks)
  const by = (variables: readonly Record<string, unknown>[]) => ({
    identity: 'insurance-app',
    purpose: 'INSURANCE_ADMINISTRATION',
    variables,
  })
  return {
    dossier: by(await dossiers(chunks, vessels)),
    organizations: by(organizations(province, chunks)),
    'fishing-vessel': by(vessels.map(({ registrationNumber }) => ({ registrationNumber }))),
    'unit-before-and-after': by(unitCodes().map((code) => ({ code }))),
  }
}

interface SeededVessel {
  readonly registrationNumber: string
  readonly ownerPersonalId: string | null
}

/** As the fisheries' own seed makes them. */
async function fishingVessels(chunks: readonly PopulationChunk[]): Promise<SeededVessel[]> {
  const { seed } = await loadAgency('fisheries')
  const documents = chunks.flatMap((chunk) => [...seed.documents(chunk)])
  return documents
    .filter(({ collection }) => collection === 'fishingVessels')
    .map(({ document }) => ({
      registrationNumber: String(document.registrationNumber),
      ownerPersonalId: typeof document.ownerPersonalId === 'string' ? document.ownerPersonalId : null,
    }))
}

/** Owners of vessels first, the one known to most databases before all; then married adults. */
async function dossiers(
  chunks: readonly PopulationChunk[],
  vessels: readonly SeededVessel[],
): Promise<Record<string, unknown>[]> {
  const persons = chunks
    .flatMap((chunk) => chunk.persons)
    .filter(({ dateOfDeath, spouseId }) => dateOfDeath === null && spouseId)
  const owners = new Set(vessels.flatMap(({ ownerPersonalId }) => (ownerPersonalId ? [ownerPersonalId] : [])))
  const mentions = await mentionsOf(chunks, owners)
  const first = persons
    .filter(({ personalId }) => owners.has(personalId))
    .sort((a, b) => (mentions.get(b.personalId) ?? 0) - (mentions.get(a.personalId) ?? 0))
  const rest = persons.filter(({ personalId }) => !owners.has(personalId))
  return [...first, ...rest].slice(0, sets).map(({ personalId }) => ({ personalId }))
}

/** In how many kinds of record, over all databases, each of these persons is named. */
async function mentionsOf(chunks: readonly PopulationChunk[], ids: ReadonlySet<string>): Promise<Map<string, number>> {
  const found = new Map<string, Set<string>>()
  for (const agency of await discoverAgencies()) {
    for (const { collection, document } of chunks.flatMap((chunk) => [...agency.seed.documents(chunk)])) {
      for (const value of Object.values(document).flat()) {
        if (typeof value !== 'string' || !ids.has(value)) continue
        found.set(value, (found.get(value) ?? new Set()).add(`${agency.folder}/${collection}`))
      }
    }
  }
  return new Map([...found].map(([id, places]) => [id, places.size]))
}

/** Different choices of fifty, so that no two requests in flight ask the same list. */
function organizations(province: SyntheticProvince, chunks: readonly PopulationChunk[]): Record<string, unknown>[] {
  const all = chunks.flatMap((chunk) => chunk.firms).map(({ taxCode }) => taxCode)
  return Array.from({ length: sets }, (_, index) => {
    const random = randomFrom(province.seed, 'bench/organizations', index)
    const left = [...all]
    const taxCodes = Array.from({ length: Math.min(organizationsASet, all.length) }, () => {
      return left.splice(random.int(0, left.length - 1), 1)[0]
    })
    return { taxCodes }
  })
}

/** 21583, whose meaning changed twice, then every other code of a commune or district. */
function unitCodes(): string[] {
  const codes = readUnits().map(({ code }) => code)
  return [...new Set(['21583', ...codes])]
}
