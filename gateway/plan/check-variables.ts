import {
  type ASTNode,
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
import { hubError } from '../../schema/errors/hub-error.ts'
import { limits } from '../../schema/limits.ts'
import type { SchemaShown } from './check-document.ts'

/**
 * Coerces the variables of an operation as the specification says and reports each that does
 * not fit as BAD_USER_INPUT: with the name of the argument that takes it, never with its value.
 * Where the schema is not public, a type is named only as the operation declares it. More values
 * than `limits.variableValues` are LIMIT_EXCEEDED, and not looked at.
 */
export function checkVariables(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  { introspection }: SchemaShown = { introspection: true },
): readonly GraphQLError[] {
  if (valuesLeft(variables, limits.variableValues) < 0) return [tooManyValues()]
  const errors: GraphQLError[] = []
  const argumentOf = argumentsOf(document, operation)
  for (const definition of operation.variableDefinitions ?? []) {
    const name = definition.variable.name.value
    const type = typeFromAST(schema, definition.type as never) as GraphQLInputType | undefined
    if (!type || !isInputType(type)) continue
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined
    // The argument is looked for only where there is something to say.
    for (const say of problemsOf(value, type, definition, limits.errorsPerRequest - errors.length)) {
      errors.push(say(argumentOf(name), introspection))
    }
    if (errors.length >= limits.errorsPerRequest) break
  }
  return errors
}

type Problem = (argument: string, introspection: boolean) => GraphQLError

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
      problems.push((argument, introspection) =>
        refusal([argument, ...path].join('.'), type, introspection ? error : null),
      )
      if (problems.length >= most) throw enough
    })
  } catch (error) {
    if (error !== enough) throw error
  }
  return problems
}

/**
 * Keys of the caller's own making are not repeated, only places that the schema names. What a
 * scalar says by itself names its type, which stands somewhere inside the one that was declared.
 */
function refusal(place: string, type: GraphQLInputType, error: GraphQLError | null): GraphQLError {
  if (error?.extensions.code === 'BAD_USER_INPUT') {
    return new GraphQLError(error.message, { extensions: { code: 'BAD_USER_INPUT', argument: place } })
  }
  return badInput(place, `cần đúng kiểu ${type}`, `must fit the type ${type}`)
}

/** Finds the argument of this operation that takes a variable, with the way inside it; else the variable's own name. */
function argumentsOf(document: DocumentNode, operation: OperationDefinitionNode): (variable: string) => string {
  let found: ReadonlyMap<string, string> | undefined
  return (variable) => {
    found ??= argumentsByVariable(separateOperations(document)[operation.name?.value ?? ''] ?? operation)
    return found.get(variable) ?? variable
  }
}

function argumentsByVariable(root: ASTNode): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const way: string[] = []
  const step = {
    enter: (node: { name: { value: string } }) => void way.push(node.name.value),
    leave: () => void way.pop(),
  }
  visit(root, {
    Argument: step,
    ObjectField: step,
    Variable({ name }) {
      if (way.length > 0 && !found.has(name.value)) found.set(name.value, way.join('.'))
    },
  })
  return found
}

/** How many values may still come after those of this one; below zero where they were too many. */
function valuesLeft(value: unknown, most: number): number {
  if (typeof value !== 'object' || value === null) return most - 1
  let left = most
  for (const inner of Object.values(value)) {
    left = valuesLeft(inner, left)
    if (left < 0) return left
  }
  return left
}

function tooManyValues(): GraphQLError {
  const most = limits.variableValues
  return hubError('LIMIT_EXCEEDED', {
    vi: `quá ${most} giá trị trong biến`,
    en: `more than ${most} values in variables`,
  })
}
