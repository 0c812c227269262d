import type { Collection } from '../../subgraphs/_kit/agency.ts'
import type { LintError, LintRule } from './rule.ts'

type Finding = Pick<LintError, 'problem' | 'mend'>

/**
 * A province's graph is composed only if every collection states to which place its rows belong,
 * by fields that its rows have: a grant's territory and subjects are held by it (60/2021 Art. 11),
 * and rows without a place would be in no limited scope, which nobody would notice.
 */
export const collectionPlace: LintRule = ({ subgraphs }) =>
  subgraphs.flatMap(({ name: subgraph, agency }) =>
    Object.entries(agency.collections).flatMap(([name, collection]) =>
      faultsOf(collection).map((fault) => ({
        rule: 'collection-place',
        subgraph,
        coordinate: `collections.${name}`,
        ...fault,
      })),
    ),
  )

function faultsOf({ schema, place }: Collection): Finding[] {
  if (place === undefined) {
    const mend =
      "write `place` in model.ts: `{ person: … }` for records of persons, `{ unit: … }` for things, `'parent'` or `'public'`"
    return [{ problem: 'does not state to which place its rows belong', mend }]
  }
  if (typeof place === 'string') return []
  return Object.entries(place)
    .filter(([, field]) => !schema.path(field))
    .map(([kind, field]) => ({
      problem: `states its ${kind} by ${field}, which is no field of its rows`,
      mend: 'name a field of the schema in model.ts',
    }))
}
