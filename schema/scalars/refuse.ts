import { GraphQLError } from 'graphql'

/** The accepted form in words, and an invented example of it that is a value of nobody. */
export interface ShapeInWords {
  readonly vi: string
  readonly en: string
  readonly example: string
}

/**
 * The one refusal of an identifier, for the caller to throw: `extensions.code` is
 * `BAD_USER_INPUT` and the message is a constant of the scalar. The given value is no
 * parameter, so it cannot be repeated. No AST nodes are attached either: graphql-js
 * prints the source line under an error that has nodes, and the value stands in it.
 */
export function refuse(scalarName: string, shape: ShapeInWords): GraphQLError {
  const vietnamese = `${scalarName}: cần ${shape.vi}, ví dụ ${shape.example} (không phải của ai)`
  const english = `${scalarName}: expected ${shape.en}, for example ${shape.example} (nobody's)`
  return new GraphQLError(`${vietnamese} — ${english}`, { extensions: { code: 'BAD_USER_INPUT' } })
}
