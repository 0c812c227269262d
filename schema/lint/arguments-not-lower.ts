import type { FieldDefinitionNode } from 'graphql'
import { type AccessClass, isStricter } from '../access/access-class.ts'
import { ownersOf } from './province/owners.ts'
import type { LintedSubgraph, LintRule } from './rule.ts'
import { accessOf } from './sdl/access-of.ts'
import { documentFields, isRootType } from './sdl/document-fields.ts'
import { entityKeys } from './sdl/entity-keys.ts'
import { type FieldDefinitions, fieldDefinitions, strictestClass } from './sdl/field-definitions.ts'
import { possibleTypes } from './sdl/possible-types.ts'
import { isConnection, namedType, recordType } from './sdl/type-shape.ts'

/** Read by names of their own (`filter-names`), or by none: where a page begins, and as of when. */
const structural: ReadonlySet<string> = new Set(['where', 'orderBy', 'direction', 'first', 'after', 'asOf'])

/**
 * A province's graph is composed only if no argument asks for what its field may not tell: one that
 * bears the name of a field of the record that is answered, or of the record that is asked, in one or
 * in many (`income`, `incomes`, `minIncome`), stands on a field that is classed at least as high. An
 * open `isRicher(income: 100)` would tell a restricted income by halves. The whole key of the record
 * that a root answers is no such question: who gives it knows it already.
 */
export const argumentsNotLower: LintRule = (input) => {
  const types = fieldDefinitions(input.subgraphs)
  const owners = ownersOf(input)
  return input.subgraphs.flatMap((subgraph) =>
    documentFields(subgraph.own).flatMap(({ coordinate, typeName, field }) => {
      const access = accessOf(field)
      if (!access) return []
      const answered = possibleTypes(subgraph.document, recordType(field.type))
      const key = keyOf(field, typeName, owners.get(recordType(field.type)) ?? subgraph)
      const asked = isRootType(typeName) ? answered : [...answered, ...possibleTypes(subgraph.document, typeName)]
      return (field.arguments ?? []).flatMap(({ name: { value: argument } }) => {
        if (structural.has(argument) || key.has(argument)) return []
        const told = strictestNamed(argument, asked, types)
        if (!told || !isStricter(told.class, access.class)) return []
        return [
          {
            rule: 'arguments-not-lower',
            subgraph: subgraph.name,
            coordinate: `${coordinate}(${argument}:)`,
            problem: `asks for ${told.coordinate}, which is ${told.class}, on a field that is ${access.class}`,
            mend: `class ${coordinate} ${told.class} or higher, or ask through a typed \`where\``,
          },
        ]
      })
    }),
  )
}

/** The arguments that together are one whole key of the record that a root answers; none for a page of records. */
function keyOf(field: FieldDefinitionNode, typeName: string, owner: LintedSubgraph): ReadonlySet<string> {
  if (!isRootType(typeName) || isConnection(field.type)) return new Set()
  const given = (field.arguments ?? []).map(({ name }) => name.value)
  const keys = (entityKeys(owner.own).get(namedType(field.type)) ?? []).map(({ plainFields }) => plainFields ?? [])
  const whole = keys
    .map((fields) => fields.map((one) => given.find((argument) => argument === one || argument === `${one}s`)))
    .find((one) => one.length > 0 && one.every((argument) => argument !== undefined))
  return new Set((whole ?? []).flatMap((argument) => argument ?? []))
}

/** The most closed field of these types whose name the argument's words hold. */
function strictestNamed(
  argument: string,
  typeNames: readonly string[],
  types: FieldDefinitions,
): { coordinate: string; class: AccessClass } | null {
  let strictest: { coordinate: string; class: AccessClass } | null = null
  for (const typeName of typeNames) {
    for (const [fieldName, definitions] of types.get(typeName) ?? []) {
      const one = holds(argument, fieldName) ? strictestClass(definitions) : null
      if (!one || (strictest && !isStricter(one, strictest.class))) continue
      strictest = { coordinate: `${typeName}.${fieldName}`, class: one }
    }
  }
  return strictest
}

/** Whether a name in camel case holds another, word for word, in one or in many. */
function holds(argument: string, fieldName: string): boolean {
  const [given, sought] = [wordsOf(argument), wordsOf(fieldName)]
  return given.some((_, start) => sought.every((word, at) => isWord(given[start + at], word)))
}

function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[ _]+/)
}

function isWord(given: string | undefined, word: string): boolean {
  const many = [word, `${word}s`, `${word}es`, word.replace(/y$/, 'ies')]
  return given !== undefined && (many.includes(given) || word === `${given}s`)
}
