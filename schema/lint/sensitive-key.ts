import { Kind } from 'graphql'
import type { LintRule } from './rule.ts'
import { accessOf } from './sdl/access-of.ts'
import { documentFields } from './sdl/document-fields.ts'
import { entityKeys, selectionOf } from './sdl/entity-keys.ts'

/**
 * A province's graph is composed only if no key of an entity is SENSITIVE. Keys join databases:
 * they travel between them, stand in their rows and in their indexes, and are looked up in
 * plain, so what a key holds cannot be encrypted at rest.
 */
export const sensitiveKey: LintRule = ({ subgraphs }) =>
  subgraphs.flatMap(({ name: subgraph, own, document }) => {
    const sensitive = new Set(
      documentFields(document)
        .filter(({ field }) => accessOf(field)?.class === 'SENSITIVE')
        .map(({ coordinate }) => coordinate),
    )
    const keys = [...entityKeys(own)].flatMap(([type, all]) =>
      all.flatMap(({ fields }) => (selectionOf(fields)?.selections ?? []).map((one) => ({ type, one }))),
    )
    const named = keys.flatMap(({ type, one }) => (one.kind === Kind.FIELD ? [`${type}.${one.name.value}`] : []))
    return [...new Set(named)]
      .filter((coordinate) => sensitive.has(coordinate))
      .map((coordinate) => ({
        rule: 'sensitive-key',
        subgraph,
        coordinate,
        problem: 'is SENSITIVE and part of a `@key`',
        mend: 'key the entity by a number that tells nothing, and keep the sensitive value in a field of its own',
      }))
  })
