import { type FieldNode, Kind, type SelectionSetNode } from 'graphql'

/**
 * The fields that stand at one place of the answer, by the name that they have there: those of
 * inline fragments and of fragments spread beside them, each fragment once, as execution collects
 * them (GraphQL 6.3.2), but whatever the types and conditions are.
 */
export function fieldsAt(
  sets: readonly SelectionSetNode[],
  fragments: ReadonlyMap<string, SelectionSetNode>,
): ReadonlyMap<string, readonly FieldNode[]> {
  const fields = new Map<string, FieldNode[]>()
  const spread = new Set<string>()
  const collect = (set: SelectionSetNode | undefined): void => {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value
        const beside = fields.get(name)
        if (beside) beside.push(selection)
        else fields.set(name, [selection])
      } else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet)
      else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value)
        collect(fragments.get(selection.name.value))
      }
    }
  }
  for (const set of sets) collect(set)
  return fields
}
