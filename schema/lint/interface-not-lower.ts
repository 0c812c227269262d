import { type DocumentNode, Kind } from 'graphql'
import type { LintRule } from './rule.ts'
import { accessOf, isLower } from './sdl/access-of.ts'
import { fieldsByType } from './sdl/document-fields.ts'

/**
 * A province's graph is composed only if no field of an interface is classed lower than the
 * same field of a type that implements it: who asks through the interface must not read what
 * the type keeps closed.
 */
export const interfaceNotLower: LintRule = ({ subgraphs }) =>
  subgraphs.flatMap(({ name: subgraph, document }) => {
    const types = fieldsByType(document)
    return implementations(document).flatMap(([typeName, interfaceName]) =>
      [...(types.get(interfaceName)?.values() ?? [])].flatMap((field) => {
        const implementing = types.get(typeName)?.get(field.name.value)
        const through = accessOf(field)
        const itself = implementing && accessOf(implementing)
        if (!through || !itself || !isLower(through.class, itself.class)) return []
        return [
          {
            rule: 'interface-not-lower',
            subgraph,
            coordinate: `${interfaceName}.${field.name.value}`,
            problem: `is ${through.class}, but ${typeName}.${field.name.value} is ${itself.class}`,
            mend: `class it ${itself.class} here too`,
          },
        ]
      }),
    )
  })

function implementations(document: DocumentNode): [type: string, ofInterface: string][] {
  return document.definitions.flatMap((definition) => {
    const isType = definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION
    const extendsType =
      definition.kind === Kind.OBJECT_TYPE_EXTENSION || definition.kind === Kind.INTERFACE_TYPE_EXTENSION
    if (!isType && !extendsType) return []
    return (definition.interfaces ?? []).map((one): [string, string] => [definition.name.value, one.name.value])
  })
}
