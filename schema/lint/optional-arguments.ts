import { Kind } from 'graphql'
import type { LintRule } from './rule.ts'
import { documentFields, isRootType } from './sdl/document-fields.ts'

/**
 * A province's graph is composed only if arguments below a root are optional or have a default:
 * whoever reaches a record by another way must be able to ask each of its fields.
 */
export const optionalArguments: LintRule = ({ subgraphs }) =>
  subgraphs.flatMap(({ name: subgraph, own }) =>
    documentFields(own)
      .filter(({ typeName }) => !isRootType(typeName))
      .flatMap(({ coordinate, field }) =>
        (field.arguments ?? [])
          .filter(({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && !defaultValue)
          .map(({ name }) => ({
            rule: 'optional-arguments',
            subgraph,
            coordinate: `${coordinate}(${name.value}:)`,
            problem: 'is required below a root',
            mend: 'give it a default or remove its `!`',
          })),
      ),
  )
