import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql'
import { hubError } from '../../schema/errors/hub-error.ts'
import { limits } from '../../schema/limits.ts'

type Variables = Readonly<Record<string, unknown>>

/**
 * Estimates the records that an operation can bring, page sizes multiplied down every path,
 * and refuses it beyond `limits.rowsPerAnswer`: nested pages of a hundred make a short
 * document ask for millions. The estimate knows the document and the variables, never the data.
 */
export function rowLimit(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  given: Variables,
): GraphQLError | null {
  const variables = { ...defaultsOf(operation), ...given }
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  }
  const rowsIn = (set: SelectionSetNode, type: GraphQLNamedType | undefined, page: number): number => {
    let rows = 0
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) rows += rowsOf(selection, type, page)
      else {
        const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection
        const condition = fragment?.typeCondition?.name.value
        if (fragment) rows += rowsIn(fragment.selectionSet, condition ? schema.getType(condition) : type, page)
      }
    }
    return rows
  }
  const rowsOf = (node: FieldNode, parent: GraphQLNamedType | undefined, page: number): number => {
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined
    const type = field && getNamedType(field.type)
    if (!field || !type || !node.selectionSet || !isCompositeType(type)) return 0
    if (type.name.endsWith('Connection')) return rowsIn(node.selectionSet, type, pageOf(node, field, variables))
    const inside = rowsIn(node.selectionSet, type, 1)
    if (!isList(field)) return 1 + inside
    const many = parent?.name.endsWith('Connection') ? page : (keysOf(node, variables) ?? limits.rowsPerPlainList)
    return many * (1 + inside)
  }
  const rows = rowsIn(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined, 1)
  return rows > limits.rowsPerAnswer ? tooManyRows() : null
}

function defaultsOf(operation: OperationDefinitionNode): Variables {
  const defaults: Record<string, unknown> = {}
  for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
    if (defaultValue) defaults[variable.name.value] = valueFromASTUntyped(defaultValue)
  }
  return defaults
}

/** The page size that a connection's field asks for; what is no number is refused by its resolver. */
function pageOf(node: FieldNode, field: GraphQLField<unknown, unknown>, variables: Variables): number {
  const given = valueOf(argument(node, 'first'), variables)
  const size = given ?? field.args.find(({ name }) => name === 'first')?.defaultValue
  return typeof size === 'number' && size >= 0 ? size : limits.pageSizeDefault
}

/** How many keys a list argument holds, where the field has one: it answers one entry for each. */
function keysOf(node: FieldNode, variables: Variables): number | null {
  for (const { value } of node.arguments ?? []) {
    const given = valueOf(value, variables)
    if (Array.isArray(given)) return given.length
  }
  return null
}

function argument(node: FieldNode, name: string): ValueNode | undefined {
  return node.arguments?.find((one) => one.name.value === name)?.value
}

function valueOf(value: ValueNode | undefined, variables: Variables): unknown {
  if (value?.kind === Kind.VARIABLE) return variables[value.name.value]
  if (value?.kind === Kind.INT) return Number(value.value)
  return value?.kind === Kind.LIST ? value.values : undefined
}

function isList({ type }: GraphQLField<unknown, unknown>): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type)
}

function tooManyRows(): GraphQLError {
  const most = limits.rowsPerAnswer
  return hubError('LIMIT_EXCEEDED', {
    vi: `có thể trả về quá ${most} bản ghi; hãy giảm first hoặc bớt danh sách lồng nhau`,
    en: `may bring more than ${most} records; ask smaller pages or fewer nested lists`,
  })
}
