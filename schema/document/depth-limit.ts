import { type DocumentNode, type GraphQLError, Kind, type SelectionSetNode } from 'graphql'
import { hubError } from '../errors/hub-error.ts'
import { limits } from '../limits.ts'
import { fragmentsOf } from './fragments-of.ts'

/**
 * Measures how many fields stand inside each other once fragments are spread: each level may be
 * one more round of fetches, and records lead back to records of the same type.
 */
export function depthLimit(document: DocumentNode): GraphQLError | null {
  const most = limits.selectionDepth
  const fragments = fragmentsOf(document)
  const depths = new Map<string, number>()
  const depthOf = (set: SelectionSetNode, path: readonly string[]): number => {
    let deepest = 0
    for (const selection of set.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD)
        deepest = Math.max(deepest, depthOfFragment(selection.name.value, path))
      else {
        const inside = selection.selectionSet ? depthOf(selection.selectionSet, path) : 0
        deepest = Math.max(deepest, selection.kind === Kind.FIELD ? inside + 1 : inside)
      }
    }
    return deepest
  }
  const depthOfFragment = (name: string, path: readonly string[]): number => {
    const known = depths.get(name)
    const set = fragments.get(name)
    if (known !== undefined || !set || path.includes(name)) return known ?? 0
    const depth = depthOf(set, [...path, name])
    depths.set(name, depth)
    return depth
  }
  const tooDeep = document.definitions.some(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION && depthOf(definition.selectionSet, []) > most,
  )
  if (!tooDeep) return null
  return hubError('LIMIT_EXCEEDED', { vi: `quá ${most} cấp lồng nhau`, en: `more than ${most} levels of fields` })
}
