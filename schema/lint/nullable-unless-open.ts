import type { LintRule } from './rule.ts'
import { accessOf } from './sdl/access-of.ts'
import { documentFields } from './sdl/document-fields.ts'
import { isNonNull } from './sdl/type-shape.ts'

/**
 * A province's graph is composed only if every field that is not OPEN is nullable, keys, roots
 * and connections included. A refusal is a null in place of the value; behind a non-null type
 * it would take the record, then the list that holds it, from a caller who may read both.
 */
export const nullableUnlessOpen: LintRule = ({ subgraphs }) =>
  subgraphs.flatMap(({ name: subgraph, document }) =>
    documentFields(document).flatMap(({ coordinate, field }) => {
      const access = accessOf(field)
      if (!access || access.class === 'OPEN' || !isNonNull(field.type)) return []
      return [
        {
          rule: 'nullable-unless-open',
          subgraph,
          coordinate,
          problem: `is ${access.class} and non-null, so that a refusal would take its parent with it`,
          mend: 'remove the last `!` of its type',
        },
      ]
    }),
  )
