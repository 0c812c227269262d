import type { FieldDefinitionNode } from 'graphql'
import { type AccessClass, isStricter } from '../../access/access-class.ts'
import type { LintedSubgraph } from '../rule.ts'
import { accessOf } from './access-of.ts'
import { documentFields } from './document-fields.ts'

/** A field as one subgraph writes it. */
export interface FieldDefinition {
  readonly subgraph: string
  readonly field: FieldDefinitionNode
}

/** Every definition of each field of each type, of all subgraphs together: the most closed one counts. */
export type FieldDefinitions = ReadonlyMap<string, ReadonlyMap<string, readonly FieldDefinition[]>>

/** The definitions by type and field, in the order of the subgraphs. */
export function fieldDefinitions(subgraphs: readonly LintedSubgraph[]): FieldDefinitions {
  const types = new Map<string, Map<string, FieldDefinition[]>>()
  for (const { name: subgraph, document } of subgraphs) {
    for (const { typeName, field } of documentFields(document)) {
      const fields = types.get(typeName) ?? new Map<string, FieldDefinition[]>()
      fields.set(field.name.value, [...(fields.get(field.name.value) ?? []), { subgraph, field }])
      types.set(typeName, fields)
    }
  }
  return types
}

/** The class that counts where subgraphs class one field differently: the most closed; null where none does. */
export function strictestClass(definitions: readonly FieldDefinition[] = []): AccessClass | null {
  const classes = definitions.flatMap(({ field }) => accessOf(field)?.class ?? [])
  return classes.reduce<AccessClass | null>((strictest, one) => {
    return strictest === null || isStricter(one, strictest) ? one : strictest
  }, null)
}
