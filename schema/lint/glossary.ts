import { type DocumentNode, isTypeDefinitionNode, isTypeExtensionNode } from 'graphql'
import { ownersOf } from './province/owners.ts'
import type { LintError, LintRule } from './rule.ts'
import { isRootType } from './sdl/document-fields.ts'

const mend = (file: string, name: string) => `add a row | \`${name}\` | Vietnamese | English | … | to ${file}`

/**
 * A province's graph is composed only if every type is explained in both languages: those of
 * the prelude in `schema/GLOSSARY.md`, an agency's in the `GLOSSARY.md` of its folder, an
 * entity's in its owner's. Roots and generated connections explain nothing and need none.
 */
export const glossary: LintRule = (input) => {
  const owners = ownersOf(input)
  const shared = typeNames(input.prelude).filter((name) => !input.glossary.has(name))
  const errors: LintError[] = shared.map((name) => unexplained('prelude', name, 'schema/GLOSSARY.md'))
  for (const subgraph of input.subgraphs) {
    for (const name of typeNames(subgraph.own)) {
      const owner = owners.get(name) ?? subgraph
      if (isRootType(name) || input.glossary.has(name)) continue
      if (subgraph.glossary.has(name) || owner.glossary.has(name)) continue
      errors.push(unexplained(subgraph.name, name, `subgraphs/${owner.name}/GLOSSARY.md`))
    }
  }
  return errors
}

function unexplained(subgraph: string, name: string, file: string): LintError {
  return { rule: 'glossary', subgraph, coordinate: name, problem: 'is in no glossary', mend: mend(file, name) }
}

function typeNames(document: DocumentNode): string[] {
  const types = document.definitions.filter((one) => isTypeDefinitionNode(one) || isTypeExtensionNode(one))
  return [...new Set(types.map((one) => one.name.value))]
}
