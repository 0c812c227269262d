import { GraphQLError, GraphQLScalarType, Kind } from 'graphql'

interface Identifier {
  readonly name: string
  /** Vietnamese first; the same words as in `schema/prelude.graphql`. */
  readonly description: string
  /** Gives the canonical text or throws what `refuse` makes. */
  readonly parse: (text: unknown) => string
}

/**
 * The GraphQL scalar of an identifier. Variables and literals go through `parse`; of the
 * literals only a string can hold an identifier, because a number loses leading zeros.
 * Answers go through it too, so that one identifier has one form in the whole graph.
 */
export function identifierScalar({ name, description, parse }: Identifier): GraphQLScalarType<string, string> {
  return new GraphQLScalarType<string, string>({
    name,
    description,
    parseValue: parse,
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined),
    serialize: (value) => {
      try {
        return parse(value)
      } catch {
        throw storedOtherwise(name)
      }
    },
  })
}

/** The caller did nothing wrong where a record of ours is not canonical, so the code is not `BAD_USER_INPUT`. */
function storedOtherwise(name: string): GraphQLError {
  const message = `${name}: giá trị lưu trữ không đúng dạng chuẩn — ${name}: the stored value is not in canonical form`
  return new GraphQLError(message, { extensions: { code: 'INTERNAL_SERVER_ERROR' } })
}
