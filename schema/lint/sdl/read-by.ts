import { type ArgumentNode, type FieldNode, Kind, type SelectionSetNode, type ValueNode } from 'graphql'
import { directivesNamed, textArgument } from './directive-argument.ts'
import { selectionOf } from './entity-keys.ts'
import type { FieldDefinitions } from './field-definitions.ts'
import { namedType, recordType } from './type-shape.ts'

/** A field that a selection reads. */
export interface Reading {
  readonly typeName: string
  readonly fieldName: string
  /** The coordinate that the selection itself names, where this one stands behind it; null where it is this one. */
  readonly through: string | null
}

/**
 * Everything that a selection of a `fields:` argument reads, each coordinate once: the fields it
 * names, those that their filters and orders read, and whatever any of them requires in its turn.
 */
export function readBy(selection: SelectionSetNode, typeName: string, types: FieldDefinitions): Reading[] {
  const found = new Map<string, Reading>()
  /** A field and all that it requires; one that was met before ends the walk, also where two require one another. */
  const reach = ({ typeName: on, fieldName, through }: Reading): void => {
    const coordinate = `${on}.${fieldName}`
    if (found.has(coordinate)) return
    found.set(coordinate, { typeName: on, fieldName, through })
    for (const { field } of types.get(on)?.get(fieldName) ?? []) {
      const [requires] = directivesNamed(field, 'requires')
      const required = requires && selectionOf(textArgument(requires, 'fields') ?? '')
      if (required) walk(required, on, through ?? coordinate)
    }
  }
  const walk = (selected: SelectionSetNode, on: string, through: string | null): void => {
    for (const one of selected.selections) {
      if (one.kind === Kind.INLINE_FRAGMENT) walk(one.selectionSet, one.typeCondition?.name.value ?? on, through)
      if (one.kind === Kind.FIELD) visit(one, on, through)
    }
  }
  const visit = (one: FieldNode, on: string, through: string | null): void => {
    const fieldName = one.name.value
    reach({ typeName: on, fieldName, through })
    const [definition] = types.get(on)?.get(fieldName) ?? []
    if (!definition) return
    for (const argument of one.arguments ?? []) {
      const read = filtered(argument, recordType(definition.field.type), types)
      for (const field of read) reach({ ...field, through: through ?? `${on}.${fieldName}` })
    }
    if (one.selectionSet) walk(one.selectionSet, namedType(definition.field.type), through)
  }
  walk(selection, typeName, null)
  return [...found.values()]
}

/** What `where` and `orderBy` read of the records that they choose: their names are those of fields. */
function filtered(
  { name, value }: ArgumentNode,
  record: string,
  types: FieldDefinitions,
): { typeName: string; fieldName: string }[] {
  if (name.value === 'where') return inFilter(value, record, types)
  if (name.value !== 'orderBy') return []
  const orders = value.kind === Kind.LIST ? value.values : [value]
  return orders.flatMap((one) => (one.kind === Kind.ENUM ? [{ typeName: record, fieldName: one.value }] : []))
}

function inFilter(
  value: ValueNode,
  record: string,
  types: FieldDefinitions,
): { typeName: string; fieldName: string }[] {
  if (value.kind === Kind.LIST) return value.values.flatMap((one) => inFilter(one, record, types))
  if (value.kind !== Kind.OBJECT) return []
  return value.fields.flatMap((one) => {
    const [definition] = types.get(record)?.get(one.name.value) ?? []
    if (!definition) return []
    const below = inFilter(one.value, recordType(definition.field.type), types)
    return [{ typeName: record, fieldName: one.name.value }, ...below]
  })
}
