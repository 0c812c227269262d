import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LoadedAgency } from '../../../subgraphs/_kit/agency.ts'
import { repositoryRoot } from '../../repository-root.ts'

/** Type names explained for the province, and by each agency for its own schema. */
export interface Glossaries {
  readonly province: ReadonlySet<string>
  readonly agencies: ReadonlyMap<string, ReadonlySet<string>>
}

/** Reads `schema/GLOSSARY.md` and the `GLOSSARY.md` of each agency's folder; none reads as empty. */
export function readGlossaries(agencies: readonly Pick<LoadedAgency, 'folder'>[]): Glossaries {
  return {
    province: termsIn('schema/GLOSSARY.md'),
    agencies: new Map(agencies.map(({ folder }) => [folder, termsIn(`subgraphs/${folder}/GLOSSARY.md`)])),
  }
}

/**
 * The types that a glossary explains: rows whose first cell is the type's name in back
 * quotes, and whose next two, Vietnamese and English, are not empty.
 */
export function glossaryTerms(markdown: string): Set<string> {
  const rows = markdown.matchAll(/^\|\s*`(\w+)`\s*\|([^|\n]*)\|([^|\n]*)\|/gm)
  return new Set([...rows].flatMap(([, name = '', vi = '', en = '']) => (vi.trim() && en.trim() ? [name] : [])))
}

function termsIn(path: string): Set<string> {
  const file = join(repositoryRoot, path)
  return existsSync(file) ? glossaryTerms(readFileSync(file, 'utf8')) : new Set()
}
