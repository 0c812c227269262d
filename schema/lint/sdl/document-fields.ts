import { type DocumentNode, type FieldDefinitionNode, Kind } from 'graphql'

/** A field of an object or interface, as one subgraph defines it. */
export interface DocumentField {
  /** `Type.field`. */
  readonly coordinate: string
  readonly typeName: string
  readonly field: FieldDefinitionNode
}

const typesWithFields = new Set<string>([
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.OBJECT_TYPE_EXTENSION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_EXTENSION,
])

const rootTypes = new Set(['Query', 'Mutation', 'Subscription'])

/** Every field of every object and interface, extensions included, in the document's order. */
export function documentFields(document: DocumentNode): DocumentField[] {
  return document.definitions.flatMap((definition) => {
    if (!typesWithFields.has(definition.kind) || !('fields' in definition) || !('name' in definition)) return []
    const typeName = definition.name?.value ?? ''
    return (definition.fields ?? []).flatMap((field) =>
      field.kind === Kind.FIELD_DEFINITION ? [{ coordinate: `${typeName}.${field.name.value}`, typeName, field }] : [],
    )
  })
}

/** The fields of each object and interface by name, definition and extensions together. */
export function fieldsByType(document: DocumentNode): Map<string, Map<string, FieldDefinitionNode>> {
  const types = new Map<string, Map<string, FieldDefinitionNode>>()
  for (const { typeName, field } of documentFields(document)) {
    const fields = types.get(typeName) ?? new Map<string, FieldDefinitionNode>()
    types.set(typeName, fields.set(field.name.value, field))
  }
  return types
}

/** Whether operations begin at this type; composition refuses to rename the roots. */
export function isRootType(typeName: string): boolean {
  return rootTypes.has(typeName)
}
