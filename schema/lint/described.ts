import { type DefinitionNode, isTypeDefinitionNode, Kind, type StringValueNode } from 'graphql'
import { ownersOf } from './province/owners.ts'
import type { LintError, LintRule } from './rule.ts'
import { isRootType } from './sdl/document-fields.ts'

/** A text in Vietnamese, the dash, the same in English. */
const bilingual = /^[^\n]*\p{L}.* — .*\p{L}/su

interface Described {
  readonly coordinate: string
  readonly description: StringValueNode | undefined
  /** Arguments need none where their field says it; a type that another database owns neither. */
  readonly needed: boolean
}

/**
 * A province's graph is composed only if every type, field, input field and enum value bears a
 * description `Vietnamese — English` in Unicode NFC. An entity is described by its owner;
 * arguments and roots may go without.
 */
export const described: LintRule = (input) => {
  const owners = ownersOf(input)
  const documents = [
    { name: 'prelude', own: input.prelude },
    ...input.subgraphs.map(({ name, own }) => ({ name, own })),
  ]
  return documents.flatMap(({ name: subgraph, own }) => {
    const isOthers = (type: string) => (owners.get(type)?.name ?? subgraph) !== subgraph
    return own.definitions
      .flatMap((definition) => parts(definition, isOthers))
      .flatMap((part): LintError[] => {
        const fault = faultOf(part)
        return fault ? [{ rule: 'described', subgraph, coordinate: part.coordinate, ...fault }] : []
      })
  })
}

function faultOf({ description, needed }: Described): { problem: string; mend: string } | null {
  if (!description) {
    return needed ? { problem: 'has no description', mend: 'add "Vietnamese term — English term" above it' } : null
  }
  const text = description.value
  if (text !== text.normalize('NFC'))
    return { problem: 'its description is not in NFC', mend: 'write it in Unicode NFC' }
  if (bilingual.test(text)) return null
  return { problem: 'its description is not in both languages', mend: 'write "Vietnamese term — English term"' }
}

function parts(definition: DefinitionNode, isOthers: (type: string) => boolean): Described[] {
  if (!('name' in definition) || !definition.name) return []
  const { value: name } = definition.name
  const isOwnType = isTypeDefinitionNode(definition) && !isRootType(name) && !isOthers(name)
  const needed = isOwnType || definition.kind === Kind.DIRECTIVE_DEFINITION
  const description = 'description' in definition ? definition.description : undefined
  return [{ coordinate: name, description, needed }, ...members(definition, name)]
}

function members(definition: DefinitionNode, type: string): Described[] {
  const fields = 'fields' in definition ? (definition.fields ?? []) : []
  const values = 'values' in definition ? (definition.values ?? []) : []
  return [...fields, ...values].flatMap(({ name, description, ...rest }) => {
    const coordinate = `${type}.${name.value}`
    const args = 'arguments' in rest ? (rest.arguments ?? []) : []
    return [
      { coordinate, description, needed: true },
      ...args.map((argument) => ({
        coordinate: `${coordinate}(${argument.name.value}:)`,
        description: argument.description,
        needed: false,
      })),
    ]
  })
}
