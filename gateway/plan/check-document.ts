import {
  type ASTNode,
  type ASTVisitor,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  specifiedRules,
  type ValidationContext,
  type ValidationRule,
  ValuesOfCorrectTypeRule,
  validate,
} from 'graphql'
import { badInput } from '../../schema/errors/bad-input.ts'
import { isErrorCode } from '../../schema/errors/catalogue.ts'
import { hubError } from '../../schema/errors/hub-error.ts'
import { limits } from '../../schema/limits.ts'
import { selectionLimit } from './selection-limit.ts'

const rules: readonly ValidationRule[] = [
  ...specifiedRules.filter((rule) => rule !== ValuesOfCorrectTypeRule),
  valuesWithoutEcho,
  finiteNumbers,
]

/** What is wrong with a document in this schema, in the closed list of codes; empty where it can be planned. */
export function checkDocument(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  const tooLarge = selectionLimit(document)
  if (tooLarge) return [tooLarge]
  const rootless = withoutRoot(schema, document)
  if (rootless.length > 0) return rootless
  return validate(schema, document, rules, { maxErrors: limits.errorsPerRequest }).map((error) =>
    isErrorCode(error.extensions.code) ? error : validationFailed(error),
  )
}

/** graphql-js leaves it to execution whether the schema has the operation's root type at all. */
function withoutRoot(schema: GraphQLSchema, document: DocumentNode): GraphQLError[] {
  return document.definitions.flatMap((node) => {
    if (node.kind !== Kind.OPERATION_DEFINITION || schema.getRootType(node.operation)) return []
    const detail = { vi: `lược đồ không có ${node.operation}`, en: `the schema has no ${node.operation}` }
    return [hubError('GRAPHQL_VALIDATION_FAILED', detail, { nodes: [node] })]
  })
}

function validationFailed(error: GraphQLError): GraphQLError {
  return new GraphQLError(error.message, {
    ...(error.nodes ? { nodes: error.nodes } : {}),
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
  })
}

/**
 * The specification's rule on literal values, with messages that name the argument and its
 * type: graphql-js repeats the value itself, which may be a personal ID.
 */
function valuesWithoutEcho(context: ValidationContext): ASTVisitor {
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
function finiteNumbers(context: ValidationContext): ASTVisitor {
  return {
    FloatValue(node) {
      if (Number.isFinite(Number(node.value))) return
      const argument = context.getArgument()?.name ?? 'value'
      context.reportError(badInput(argument, 'số quá lớn', 'the number is too large', { nodes: node }))
    },
  }
}

function withoutEcho(context: ValidationContext, error: GraphQLError, at: ASTNode | undefined): GraphQLError {
  const argument = context.getArgument()?.name ?? 'value'
  const options = { nodes: error.nodes ?? (at ? [at] : []) }
  const own = error.originalError ?? error
  if (own instanceof GraphQLError && own.extensions.code === 'BAD_USER_INPUT') {
    return new GraphQLError(own.message, { ...options, extensions: { code: 'BAD_USER_INPUT', argument } })
  }
  const type = String(context.getInputType() ?? context.getParentInputType() ?? 'input')
  return badInput(argument, `cần kiểu ${type}`, `takes the type ${type}`, options)
}

/** No operation, several without a name, or a name that none bears. */
export function unresolvedOperation(
  document: DocumentNode,
  operationName: string | null | undefined,
): GraphQLError | null {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  const named = operationName ? operations.filter(({ name }) => name?.value === operationName) : operations
  if (named.length === 1) return named[0]?.operation === 'subscription' ? noSubscriptions() : null
  return hubError('OPERATION_RESOLUTION_FAILURE')
}

function noSubscriptions(): GraphQLError {
  return hubError('OPERATION_RESOLUTION_FAILURE', {
    vi: 'không phục vụ subscription',
    en: 'subscriptions are not served',
  })
}
