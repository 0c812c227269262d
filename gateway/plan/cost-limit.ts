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
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql'
import { hubError } from '../../schema/errors/hub-error.ts'
import { limits } from '../../schema/limits.ts'

type Variables = Readonly<Record<string, unknown>>

/**
 * Estimates the cells that an operation can bring (every field of every record), page sizes
 * multiplied down every path, and refuses it beyond `limits.cellsPerAnswer`: nested pages, or
 * hundreds of aliases on one record, make a short document ask for millions. The estimate knows
 * the document, the variables and the schema, never the data.
 */
export function costLimit(
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
  const cellsIn = (set: SelectionSetNode, type: GraphQLNamedType | undefined, page: number): number => {
    let cells = 0
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) cells += cellsOf(selection, type, page)
      else {
        const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection
        const condition = fragment?.typeCondition?.name.value
        if (fragment) cells += cellsIn(fragment.selectionSet, condition ? schema.getType(condition) : type, page)
      }
    }
    return cells
  }
  const cellsOf = (node: FieldNode, parent: GraphQLNamedType | undefined, page: number): number => {
    const field = fieldOf(parent, node.name.value)
    const type = field && getNamedType(field.type)
    if (!field || !type || !node.selectionSet || !isCompositeType(type)) return 1
    if (type.name.endsWith('Connection')) return 1 + cellsIn(node.selectionSet, type, pageOf(node, field, variables))
    const inside = 1 + cellsIn(node.selectionSet, type, 1)
    if (isIntrospectionType(type)) return entriesOfIntrospection(schema, node.name.value) * inside
    if (!isList(field)) return inside
    const many = parent?.name.endsWith('Connection') ? page : (keysOf(node, variables) ?? limits.entriesPerPlainList)
    return many * inside
  }
  const cells = cellsIn(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined, 1)
  // Not "greater": an endless page inside a page of none makes no number, which is no pass.
  return cells <= limits.cellsPerAnswer ? null : tooManyCells()
}

function fieldOf(parent: GraphQLNamedType | undefined, name: string): GraphQLField<unknown, unknown> | undefined {
  if (name === '__schema') return SchemaMetaFieldDef
  if (name === '__type') return TypeMetaFieldDef
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined
}

/** How long the lists of introspection are on average in a schema like this one; half of all types wrap no other. */
function entriesOfIntrospection(schema: GraphQLSchema, name: string): number {
  if (name === 'types') return Object.keys(schema.getTypeMap()).length
  return { fields: 4, directives: 8, ofType: 0.5 }[name] ?? 1
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
  const given = givenValue(argument(node, 'first'), variables)
  const size = given ?? field.args.find(({ name }) => name === 'first')?.defaultValue
  return typeof size === 'number' && size >= 0 ? size : limits.pageSizeDefault
}

/** How many keys a list argument holds, where the field has one: it answers one entry for each. */
function keysOf(node: FieldNode, variables: Variables): number | null {
  for (const { value } of node.arguments ?? []) {
    const given = givenValue(value, variables)
    if (Array.isArray(given)) return given.length
  }
  return null
}

function argument(node: FieldNode, name: string): ValueNode | undefined {
  return node.arguments?.find((one) => one.name.value === name)?.value
}

function givenValue(value: ValueNode | undefined, variables: Variables): unknown {
  if (value?.kind === Kind.VARIABLE) return variables[value.name.value]
  if (value?.kind === Kind.INT) return Number(value.value)
  return value?.kind === Kind.LIST ? value.values : undefined
}

function isList({ type }: GraphQLField<unknown, unknown>): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type)
}

function tooManyCells(): GraphQLError {
  const most = limits.cellsPerAnswer
  return hubError('LIMIT_EXCEEDED', {
    vi: `có thể trả về quá ${most} giá trị; hãy giảm first hoặc bớt danh sách lồng nhau`,
    en: `may bring more than ${most} values; ask smaller pages or fewer nested lists`,
  })
}
