import { referenceSource } from '../../subgraphs/_kit/reference.ts'
import type { LintError, LintedSubgraph, LintRule } from './rule.ts'
import { type EntityKey, entityKeys } from './sdl/entity-keys.ts'

type Finding = Pick<LintError, 'problem' | 'mend'>

/**
 * A province's graph is composed only if every key is found by a unique index. The field that
 * `referenceBy(collection, field)` reads is `_id` or unique by itself in that collection. The
 * key of an entity that the database owns and passes on unread (`referenceKey()`), and each key
 * beside an entity's first, is a unique index of one of its collections, alone or compound.
 * Others' entities that are passed on unread need none.
 */
export const indexedKey: LintRule = ({ subgraphs }) =>
  subgraphs.flatMap((subgraph) =>
    [...entityKeys(subgraph.own)].flatMap(([coordinate, keys]) =>
      faultsOf(
        subgraph,
        coordinate,
        keys.filter((key) => key.resolvable),
      ).map((fault) => ({
        rule: 'indexed-key',
        subgraph: subgraph.name,
        coordinate,
        ...fault,
      })),
    ),
  )

function faultsOf(subgraph: LintedSubgraph, entity: string, keys: readonly EntityKey[]): Finding[] {
  const { resolvers, manifest } = subgraph.agency
  if (keys.length === 0) return []
  const source = referenceSource(resolvers[entity]?.__resolveReference)
  if (!source) return manifest.owns.includes(entity) ? keys.flatMap((key) => unindexed(subgraph, key)) : []
  const others = keys.filter((key) => key.fields !== source.field).slice(isAmong(keys, source.field) ? 0 : 1)
  return [...unindexedSource(subgraph, source), ...others.flatMap((key) => unindexed(subgraph, key))]
}

function isAmong(keys: readonly EntityKey[], field: string): boolean {
  return keys.some((key) => key.fields === field)
}

function unindexedSource(subgraph: LintedSubgraph, source: { collection: string; field: string }): Finding[] {
  const { collections } = subgraph.agency
  if (!Object.hasOwn(collections, source.collection)) {
    const mend = 'name a collection of the agency in `referenceBy(…)`'
    return [{ problem: `is looked up in "${source.collection}", which is no collection`, mend }]
  }
  if (uniqueIndexes(subgraph, source.collection).has(source.field)) return []
  return [
    {
      problem: `is looked up by ${source.collection}.${source.field}, which has no unique index`,
      mend: `write \`unique: true\` on \`${source.field}\` of \`${source.collection}\` in model.ts`,
    },
  ]
}

function unindexed(subgraph: LintedSubgraph, key: EntityKey): Finding[] {
  const wanted = key.plainFields?.join(' ')
  const isIndexed = Object.keys(subgraph.agency.collections).some((name) => {
    return wanted !== undefined && uniqueIndexes(subgraph, name).has(wanted)
  })
  if (isIndexed) return []
  const mend = 'write a unique index over its fields in model.ts, in one collection'
  return [{ problem: `no collection has a unique index for its key "${key.fields}"`, mend }]
}

/** The unique indexes of a collection, each as its fields' names in order. A partial one finds not every row. */
function uniqueIndexes({ agency }: LintedSubgraph, collection: string): Set<string> {
  const indexes = agency.collections[collection]?.schema.indexes() ?? []
  const unique = indexes.filter(([, options]) => options?.unique && !options.partialFilterExpression)
  return new Set(['_id', ...unique.map(([fields]) => Object.keys(fields).sort().join(' '))])
}
