import type { Agency, LoadedAgency, Manifest } from '../../../subgraphs/_kit/agency.ts'
import type { LintInput } from '../rule.ts'
import { lintInput } from './lint-input.ts'

interface FixtureParts extends Partial<Pick<Agency, 'collections' | 'resolvers'>> {
  readonly manifest?: Partial<Manifest>
}

/** Marks for fixture SDL; every field needs one. */
export const open = '@access(class: OPEN, basis: "Công khai")'
export const shared = '@access(class: SHARED, basis: "Chia sẻ mặc định")'
export const restricted = '@access(class: RESTRICTED, basis: "Yêu cầu đặc thù")'

/** An agency that is its SDL and whatever a rule's test needs beside it. */
export function fixtureAgency(folder: string, typeDefs: string, parts: FixtureParts = {}): LoadedAgency {
  return {
    folder,
    typeDefs,
    manifest: {
      database: folder,
      title: { vi: 'Cơ sở dữ liệu thử', en: 'Database of a test' },
      departments: [],
      owns: [],
      consents: [],
      boundedLists: {},
      classification: 'SHAREABLE',
      ...parts.manifest,
    },
    collections: parts.collections ?? {},
    resolvers: parts.resolvers ?? {},
    seed: { documents: () => [] },
  }
}

/** What the rules read of fixture agencies. `glossary` explains types for the province. */
export function fixtureInput(agencies: readonly LoadedAgency[], glossary: readonly string[] = []): LintInput {
  return lintInput(agencies, { province: new Set(glossary), agencies: new Map() })
}
