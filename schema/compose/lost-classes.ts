import { parse } from 'graphql'
import type { LintError } from '../lint/rule.ts'
import { accessOf } from '../lint/sdl/access-of.ts'
import { documentFields } from '../lint/sdl/document-fields.ts'

/**
 * The fields of a supergraph that bear no class. Composition drops a custom directive without
 * a word where its link is not whole; a reader of the text would then find no rule at all.
 */
export function lostClasses(supergraph: string): LintError[] {
  return documentFields(parse(supergraph)).flatMap(({ coordinate, field }) =>
    accessOf(field)
      ? []
      : [
          {
            rule: 'CLASS_LOST',
            subgraph: 'supergraph',
            coordinate,
            problem: 'lost its `@access` in composition',
            mend: 'restore `@link` and `@composeDirective` of `@access` in schema/prelude.graphql',
          },
        ],
  )
}
