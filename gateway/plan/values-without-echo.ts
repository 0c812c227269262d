import { type ASTNode, type ASTVisitor, GraphQLError, type ValidationContext, ValuesOfCorrectTypeRule } from 'graphql'
import { badInput } from '../../schema/errors/bad-input.ts'

/**
 * The specification's rule on literal values, with messages that name the argument and its
 * type: graphql-js repeats the value itself, which may be a personal ID. Where suggestions are
 * hidden the type is not named either, since the caller may not have written it.
 */
export function valuesWithoutEcho(context: ValidationContext): ASTVisitor {
  let at: ASTNode | undefined
  const quiet = new Proxy(context, {
    get(target, key) {
      if (key === 'reportError') return (error: GraphQLError) => target.reportError(withoutEcho(target, error, at))
      const value = Reflect.get(target, key)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  // A scalar's own error has no place; the value that is looked at when it arises is the place.
  const looking = Object.entries(ValuesOfCorrectTypeRule(quiet)).map(([kind, look]) => {
    const lookAt = (node: ASTNode) => {
      at = node
      return (look as (node: ASTNode) => unknown)(node)
    }
    return [kind, lookAt]
  })
  return Object.fromEntries(looking)
}

/** `1e400` is no number that any database could compare with, though it has the form of one. */
export function finiteNumbers(context: ValidationContext): ASTVisitor {
  return {
    FloatValue(node) {
      if (Number.isFinite(Number(node.value))) return
      context.reportError(badInput(argumentAt(context), 'số quá lớn', 'the number is too large', { nodes: node }))
    },
  }
}

function withoutEcho(context: ValidationContext, error: GraphQLError, at: ASTNode | undefined): GraphQLError {
  const argument = argumentAt(context)
  const options = { nodes: error.nodes ?? (at ? [at] : []) }
  if (context.hideSuggestions) return badInput(argument, 'giá trị không phù hợp', 'the value does not fit', options)
  const own = error.originalError ?? error
  if (own instanceof GraphQLError && own.extensions.code === 'BAD_USER_INPUT') {
    return new GraphQLError(own.message, { ...options, extensions: { code: 'BAD_USER_INPUT', argument } })
  }
  const type = String(context.getInputType() ?? context.getParentInputType() ?? 'input')
  return badInput(argument, `cần kiểu ${type}`, `takes the type ${type}`, options)
}

/** The name of the argument that a value stands in, as the document has it. */
function argumentAt(context: ValidationContext): string {
  return context.getArgument()?.name ?? 'value'
}
