import type { DocumentNode, GraphQLError, SelectionSetNode } from 'graphql'
import { hubError } from '../errors/hub-error.ts'
import { limits } from '../limits.ts'
import { fieldsAt } from './fields-at.ts'
import { fragmentsOf } from './fragments-of.ts'

/**
 * Counts how often a field is written at one place of the answer. Fields of one name are merged,
 * and validation compares each with each, also what is below them: a document of thousands of
 * equal fields would cost the squares of their number. Fragments that no operation spreads are
 * compared too, so each definition is looked at by itself.
 */
export function repeatLimit(document: DocumentNode): GraphQLError | null {
  const fragments = fragmentsOf(document)
  for (const definition of document.definitions) {
    if ('selectionSet' in definition && isRepeated(definition.selectionSet, fragments)) return tooManyRepeats()
  }
  return null
}

function isRepeated(root: SelectionSetNode, fragments: ReadonlyMap<string, SelectionSetNode>): boolean {
  // A fragment inside itself has no end; what goes on beyond the bound of selections is such a one.
  let left: number = limits.recursiveSelections
  const places: (readonly SelectionSetNode[])[] = [[root]]
  for (let place = places.pop(); place && left > 0; place = places.pop()) {
    for (const fields of fieldsAt(place, fragments).values()) {
      if (fields.length > limits.fieldRepeats) return true
      left -= fields.length
      const below = fields.flatMap(({ selectionSet }) => selectionSet ?? [])
      if (below.length > 0) places.push(below)
    }
  }
  return false
}

function tooManyRepeats(): GraphQLError {
  const most = limits.fieldRepeats
  return hubError('LIMIT_EXCEEDED', {
    vi: `một trường được viết lại quá ${most} lần tại một chỗ`,
    en: `one field written more than ${most} times at one place`,
  })
}
