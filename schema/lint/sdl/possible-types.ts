import { type DocumentNode, Kind } from 'graphql'

/** The objects that a field of this type can answer with: itself, a union's members, an interface's types. */
export function possibleTypes(document: DocumentNode, name: string): string[] {
  const below = document.definitions.flatMap((definition) => {
    if (definition.kind === Kind.UNION_TYPE_DEFINITION || definition.kind === Kind.UNION_TYPE_EXTENSION) {
      return definition.name.value === name ? (definition.types ?? []).map((member) => member.name.value) : []
    }
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_EXTENSION) {
      return definition.interfaces?.some((one) => one.name.value === name) ? [definition.name.value] : []
    }
    return []
  })
  return [...new Set([name, ...below])]
}
