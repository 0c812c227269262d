import {
  type DirectiveNode,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getDirectiveValues,
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  type SelectionNode,
} from 'graphql'
import { isEntity } from './record-chain.ts'

type At = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments' | 'schema' | 'variableValues'>

/** By the node, or by the nodes that stand at one place: type of the record → its coordinates. */
const known = new WeakMap<object, Map<string, readonly string[]>>()

/**
 * The coordinates that a field asks of a record which it answers, `Type.field` in the order of the
 * document: those of the record and of its parts, none of the records that it leads to. Made
 * once for each place of a document, unless variables decide what is asked.
 */
export function recordCoordinates(info: At, typeName: string): readonly string[] {
  const place: object = info.fieldNodes.length === 1 ? (info.fieldNodes[0] as object) : info.fieldNodes
  const made = known.get(place)?.get(typeName)
  if (made) return made
  const found = { coordinates: new Set<string>(), conditional: false }
  for (const { selectionSet } of info.fieldNodes) collect(selectionSet?.selections ?? [], typeName, info, found)
  const coordinates = [...found.coordinates]
  if (!found.conditional) {
    const byType = known.get(place) ?? new Map<string, readonly string[]>()
    known.set(place, byType.set(typeName, coordinates))
  }
  return coordinates
}

interface Found {
  readonly coordinates: Set<string>
  conditional: boolean
}

function collect(selections: readonly SelectionNode[], typeName: string, at: At, found: Found): void {
  const type = at.schema.getType(typeName)
  if (!isObjectType(type)) return
  for (const selection of selections) {
    if (selection.directives?.length) found.conditional = true
    if (!isIncluded(selection, at)) continue
    if (selection.kind === Kind.FIELD) {
      const field = type.getFields()[selection.name.value]
      if (!field) continue
      found.coordinates.add(`${typeName}.${field.name}`)
      const inner = getNamedType(field.type)
      const isPart = isObjectType(inner) && !isEntity(inner) && !inner.name.endsWith('Connection')
      if (isPart) collect(selection.selectionSet?.selections ?? [], inner.name, at, found)
      continue
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? at.fragments[selection.name.value] : selection
    if (fragment && fits(fragment.typeCondition?.name.value, typeName, at)) {
      collect(fragment.selectionSet.selections, typeName, at, found)
    }
  }
}

function fits(condition: string | undefined, typeName: string, { schema }: At): boolean {
  if (condition === undefined || condition === typeName) return true
  const [wide, narrow] = [schema.getType(condition), schema.getType(typeName)]
  return isAbstractType(wide) && isObjectType(narrow) && schema.isSubType(wide, narrow)
}

function isIncluded(node: { readonly directives?: readonly DirectiveNode[] }, { variableValues }: At): boolean {
  if (!node.directives?.length) return true
  const skip = getDirectiveValues(GraphQLSkipDirective, node, variableValues)
  const include = getDirectiveValues(GraphQLIncludeDirective, node, variableValues)
  return skip?.if !== true && include?.if !== false
}
