import { type DocumentNode, type GraphQLError, Kind } from 'graphql'
import { hubError } from '../errors/hub-error.ts'
import { limits } from '../limits.ts'
import { fieldsAt } from './fields-at.ts'
import { fragmentsOf } from './fragments-of.ts'
import { weighsMore } from './weigh-selections.ts'

/**
 * Counts aliases, fragments spread, and how often one root field is asked under several: with
 * aliases a short document looks up a thousand persons, or asks one record a thousand times.
 */
export function aliasLimit(document: DocumentNode): GraphQLError | null {
  const most = limits.aliases
  if (weighsMore(document, most, (selection) => (selection.kind === Kind.FIELD && selection.alias ? 1 : 0)))
    return hubError('LIMIT_EXCEEDED', { vi: `quá ${most} bí danh`, en: `more than ${most} aliases` })
  return hasManyCopies(document) ? tooManyCopies() : null
}

function hasManyCopies(document: DocumentNode): boolean {
  const fragments = fragmentsOf(document)
  return document.definitions.some((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return false
    const copies = new Map<string, number>()
    for (const [field] of fieldsAt([definition.selectionSet], fragments).values()) {
      if (field) copies.set(field.name.value, (copies.get(field.name.value) ?? 0) + 1)
    }
    return [...copies.values()].some((count) => count > limits.rootFieldCopies)
  })
}

function tooManyCopies(): GraphQLError {
  const most = limits.rootFieldCopies
  return hubError('LIMIT_EXCEEDED', {
    vi: `một trường gốc được hỏi quá ${most} lần; hãy dùng trường nhận danh sách khóa`,
    en: `one root field asked more than ${most} times; use the field that takes a list of keys`,
  })
}
