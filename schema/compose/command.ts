import { existsSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import type { LoadedAgency } from '../../subgraphs/_kit/agency.ts'
import type { Glossaries } from '../lint/province/glossary-terms.ts'
import { composeProvince } from './compose.ts'
import { errorLine, summary } from './summary.ts'

/** What the command says, and whether it ends well. */
export interface Outcome {
  readonly exitCode: 0 | 1
  readonly lines: readonly string[]
}

/**
 * `npm run compose`: writes the supergraph to `file`, or tells every error and leaves the file
 * as it was. With `check` it only compares, byte for byte, and ends badly where they differ.
 */
export async function composeCommand(
  agencies: readonly LoadedAgency[],
  file: string,
  options: { readonly check: boolean; readonly glossaries?: Glossaries },
): Promise<Outcome> {
  const composed = composeProvince(agencies, options.glossaries)
  if ('errors' in composed) {
    const count = `errors: ${composed.errors.length}; the supergraph was not written`
    return { exitCode: 1, lines: [...composed.errors.map(errorLine), count] }
  }
  if (!options.check) {
    await writeWhole(file, composed.supergraph)
    return { exitCode: 0, lines: [summary(composed.supergraph, agencies.length)] }
  }
  const committed = existsSync(file) ? await readFile(file, 'utf8') : ''
  if (committed === composed.supergraph) return { exitCode: 0, lines: ['the supergraph is up to date'] }
  return { exitCode: 1, lines: ['the supergraph is stale: run `npm run compose` and commit schema/supergraph.graphql'] }
}

/** A reader finds the old text or the new one, never half of it. */
async function writeWhole(file: string, text: string): Promise<void> {
  const beside = `${file}.${process.pid}.tmp`
  await writeFile(beside, text)
  await rename(beside, file)
}
