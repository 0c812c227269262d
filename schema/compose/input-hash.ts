import { createHash } from 'node:crypto'
import { print } from 'graphql'
import type { LoadedAgency } from '../../subgraphs/_kit/agency.ts'
import { subgraphDocument } from '../../subgraphs/_kit/subgraph-schema.ts'
import { inOrder } from '../lint/province/lint-input.ts'

const label = '# sha256 of the inputs: '

/**
 * SHA-256, in hex, over what the supergraph is made of: for each folder its SDL with the
 * prelude and the generated connections, and what its manifest claims and allows. Comments
 * and white space do not count.
 */
export function inputHash(agencies: readonly LoadedAgency[]): string {
  const hash = createHash('sha256')
  for (const agency of inOrder(agencies)) {
    const { owns, consents, boundedLists, classification } = agency.manifest
    const manifest = { owns, consents, boundedLists, classification }
    hash.update(JSON.stringify([agency.folder, print(subgraphDocument(agency)), manifest]))
  }
  return hash.digest('hex')
}

/** The supergraph's text with the hash of its inputs in the first line. */
export function stamp(hash: string, supergraph: string): string {
  return `${label}${hash}\n${supergraph.trimEnd()}\n`
}

/** Whether a supergraph was made from other inputs than these agencies. */
export function isStale(supergraph: string, agencies: readonly LoadedAgency[]): boolean {
  return !supergraph.startsWith(`${label}${inputHash(agencies)}\n`)
}
