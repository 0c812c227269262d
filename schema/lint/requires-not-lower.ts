import { type FieldDefinitionNode, Kind, type SelectionSetNode } from 'graphql'
import type { LintInput, LintRule } from './rule.ts'
import { type AccessClass, accessOf, isLower } from './sdl/access-of.ts'
import { directivesNamed, textArgument } from './sdl/directive-argument.ts'
import { documentFields, fieldsByType } from './sdl/document-fields.ts'
import { selectionOf } from './sdl/entity-keys.ts'
import { recordType } from './sdl/type-shape.ts'

/**
 * A province's graph is composed only if a field that is computed from others (`@requires`) is
 * classed at least as high as each of them: else an agency could turn another's restricted
 * field into an open one of its own, and composition would say nothing.
 */
export const requiresNotLower: LintRule = (input) => {
  const types = allTypes(input)
  return input.subgraphs.flatMap(({ name: subgraph, own }) =>
    documentFields(own).flatMap(({ coordinate, typeName, field }) => {
      const access = accessOf(field)
      const [requires] = directivesNamed(field, 'requires')
      const selection = requires && selectionOf(textArgument(requires, 'fields') ?? '')
      if (!access || !selection) return []
      return requiredFields(selection, typeName, types)
        .filter((required) => isLower(access.class, required.class))
        .map((required) => ({
          rule: 'requires-not-lower',
          subgraph,
          coordinate,
          problem: `is ${access.class}, but is computed from ${required.coordinate}, which is ${required.class}`,
          mend: `class it ${required.class} or higher, or do without ${required.coordinate}`,
        }))
    }),
  )
}

type Types = Map<string, Map<string, FieldDefinitionNode[]>>

/** Every definition of a field, of all subgraphs: the most closed one counts. */
function allTypes(input: LintInput): Types {
  const types: Types = new Map()
  for (const { document } of input.subgraphs) {
    for (const [typeName, fields] of fieldsByType(document)) {
      const known = types.get(typeName) ?? new Map<string, FieldDefinitionNode[]>()
      for (const [name, field] of fields) known.set(name, [...(known.get(name) ?? []), field])
      types.set(typeName, known)
    }
  }
  return types
}

function requiredFields(
  selection: SelectionSetNode,
  typeName: string,
  types: Types,
): { coordinate: string; class: AccessClass }[] {
  return selection.selections.flatMap((selected) => {
    if (selected.kind === Kind.INLINE_FRAGMENT) {
      return requiredFields(selected.selectionSet, selected.typeCondition?.name.value ?? typeName, types)
    }
    if (selected.kind !== Kind.FIELD) return []
    const definitions = types.get(typeName)?.get(selected.name.value) ?? []
    const coordinate = `${typeName}.${selected.name.value}`
    const classes = [...new Set(definitions.flatMap((field) => accessOf(field)?.class ?? []))]
    const [definition] = definitions
    const below =
      selected.selectionSet && definition
        ? requiredFields(selected.selectionSet, recordType(definition.type), types)
        : []
    return [...classes.map((one) => ({ coordinate, class: one })), ...below]
  })
}
