import { ownersOf } from './province/owners.ts'
import type { LintError, LintRule } from './rule.ts'
import { accessOf, printAccess } from './sdl/access-of.ts'
import { type DocumentField, documentFields } from './sdl/document-fields.ts'

/**
 * A province's graph is composed only if subgraphs that define the same field class it alike,
 * basis included, word for word. Composition itself would merge different classes by majority
 * and take a class that one of them leaves out without a word, so that any agency could
 * re-class another's field. The owner of the type says which class holds; where it does not
 * define the field, the first subgraph by name.
 */
export const conflictingClass: LintRule = (input) => {
  const owners = ownersOf(input)
  const definitions = new Map<string, { subgraph: string; defined: DocumentField }[]>()
  for (const { name: subgraph, document } of input.subgraphs) {
    for (const defined of documentFields(document)) {
      definitions.set(defined.coordinate, [...(definitions.get(defined.coordinate) ?? []), { subgraph, defined }])
    }
  }
  return [...definitions].flatMap(([coordinate, places]) => {
    const [first] = places
    if (!first || places.length < 2) return []
    const owner = owners.get(first.defined.typeName)?.name
    const classed = places.filter(({ defined }) => accessOf(defined.field))
    const holds = places.find(({ subgraph }) => subgraph === owner) ?? classed[0] ?? first
    const access = accessOf(holds.defined.field)
    return places.flatMap(({ subgraph, defined }): LintError[] => {
      const other = accessOf(defined.field)
      if (access?.class === other?.class && access?.basis === other?.basis) return []
      const there = access ? `\`${printAccess(access)}\`` : 'without class'
      const here = other ? `\`${printAccess(other)}\`` : 'without class'
      return [
        {
          rule: 'conflicting-class',
          subgraph,
          coordinate,
          problem: `is ${here} here and ${there} in ${holds.subgraph}`,
          mend: access ? `repeat ${there}` : `class it in ${holds.subgraph} first, then repeat that here`,
        },
      ]
    })
  })
}
