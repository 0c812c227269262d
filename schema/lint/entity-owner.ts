import { ownersOf } from './province/owners.ts'
import type { LintError, LintedSubgraph, LintRule } from './rule.ts'
import { fieldsByType } from './sdl/document-fields.ts'
import { entityKeys } from './sdl/entity-keys.ts'

type Finding = Pick<LintError, 'coordinate' | 'problem' | 'mend'>

/**
 * A province's graph is composed only if each entity has exactly one owner: the database whose
 * manifest names it, which resolves it by a key, and which alone consents for it. Master data
 * are one reference for all (60/2021 Art. 4.1.b).
 */
export const entityOwner: LintRule = (input) => {
  const owners = ownersOf(input)
  return input.subgraphs.flatMap((subgraph) =>
    [
      ...claims(subgraph, (entity) => owners.get(entity)),
      ...orphans(subgraph, (entity) => owners.has(entity)),
      ...consents(subgraph),
    ].map((finding) => ({ rule: 'entity-owner', subgraph: subgraph.name, ...finding })),
  )
}

function claims(subgraph: LintedSubgraph, ownerOf: (entity: string) => LintedSubgraph | undefined): Finding[] {
  const keys = entityKeys(subgraph.own)
  return subgraph.agency.manifest.owns.flatMap((coordinate): Finding[] => {
    const first = ownerOf(coordinate)
    if (first && first !== subgraph) {
      const mend = 'leave it to one of the two, and let it consent to the other'
      return [{ coordinate, problem: `${first.name} owns it too`, mend }]
    }
    if (keys.get(coordinate)?.some((key) => key.resolvable)) return []
    const mend = 'add `@key(fields: …)` to the type, or take it out of `owns`'
    return [{ coordinate, problem: 'the manifest owns it, but the schema resolves it by no key', mend }]
  })
}

function orphans(subgraph: LintedSubgraph, isOwned: (entity: string) => boolean): Finding[] {
  return [...entityKeys(subgraph.own)].flatMap(([coordinate, keys]): Finding[] => {
    if (isOwned(coordinate) || !keys.some((key) => key.resolvable)) return []
    const mend = 'name it in `owns` of the database that is its master'
    return [{ coordinate, problem: 'is an entity that no manifest owns', mend }]
  })
}

/** A consent counts only from the owner; for a field that is overridden, from who resolves it so far. */
function consents(subgraph: LintedSubgraph): Finding[] {
  const { manifest } = subgraph.agency
  const types = fieldsByType(subgraph.own)
  return manifest.consents.flatMap(({ entity, allows }): Finding[] => {
    if (allows === 'override' ? types.has(entity) : manifest.owns.includes(entity)) return []
    const problem = `the manifest consents to \`${allows}\` for what is not its own`
    return [{ coordinate: entity, problem, mend: 'remove the consent; only the owner can give it' }]
  })
}
