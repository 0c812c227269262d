import {
  coerceInputValue,
  type DocumentNode,
  GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  typeFromAST,
  type VariableDefinitionNode,
  visit,
} from 'graphql'
import { badInput } from '../../schema/errors/bad-input.ts'

/**
 * Coerces the variables of an operation as the specification says and reports each that does
 * not fit as BAD_USER_INPUT: with the name of the argument that takes it, never with its value.
 */
export function checkVariables(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): readonly GraphQLError[] {
  const errors: GraphQLError[] = []
  for (const definition of operation.variableDefinitions ?? []) {
    const name = definition.variable.name.value
    const type = typeFromAST(schema, definition.type as never) as GraphQLInputType | undefined
    if (!type || !isInputType(type)) continue
    const argument = argumentOf(document, name)
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined
    errors.push(...problemsOf(value, type, definition, argument))
  }
  return errors.slice(0, 20)
}

function problemsOf(
  value: unknown,
  type: GraphQLInputType,
  definition: VariableDefinitionNode,
  argument: string,
): GraphQLError[] {
  if (value === undefined) {
    const missing = isNonNullType(type) && !definition.defaultValue
    return missing ? [badInput(argument, `thiếu giá trị kiểu ${type}`, `a value of type ${type} is missing`)] : []
  }
  if (value === null) {
    return isNonNullType(type)
      ? [badInput(argument, `không được trống, cần kiểu ${type}`, `must not be null, takes ${type}`)]
      : []
  }
  const errors: GraphQLError[] = []
  coerceInputValue(value, type, (path, _value, error) => errors.push(refusal(argument, path, type, error)))
  return errors
}

/** Keys of the caller's own making are not repeated, only places that the schema names. */
function refusal(
  argument: string,
  path: readonly (string | number)[],
  type: GraphQLInputType,
  error: GraphQLError,
): GraphQLError {
  const place = [argument, ...path].join('.')
  if (error.extensions.code === 'BAD_USER_INPUT') {
    return new GraphQLError(error.message, { extensions: { code: 'BAD_USER_INPUT', argument: place } })
  }
  return badInput(place, `cần đúng kiểu ${type}`, `must fit the type ${type}`)
}

/** The argument that a variable is given to, so that the caller finds it; else the variable's own name. */
function argumentOf(document: DocumentNode, variable: string): string {
  let found: string | undefined
  visit(document, {
    Argument(node) {
      if (node.value.kind === Kind.VARIABLE && node.value.name.value === variable) found ??= node.name.value
    },
  })
  return found ?? variable
}
