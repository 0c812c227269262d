import { isStricter } from '../access/access-class.ts'
import type { LintRule } from './rule.ts'
import { accessOf } from './sdl/access-of.ts'
import { directivesNamed, textArgument } from './sdl/directive-argument.ts'
import { documentFields } from './sdl/document-fields.ts'
import { selectionOf } from './sdl/entity-keys.ts'
import { fieldDefinitions, strictestClass } from './sdl/field-definitions.ts'
import { type Reading, readBy } from './sdl/read-by.ts'

/**
 * A province's graph is composed only if a field that is computed from others (`@requires`) is
 * classed at least as high as each of them, as what those are computed from in turn, and as what
 * a filter or an order among them reads: else an agency could turn another's restricted field
 * into an open one of its own, and composition would say nothing.
 */
export const requiresNotLower: LintRule = (input) => {
  const types = fieldDefinitions(input.subgraphs)
  return input.subgraphs.flatMap(({ name: subgraph, own }) =>
    documentFields(own).flatMap(({ coordinate, typeName, field }) => {
      const access = accessOf(field)
      const [requires] = directivesNamed(field, 'requires')
      const selection = requires && selectionOf(textArgument(requires, 'fields') ?? '')
      if (!access || !selection) return []
      return readBy(selection, typeName, types).flatMap((read) => {
        const needed = strictestClass(types.get(read.typeName)?.get(read.fieldName))
        if (!needed || !isStricter(needed, access.class)) return []
        return [
          {
            rule: 'requires-not-lower',
            subgraph,
            coordinate,
            problem: `is ${access.class}, but is computed from ${named(read)}, which is ${needed}`,
            mend: `class it ${needed} or higher, or do without ${coordinateOf(read)}`,
          },
        ]
      })
    }),
  )
}

function coordinateOf({ typeName, fieldName, through }: Reading): string {
  return through ?? `${typeName}.${fieldName}`
}

function named(read: Reading): string {
  const coordinate = `${read.typeName}.${read.fieldName}`
  return read.through ? `${coordinate} by way of ${read.through}` : coordinate
}
