import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LoadedAgency } from '../../subgraphs/_kit/agency.ts'
import { repositoryRoot } from '../repository-root.ts'
import { isStale } from './input-hash.ts'

/**
 * The supergraph of these agencies: the committed file, or one composed now where a folder
 * has changed since. @throws with every rule that is broken
 */
export async function provinceSupergraph(
  agencies: readonly LoadedAgency[],
  say: (line: string) => void,
): Promise<string> {
  const text = await readFile(join(repositoryRoot, 'schema/supergraph.graphql'), 'utf8').catch(() => null)
  if (text !== null && fits(text, agencies)) return text
  say(
    'Lược đồ chung đã cũ so với các thư mục cơ quan, đang ghép lại / composing anew: run `npm run compose` and commit',
  )
  // Composition is a large library that a start with a fresh file never needs.
  const { composeProvince } = await import('./compose.ts')
  const composed = composeProvince(agencies)
  if ('supergraph' in composed) return composed.supergraph
  const list = composed.errors.map(
    (error) => `${error.subgraph} ${error.coordinate} ${error.rule}: ${error.problem} → ${error.mend}`,
  )
  throw new Error(`Không ghép được lược đồ chung / the graph does not compose:\n${list.join('\n')}`)
}

/** A folder whose SDL cannot be read fits nothing; composition then says which folder and where. */
function fits(supergraph: string, agencies: readonly LoadedAgency[]): boolean {
  try {
    return !isStale(supergraph, agencies)
  } catch {
    return false
  }
}
