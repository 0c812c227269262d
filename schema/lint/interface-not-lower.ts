import { type DocumentNode, Kind } from 'graphql'
import { isStricter } from '../access/access-class.ts'
import type { LintRule } from './rule.ts'
import { accessOf } from './sdl/access-of.ts'
import { fieldDefinitions, strictestClass } from './sdl/field-definitions.ts'

/**
 * A province's graph is composed only if no field of an interface is classed lower than the
 * same field of a type that implements it, in whichever subgraph either is written: who asks
 * through the interface must not read what the type keeps closed (CVE-2025-64530). A field
 * asked through a fragment, of an interface or of a union, is the type's own and has its class.
 */
export const interfaceNotLower: LintRule = ({ subgraphs }) => {
  const types = fieldDefinitions(subgraphs)
  const pairs = new Map(
    subgraphs.flatMap(({ document }) => implementations(document)).map((pair) => [pair.join(' '), pair]),
  )
  return [...pairs.values()].flatMap(([typeName, interfaceName]) =>
    [...(types.get(interfaceName) ?? [])].flatMap(([fieldName, asked]) =>
      asked.flatMap(({ subgraph, field }) => {
        const through = accessOf(field)
        const itself = strictestClass(types.get(typeName)?.get(fieldName))
        if (!through || !itself || !isStricter(itself, through.class)) return []
        return [
          {
            rule: 'interface-not-lower',
            subgraph,
            coordinate: `${interfaceName}.${fieldName}`,
            problem: `is ${through.class}, but ${typeName}.${fieldName} is ${itself}`,
            mend: `class it ${itself} here too`,
          },
        ]
      }),
    ),
  )
}

function implementations(document: DocumentNode): [type: string, ofInterface: string][] {
  return document.definitions.flatMap((definition) => {
    const isType = definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION
    const extendsType =
      definition.kind === Kind.OBJECT_TYPE_EXTENSION || definition.kind === Kind.INTERFACE_TYPE_EXTENSION
    if (!isType && !extendsType) return []
    return (definition.interfaces ?? []).map((one): [string, string] => [definition.name.value, one.name.value])
  })
}
