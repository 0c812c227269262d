import {
  BREAK,
  coerceInputValue,
  type DocumentNode,
  GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputType,
  isNonNullType,
  type OperationDefinitionNode,
  separateOperations,
  typeFromAST,
  type VariableDefinitionNode,
  visit,
} from 'graphql'
import { badInput } from '../../schema/errors/bad-input.ts'
import { limits } from '../../schema/limits.ts'

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
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined
    // The argument is looked for only where there is something to say.
    for (const say of problemsOf(value, type, definition, limits.errorsPerRequest - errors.length)) {
      errors.push(say(argumentOf(document, operation, name)))
    }
    if (errors.length >= limits.errorsPerRequest) break
  }
  return errors
}

type Problem = (argument: string) => GraphQLError

function problemsOf(
  value: unknown,
  type: GraphQLInputType,
  definition: VariableDefinitionNode,
  most: number,
): readonly Problem[] {
  if (value === undefined) {
    const missing = isNonNullType(type) && !definition.defaultValue
    return missing ? [(name) => badInput(name, `thiếu giá trị kiểu ${type}`, `a value of type ${type} is missing`)] : []
  }
  if (value === null) {
    const refused = isNonNullType(type)
    return refused
      ? [(name) => badInput(name, `không được trống, cần kiểu ${type}`, `must not be null, takes ${type}`)]
      : []
  }
  return misfits(value, type, most)
}

/** Ends at the bound: a list of many thousand wrong values would make an error of each. */
function misfits(value: unknown, type: GraphQLInputType, most: number): readonly Problem[] {
  const problems: Problem[] = []
  const enough = new Error('enough')
  try {
    coerceInputValue(value, type, (path, _value, error) => {
      problems.push((argument) => refusal(argument, path, type, error))
      if (problems.length >= most) throw enough
    })
  } catch (error) {
    if (error !== enough) throw error
  }
  return problems
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

/** The argument of this operation that takes a variable, with the way inside it; else the variable's own name. */
function argumentOf(document: DocumentNode, operation: OperationDefinitionNode, variable: string): string {
  const way: string[] = []
  const step = {
    enter: (node: { name: { value: string } }) => void way.push(node.name.value),
    leave: () => void way.pop(),
  }
  let found: string | undefined
  visit(separateOperations(document)[operation.name?.value ?? ''] ?? operation, {
    Argument: step,
    ObjectField: step,
    Variable: {
      enter(node) {
        if (node.name.value !== variable || way.length === 0) return undefined
        found = way.join('.')
        return BREAK
      },
    },
  })
  return found ?? variable
}
