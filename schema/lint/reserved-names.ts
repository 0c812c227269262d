import { type ASTNode, Kind, visit } from 'graphql'
import type { LintError, LintRule } from './rule.ts'
import { documentFields } from './sdl/document-fields.ts'

/** What an agency may write on its types and fields. The others change how the whole graph is read. */
const directives = new Set([
  'access',
  'key',
  'shareable',
  'external',
  'requires',
  'provides',
  'override',
  'inaccessible',
  'tag',
  'deprecated',
  'specifiedBy',
  'oneOf',
])

const internal = 'names with `_` in front or `__` are internal to the federation'

/**
 * A province's graph is composed only if no agency writes what the hub writes for all: schema
 * links, directives and their definitions, the names of the prelude, connections and their
 * edges, and names that begin with `_` or hold `__`. The other rules trust these names: with a
 * link of its own an agency could rename `@override`, with a connection of its own it could
 * hide an unbounded list.
 */
export const reservedNames: LintRule = ({ subgraphs, prelude }) => {
  const taken = new Set(prelude.definitions.map(nameOf))
  return subgraphs.flatMap(({ name: subgraph, own }) => {
    const errors: LintError[] = []
    const refuse = (coordinate: string, problem: string, mend: string) =>
      errors.push({ rule: 'reserved-names', subgraph, coordinate, problem, mend })
    for (const definition of own.definitions) {
      const name = nameOf(definition)
      if (definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION) {
        refuse('schema', 'an agency writes no `schema` of its own', 'remove it; the prelude links what is needed')
      } else if (definition.kind === Kind.DIRECTIVE_DEFINITION) {
        refuse(`@${name}`, 'an agency defines no directive', 'remove it; the prelude defines `@access`')
      } else if (taken.has(name)) {
        refuse(name, 'the prelude defines this type for all', 'use it as it is, or choose another name')
      } else if (/.(Connection|Edge)$/.test(name)) {
        refuse(name, 'connections and edges are generated', 'remove it; mentioning the connection is enough')
      } else if (isInternal(name)) {
        refuse(name, internal, 'choose another name')
      }
    }
    for (const { coordinate, field } of documentFields(own)) {
      if (isInternal(field.name.value)) refuse(coordinate, internal, 'choose another name')
    }
    visit(own, {
      Directive({ name }) {
        if (!directives.has(name.value)) {
          refuse(`@${name.value}`, 'this directive is not open to agencies', `use ${[...directives].join(', ')} only`)
        }
      },
    })
    return errors
  })
}

function isInternal(name: string): boolean {
  return name.startsWith('_') || name.includes('__')
}

function nameOf(definition: ASTNode): string {
  return 'name' in definition && definition.name && 'value' in definition.name ? String(definition.name.value) : ''
}
