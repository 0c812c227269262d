import { type DocumentNode, Kind, type SelectionNode, type SelectionSetNode } from 'graphql'
import { fragmentsOf } from './fragments-of.ts'

/**
 * Whether the selections of an operation, each fragment spread where it is named, weigh more than
 * `most` together. Each fragment is weighed once, however often it is spread: nested, re-used
 * fragments double with every level. A fragment inside itself weighs nothing there.
 */
export function weighsMore(document: DocumentNode, most: number, weigh: (selection: SelectionNode) => number): boolean {
  const fragments = fragmentsOf(document)
  const weights = new Map<string, number>()
  const weightOf = (set: SelectionSetNode, path: readonly string[]): number => {
    let weight = 0
    for (const selection of set.selections) {
      weight += weigh(selection)
      if (selection.kind === Kind.FRAGMENT_SPREAD) weight += weightOfFragment(selection.name.value, path)
      else if (selection.selectionSet) weight += weightOf(selection.selectionSet, path)
      if (weight > most) return weight
    }
    return weight
  }
  const weightOfFragment = (name: string, path: readonly string[]): number => {
    const known = weights.get(name)
    const set = fragments.get(name)
    if (known !== undefined || !set || path.includes(name)) return known ?? 0
    const weight = weightOf(set, [...path, name])
    weights.set(name, weight)
    return weight
  }
  return document.definitions.some(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION && weightOf(definition.selectionSet, []) > most,
  )
}
