import type { composeServices } from '@apollo/composition'
import type { GraphQLError } from 'graphql'
import type { LintError } from '../lint/rule.ts'

type CompositionHint = NonNullable<ReturnType<typeof composeServices>['hints']>[number]

/**
 * Hints of composition that are errors here: it settles different arguments of `@access` by
 * majority, and may leave the directive out, and says either only in a hint.
 */
const refusedHints: ReadonlySet<string> = new Set([
  'INCONSISTENT_NON_REPEATABLE_DIRECTIVE_ARGUMENTS',
  'DIRECTIVE_COMPOSITION_WARN',
])

/** What mends the errors that agencies meet; for others the message is all there is. */
const mends: Readonly<Record<string, string>> = {
  DIRECTIVE_COMPOSITION_WARN: 'leave `@access` and its link to the prelude',
  ENUM_VALUE_MISMATCH: 'give the enum the same values in each subgraph that has it',
  EXTERNAL_MISSING_ON_BASE: 'mark `@external` only what another subgraph defines',
  EXTERNAL_UNUSED: 'remove the field, or use it in `@key`, `@requires` or `@provides`',
  FIELD_ARGUMENT_TYPE_MISMATCH: 'give the argument the same type in each subgraph',
  FIELD_TYPE_MISMATCH: 'give the field the same type in each subgraph',
  INCONSISTENT_NON_REPEATABLE_DIRECTIVE_ARGUMENTS: 'repeat class and basis of the owner word for word',
  INVALID_FIELD_SHARING: 'let one subgraph resolve the field: remove it from the others or mark it `@external`',
  INVALID_GRAPHQL: 'correct the SDL as the message says',
  KEY_FIELDS_SELECT_INVALID_TYPE: 'select plain fields in the key',
  KEY_INVALID_FIELDS: 'select fields in the key that the type has',
  REQUIRES_INVALID_FIELDS: 'repeat the required field in this subgraph, marked `@external`',
  SATISFIABILITY_ERROR: 'let a resolvable key lead from one subgraph to the other',
  TYPE_KIND_MISMATCH: 'define the type as the same kind in each subgraph, or rename one',
}

/** Errors and refused hints of Apollo's composition in the form of the rules, in its order. */
export function compositionErrors(
  errors: readonly GraphQLError[],
  hints: readonly CompositionHint[],
  subgraphs: readonly string[],
): LintError[] {
  const found = [
    ...errors.map((error) => ({ code: String(error.extensions.code ?? 'COMPOSITION'), text: error.message })),
    ...hints
      .filter(({ definition }) => refusedHints.has(definition.code))
      .map(({ definition, message }) => ({ code: definition.code, text: message })),
  ]
  return found.map(({ code, text }) => ({
    rule: code,
    subgraph: subgraphsIn(text, subgraphs),
    coordinate: coordinateIn(text, subgraphs),
    problem: text.replace(/^\[[\w-]+\] /, '').replaceAll(/\s*\n\s*/g, ' '),
    mend: mends[code] ?? 'change the SDL until the subgraphs agree',
  }))
}

/** Apollo names the subgraphs in front in brackets, or somewhere within quotes. */
function subgraphsIn(text: string, subgraphs: readonly string[]): string {
  const inFront = /^\[([\w-]+)\] /.exec(text)?.[1]
  if (inFront) return inFront
  return subgraphs.filter((name) => text.includes(`"${name}"`)).join(', ') || 'supergraph'
}

/** The first quoted `Type`, `Type.field` or `Type.field(argument:)` that is no subgraph's name. */
function coordinateIn(text: string, subgraphs: readonly string[]): string {
  const quoted = [...text.matchAll(/"(@?[A-Za-z_]\w*(?:\.\w+)?(?:\(\w+:\))?)"/g)].map(([, name = '']) => name)
  const unquoted = /\b(?:type|field) ([A-Z]\w*(?:\.\w+)?)/i.exec(text)?.[1]
  return quoted.find((name) => !subgraphs.includes(name)) ?? unquoted ?? 'supergraph'
}
