import { isBatchedReference } from '../../subgraphs/_kit/reference.ts'
import type { LintRule } from './rule.ts'
import { entityKeys } from './sdl/entity-keys.ts'

/**
 * A province's graph is composed only if every entity that a subgraph resolves by key has a
 * reference resolver made by `_kit/reference.ts`: then any number of keys costs the database
 * one command. A resolver written by hand would cost one for each.
 */
export const batchedReference: LintRule = ({ subgraphs }) =>
  subgraphs.flatMap(({ name: subgraph, own, agency }) =>
    [...entityKeys(own)].flatMap(([coordinate, keys]) => {
      const resolver = agency.resolvers[coordinate]?.__resolveReference
      if (!keys.some((key) => key.resolvable) || isBatchedReference(resolver)) return []
      return [
        {
          rule: 'batched-reference',
          subgraph,
          coordinate,
          problem: resolver ? 'its reference resolver loads without a loader' : 'has a key and no reference resolver',
          mend: 'make `__resolveReference` by `referenceBy(…)` or `referenceKey()`, or say `resolvable: false`',
        },
      ]
    }),
  )
