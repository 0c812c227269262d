import { type ASTNode, type DocumentNode, type GraphQLError, Kind, visit } from 'graphql'
import { hubError } from '../errors/hub-error.ts'
import { limits } from '../limits.ts'

/** Counts what a document has of everything that is written once: operations, fragments, variables, directives. */
export function countLimit(document: DocumentNode): GraphQLError | null {
  const counts = { operations: 0, fragments: 0, variables: 0, directives: 0, atOnePlace: 0 }
  visit(document, {
    enter(node) {
      if (node.kind === Kind.OPERATION_DEFINITION) counts.operations += 1
      if (node.kind === Kind.FRAGMENT_DEFINITION) counts.fragments += 1
      if (node.kind === Kind.VARIABLE_DEFINITION) counts.variables += 1
      const directives = directivesOf(node)
      counts.directives += directives
      counts.atOnePlace = Math.max(counts.atOnePlace, directives)
    },
  })
  if (counts.operations > limits.operationsPerDocument)
    return tooMany(limits.operationsPerDocument, 'thao tác trong một câu truy vấn', 'operations in one document')
  if (counts.fragments > limits.fragmentsPerDocument)
    return tooMany(limits.fragmentsPerDocument, 'fragment', 'fragments')
  if (counts.variables > limits.variablesPerDocument) return tooMany(limits.variablesPerDocument, 'biến', 'variables')
  if (counts.directives > limits.directivesPerDocument)
    return tooMany(limits.directivesPerDocument, 'directive', 'directives')
  if (counts.atOnePlace > limits.directivesPerPlace)
    return tooMany(limits.directivesPerPlace, 'directive tại một chỗ', 'directives at one place')
  return null
}

function directivesOf(node: ASTNode): number {
  return 'directives' in node ? (node.directives?.length ?? 0) : 0
}

function tooMany(most: number, vi: string, en: string): GraphQLError {
  return hubError('LIMIT_EXCEEDED', { vi: `quá ${most} ${vi}`, en: `more than ${most} ${en}` })
}
