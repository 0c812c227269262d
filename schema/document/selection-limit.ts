import type { DocumentNode, GraphQLError } from 'graphql'
import { hubError } from '../errors/hub-error.ts'
import { limits } from '../limits.ts'
import { weighsMore } from './weigh-selections.ts'

/**
 * Counts the selections that a document stands for once its fragments are spread: a document
 * of a kilobyte, made of nested and re-used fragments, would hold the planner for seconds.
 */
export function selectionLimit(document: DocumentNode): GraphQLError | null {
  const most = limits.recursiveSelections
  if (!weighsMore(document, most, () => 1)) return null
  return hubError('LIMIT_EXCEEDED', { vi: `quá ${most} trường được chọn`, en: `more than ${most} selections` })
}
