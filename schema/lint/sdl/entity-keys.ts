import { type DocumentNode, Kind, parse, print, type SelectionSetNode } from 'graphql'
import { directivesNamed, textArgument } from './directive-argument.ts'

/** One `@key` of an entity. */
export interface EntityKey {
  /** The selection in a form that compares: names in order, one space between. */
  readonly fields: string
  /** Its names where it selects plain fields only, null for a nested selection. */
  readonly plainFields: readonly string[] | null
  readonly resolvable: boolean
}

/** The keys of each entity of a document, extensions included, in the document's order. */
export function entityKeys(document: DocumentNode): Map<string, EntityKey[]> {
  const entities = new Map<string, EntityKey[]>()
  for (const definition of document.definitions) {
    if (!('directives' in definition) || !('name' in definition) || !definition.name) continue
    const keys = directivesNamed(definition, 'key').map((key) => ({
      ...readSelection(textArgument(key, 'fields') ?? ''),
      resolvable: !key.arguments?.some(({ name, value }) => {
        return name.value === 'resolvable' && value.kind === Kind.BOOLEAN && !value.value
      }),
    }))
    if (keys.length > 0) entities.set(definition.name.value, [...(entities.get(definition.name.value) ?? []), ...keys])
  }
  return entities
}

/** The selection set of a `fields:` argument; null if it is no selection (composition says why). */
export function selectionOf(fields: string): SelectionSetNode | null {
  try {
    const [operation] = parse(`{ ${fields} }`).definitions
    return operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet : null
  } catch {
    return null
  }
}

function readSelection(fields: string): Pick<EntityKey, 'fields' | 'plainFields'> {
  const selections = selectionOf(fields)?.selections
  if (!selections) return { fields, plainFields: null }
  const plain = selections.flatMap((one) => (one.kind === Kind.FIELD && !one.selectionSet ? [one.name.value] : []))
  return {
    fields: selections
      .map((one) => print(one).replaceAll(/\s+/g, ' '))
      .sort()
      .join(' '),
    plainFields: plain.length === selections.length ? plain.sort() : null,
  }
}
