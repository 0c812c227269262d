import { ownersOf } from './province/owners.ts'
import type { LintedSubgraph, LintRule } from './rule.ts'
import { type DocumentField, documentFields, fieldsByType, isRootType } from './sdl/document-fields.ts'
import { isNonNull, recordType } from './sdl/type-shape.ts'

/** Roots that applications were promised as non-null; the register is asked first by every answer. */
const promisedNonNull = new Set(['Query.administrativeUnits', 'Query.viewer', 'Query.accessPreview', 'Query.services'])

/**
 * A province's graph is composed only if every field that leads from one owner to another is
 * nullable: each root, each field added to another's entity, each reference to one. The field
 * of an agency that is down is null, and a non-null type would take its surroundings with it.
 */
export const joinedNullable: LintRule = (input) => {
  const owners = ownersOf(input)
  const isTheirs = (subgraph: LintedSubgraph, entity: string) => {
    const owner = owners.get(entity)
    return owner !== undefined && owner !== subgraph
  }
  return input.subgraphs.flatMap((subgraph) =>
    documentFields(subgraph.own).flatMap((place) => {
      if (!isNonNull(place.field.type) || promisedNonNull.has(place.coordinate)) return []
      const problem = problemOf(subgraph, place, owners, isTheirs)
      const mend = 'remove the last `!` of its type'
      return problem
        ? [{ rule: 'joined-nullable', subgraph: subgraph.name, coordinate: place.coordinate, problem, mend }]
        : []
    }),
  )
}

function problemOf(
  subgraph: LintedSubgraph,
  { typeName, field }: DocumentField,
  owners: ReadonlyMap<string, LintedSubgraph>,
  isTheirs: (subgraph: LintedSubgraph, entity: string) => boolean,
): string | null {
  if (isRootType(typeName)) return 'is a non-null root, so that one agency that is down would take the whole answer'
  const owner = owners.get(typeName)
  // The owner's own fields, its key above all, are repeated as the owner has them.
  const isOwners = owner && fieldsByType(owner.own).get(typeName)?.has(field.name.value)
  if (isTheirs(subgraph, typeName) && !isOwners)
    return 'is non-null on an entity of another database, which would fall with it'
  if (isTheirs(subgraph, recordType(field.type))) return 'is a non-null reference to an entity of another database'
  return null
}
