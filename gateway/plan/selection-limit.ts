import { type DocumentNode, type GraphQLError, Kind, type SelectionSetNode } from 'graphql'
import { hubError } from '../../schema/errors/hub-error.ts'
import { limits } from '../../schema/limits.ts'

/**
 * Counts the selections that a document stands for once its fragments are spread, and stops
 * at the limit: nested, re-used fragments double with every level, and a document of a
 * kilobyte would hold the planner for seconds. Each fragment is counted once.
 */
export function selectionLimit(document: DocumentNode): GraphQLError | null {
  const fragments = new Map<string, SelectionSetNode>()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition.selectionSet)
  }
  const sizes = new Map<string, number>()
  const sizeOf = (set: SelectionSetNode, path: readonly string[]): number => {
    let size = 0
    for (const selection of set.selections) {
      size += 1
      if (selection.kind === Kind.FRAGMENT_SPREAD) size += sizeOfFragment(selection.name.value, path)
      else if (selection.selectionSet) size += sizeOf(selection.selectionSet, path)
      if (size > limits.recursiveSelections) return size
    }
    return size
  }
  const sizeOfFragment = (name: string, path: readonly string[]): number => {
    const known = sizes.get(name)
    const set = fragments.get(name)
    if (known !== undefined || !set || path.includes(name)) return known ?? 0
    const size = sizeOf(set, [...path, name])
    sizes.set(name, size)
    return size
  }
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue
    if (sizeOf(definition.selectionSet, []) > limits.recursiveSelections) return tooManySelections()
  }
  return null
}

function tooManySelections(): GraphQLError {
  const most = limits.recursiveSelections
  return hubError('LIMIT_EXCEEDED', { vi: `quá ${most} trường được chọn`, en: `more than ${most} selections` })
}
