import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  specifiedRules,
  type ValidationRule,
  ValuesOfCorrectTypeRule,
  validate,
} from 'graphql'
import { beyondLimits } from '../../schema/document/document-limits.ts'
import { errorCatalogue, isErrorCode } from '../../schema/errors/catalogue.ts'
import { hubError } from '../../schema/errors/hub-error.ts'
import { limits } from '../../schema/limits.ts'
import { asksSchema, withoutNames } from './hidden-schema.ts'
import { plannedIntrospection } from './planned-introspection.ts'
import { finiteNumbers, valuesWithoutEcho } from './values-without-echo.ts'

const rules: readonly ValidationRule[] = [
  ...specifiedRules.filter((rule) => rule !== ValuesOfCorrectTypeRule),
  valuesWithoutEcho,
  finiteNumbers,
  plannedIntrospection,
]

/** Whether the schema is public (HUB_INTROSPECTION): else no error tells a name that the caller did not write. */
export interface SchemaShown {
  readonly introspection: boolean
}

/**
 * What is wrong with a document in this schema, in the closed list of codes; empty where it can
 * be planned. Its size and shape are looked at before the schema is: validation compares fields
 * with each other, and must not be given more than it can compare.
 */
export function checkDocument(
  schema: GraphQLSchema,
  document: DocumentNode,
  { introspection }: SchemaShown = { introspection: true },
): readonly GraphQLError[] {
  const tooLarge = beyondLimits(document)
  if (tooLarge) return [tooLarge]
  const hidden = introspection ? null : asksSchema(document)
  if (hidden) return [hidden]
  const rootless = withoutRoot(schema, document)
  if (rootless.length > 0) return rootless
  const options = { maxErrors: limits.errorsPerRequest, hideSuggestions: !introspection }
  return validate(schema, document, rules, options).map((error) => {
    if (isErrorCode(error.extensions.code)) return error
    return introspection ? inBothLanguages(error) : withoutNames(error)
  })
}

/** graphql-js leaves it to execution whether the schema has the operation's root type at all. */
function withoutRoot(schema: GraphQLSchema, document: DocumentNode): GraphQLError[] {
  return document.definitions.flatMap((node) => {
    if (node.kind !== Kind.OPERATION_DEFINITION || schema.getRootType(node.operation)) return []
    const detail = { vi: `lược đồ không có ${node.operation}`, en: `the schema has no ${node.operation}` }
    return [hubError('GRAPHQL_VALIDATION_FAILED', detail, { nodes: [node] })]
  })
}

/** The catalogue's words in Vietnamese, then the English of graphql-js, which names what is wrong. */
function inBothLanguages({ message, nodes }: GraphQLError): GraphQLError {
  const { vi, en } = errorCatalogue.GRAPHQL_VALIDATION_FAILED
  return new GraphQLError(`${vi} — ${en}: ${message}`, {
    ...(nodes ? { nodes } : {}),
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
  })
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
