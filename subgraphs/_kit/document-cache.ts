import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, validate } from 'graphql'
import { limits } from '../../schema/limits.ts'

type Prepared =
  | { readonly document: DocumentNode; readonly errors?: undefined }
  | { readonly errors: readonly GraphQLError[] }

/**
 * Parses and validates each fetch document once: plans repeat the same few documents,
 * and validation costs twenty times the execution. The oldest entry makes room.
 */
export function documentCache(schema: GraphQLSchema): (query: string) => Prepared {
  const cached = new Map<string, Prepared>()
  return (query) => {
    const known = cached.get(query)
    if (known) return known
    const prepared = prepare(schema, query)
    if (cached.size >= limits.cachedDocuments) cached.delete(cached.keys().next().value as string)
    cached.set(query, prepared)
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
