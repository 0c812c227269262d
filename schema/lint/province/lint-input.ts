import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'graphql'
import type { LoadedAgency } from '../../../subgraphs/_kit/agency.ts'
import { subgraphDocument } from '../../../subgraphs/_kit/subgraph-schema.ts'
import { repositoryRoot } from '../../repository-root.ts'
import type { LintInput } from '../rule.ts'
import type { Glossaries } from './glossary-terms.ts'

/**
 * What the rules read: every agency's documents, in the order of their names.
 * @throws a syntax error of GraphQL where an agency's SDL does not parse
 */
export function lintInput(agencies: readonly LoadedAgency[], glossaries: Glossaries): LintInput {
  return {
    subgraphs: inOrder(agencies).map((agency) => ({
      name: agency.folder,
      document: subgraphDocument(agency),
      own: parse(agency.typeDefs),
      agency,
      glossary: glossaries.agencies.get(agency.folder) ?? new Set(),
    })),
    prelude: parse(readFileSync(join(repositoryRoot, 'schema/prelude.graphql'), 'utf8')),
    glossary: glossaries.province,
  }
}

/** The agencies by name, so that equal folders give equal bytes on every machine. */
export function inOrder(agencies: readonly LoadedAgency[]): LoadedAgency[] {
  return [...agencies].sort((one, other) => (one.folder < other.folder ? -1 : 1))
}
