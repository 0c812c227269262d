import { consentMend, consentOf, ownersOf } from './province/owners.ts'
import type { LintError, LintedSubgraph, LintInput, LintRule } from './rule.ts'
import { directivesNamed, textArgument } from './sdl/directive-argument.ts'
import { documentFields, fieldsByType, isRootType } from './sdl/document-fields.ts'
import { entityKeys } from './sdl/entity-keys.ts'
import { possibleTypes } from './sdl/possible-types.ts'
import { isConnection, isList, recordType } from './sdl/type-shape.ts'

type Finding = Pick<LintError, 'coordinate' | 'problem' | 'mend'>
type OwnerOf = (entity: string) => LintedSubgraph | undefined

/**
 * A province's graph is composed only if a database does with another's entity what the
 * owner's manifest consents to, and nothing else (60/2021 Art. 13.1): refer to it or extend it
 * by the owner's own key (`key`; by another key, or with none, only where the consent names the
 * database), list its records at a root (`root-list`), or take over a field from the database
 * that resolves it (`override`, always by name). Hiding it (`@inaccessible`) is nobody else's.
 */
export const ownerConsent: LintRule = (input) => {
  const owners = ownersOf(input)
  return input.subgraphs.flatMap((subgraph) => {
    const ownerOf: OwnerOf = (entity) => {
      const owner = owners.get(entity)
      return owner === subgraph ? undefined : owner
    }
    const found = [
      ...keys(subgraph, ownerOf),
      ...overrides(subgraph, input),
      ...rootLists(subgraph, ownerOf),
      ...hidden(subgraph, ownerOf),
    ]
    return found.map((finding) => ({ rule: 'owner-consent', subgraph: subgraph.name, ...finding }))
  })
}

function keys(subgraph: LintedSubgraph, ownerOf: OwnerOf): Finding[] {
  const own = entityKeys(subgraph.own)
  const mentioned = new Set([...fieldsByType(subgraph.own).keys(), ...own.keys()])
  return [...mentioned].flatMap((coordinate): Finding[] => {
    const owner = ownerOf(coordinate)
    if (!owner) return []
    const consent = consentOf(owner, subgraph, coordinate, 'key')
    const mend = consentMend(owner.name, subgraph.name, coordinate, 'key')
    if (consent === 'none') return [{ coordinate, problem: `${owner.name} owns it and does not consent`, mend }]
    if (consent === 'named') return []
    const theirs = new Set(
      entityKeys(owner.own)
        .get(coordinate)
        ?.map((key) => key.fields),
    )
    const known = [...theirs].map((fields) => `\`@key(fields: "${fields}")\``).join(' or ')
    const ours = own.get(coordinate) ?? []
    if (ours.length === 0) {
      return [
        { coordinate, problem: `${owner.name} owns it, and it is written here without key`, mend: `add ${known}` },
      ]
    }
    return ours
      .filter((key) => !theirs.has(key.fields))
      .map(({ fields }) => ({
        coordinate,
        problem: `\`@key(fields: "${fields}")\` is no key of ${owner.name}, which owns it`,
        mend: `use ${known}, or ${mend}`,
      }))
  })
}

function overrides(subgraph: LintedSubgraph, input: LintInput): Finding[] {
  return documentFields(subgraph.own).flatMap(({ coordinate, typeName, field }): Finding[] => {
    const [override] = directivesNamed(field, 'override')
    if (!override) return []
    const from = textArgument(override, 'from') ?? ''
    const previous = input.subgraphs.find(({ name }) => name === from)
    if (!previous) {
      return [
        { coordinate, problem: `overrides "${from}", which is no database`, mend: 'name the folder, or remove it' },
      ]
    }
    if (consentOf(previous, subgraph, typeName, 'override') === 'named') return []
    const mend = consentMend(from, subgraph.name, typeName, 'override')
    return [{ coordinate, problem: `overrides ${from}, which does not consent by name`, mend }]
  })
}

function rootLists(subgraph: LintedSubgraph, ownerOf: OwnerOf): Finding[] {
  return documentFields(subgraph.own).flatMap(({ coordinate, typeName, field }): Finding[] => {
    if (!isRootType(typeName) || !(isList(field.type) || isConnection(field.type))) return []
    return possibleTypes(subgraph.document, recordType(field.type)).flatMap((entity): Finding[] => {
      const owner = ownerOf(entity)
      if (!owner || consentOf(owner, subgraph, entity, 'root-list') !== 'none') return []
      const mend = consentMend(owner.name, subgraph.name, entity, 'root-list')
      return [{ coordinate, problem: `lists ${entity}, which ${owner.name} owns, without its consent`, mend }]
    })
  })
}

function hidden(subgraph: LintedSubgraph, ownerOf: OwnerOf): Finding[] {
  const mend = 'remove `@inaccessible`; only the owner hides an entity'
  const types = subgraph.own.definitions.flatMap((definition): Finding[] => {
    if (!('directives' in definition) || !('name' in definition) || !definition.name) return []
    const coordinate = definition.name.value
    const owner = ownerOf(coordinate)
    if (!owner || directivesNamed(definition, 'inaccessible').length === 0) return []
    return [{ coordinate, problem: `hides an entity of ${owner.name}`, mend }]
  })
  const fields = documentFields(subgraph.own).flatMap(({ coordinate, typeName, field }): Finding[] => {
    const owner = ownerOf(typeName)
    const isTheirs = owner && fieldsByType(owner.own).get(typeName)?.has(field.name.value)
    if (!isTheirs || directivesNamed(field, 'inaccessible').length === 0) return []
    return [{ coordinate, problem: `hides a field of ${owner.name}`, mend }]
  })
  return [...types, ...fields]
}
