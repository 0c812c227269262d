import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, validate } from 'graphql'
import { limits } from '../../schema/limits.ts'

type Prepared =
  | { readonly document: DocumentNode; readonly errors?: undefined }
  | { readonly errors: readonly GraphQLError[] }

/**
 * Parses and validates each fetch document once: plans repeat the same few documents,
 * and validation costs twenty times the execution. The oldest make room: a parsed document
 * takes about thirty times its text, so the texts are bounded as well as their number.
 */
export function documentCache(schema: GraphQLSchema): (query: string) => Prepared {
  const cached = new Map<string, Prepared>()
  let chars = 0
  const makeRoom = (wanted: number) => {
    for (const query of cached.keys()) {
      if (cached.size < limits.cachedDocuments && chars + wanted <= limits.cachedDocumentChars) return
      cached.delete(query)
      chars -= query.length
    }
  }
  return (query) => {
    const known = cached.get(query)
    if (known) return known
    const prepared = prepare(schema, query)
    makeRoom(query.length)
    cached.set(query, prepared)
    chars += query.length
    return prepared
  }
}

function prepare(schema: GraphQLSchema, query: string): Prepared {
  try {
    const document = parse(query, { noLocation: true })
    const errors = validate(schema, document)
    return errors.length > 0 ? { errors } : { document }
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] }
    throw error
  }
}
