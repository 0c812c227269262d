import { BREAK, type DocumentNode, type FieldNode, type GraphQLError, visit } from 'graphql'
import { hubError } from '../../schema/errors/hub-error.ts'

/** Where the schema is not public, a question about it is refused as a document that does not fit. */
export function asksSchema(document: DocumentNode): GraphQLError | null {
  let asked: FieldNode | null = null
  visit(document, {
    Field(node) {
      if (node.name.value !== '__schema' && node.name.value !== '__type') return undefined
      asked = node
      return BREAK
    },
  })
  return asked && hubError('GRAPHQL_VALIDATION_FAILED', undefined, { nodes: [asked] })
}

/**
 * A validation error without the names of the schema that graphql-js puts into its text (the
 * type of a field, a required argument, what was meant): the catalogue's words and the places.
 */
export function withoutNames({ nodes }: GraphQLError): GraphQLError {
  return hubError('GRAPHQL_VALIDATION_FAILED', undefined, nodes ? { nodes } : {})
}
