import type { AccessClass } from './access-class.ts'

/** What the judge knows of one field: its class and owner, and where it leads. */
export interface FieldRule {
  readonly coordinate: string
  readonly class: AccessClass
  /** False: nobody has classed the field, and nothing opens it. */
  readonly classified: boolean
  readonly basis: string
  /** Folder of the database that owns the field; null where none is known, so that nobody owns it. */
  readonly owner: string | null
  /** The field is part of a key of its type: it joins records inside the hub. */
  readonly isKey: boolean
  /** What the field is computed from (`@requires`), each for itself. */
  readonly requires: readonly Required[]
  /** Name of the type that the field answers, without lists. */
  readonly answers: string
  /** The record that a root finds by its full key: the way on which LOOKUP fields are open. */
  readonly findsByKey: boolean
  /** The field leads to the caller's own record or log. */
  readonly entersSubject: boolean
  readonly filters: readonly FilterArgument[]
}

/** A coordinate that another field is computed from. */
export interface Required {
  readonly type: string
  readonly field: string
  /** Read of another record than that of the computed field, or of a part of it. */
  readonly nested: boolean
}

/** An argument whose value names fields that the list is filtered or ordered by. */
export interface FilterArgument {
  readonly name: string
  readonly input: FilterInput
}

export type FilterInput =
  | {
      readonly kind: 'where'
      /** Type whose fields the input fields read. */
      readonly reads: string
      /** Input fields that filter by another record, with the input that they take. */
      readonly nested: ReadonlyMap<string, FilterInput>
      readonly fields: readonly string[]
    }
  | { readonly kind: 'orderBy'; readonly reads: string; readonly fields: readonly string[] }

/** What one field is judged by: its own rule, and behind an interface those of all types that it can be. */
export type StandingRules = readonly [FieldRule, ...FieldRule[]]

export interface TypeRule {
  readonly name: string
  readonly fields: ReadonlyMap<string, FieldRule>
  /** Of each of its fields, found once per schema. */
  readonly standing: ReadonlyMap<string, StandingRules>
  /** Connections, edges and page information: they pass on what led to them. */
  readonly structural: boolean
  readonly hasKey: boolean
  /** A record of another person or firm, or one that is public by its key: the caller's own scope ends there. */
  readonly endsSubject: boolean
  /** Object types that an interface or union stands for; the type itself for an object. */
  readonly possible: readonly string[]
}

/** The access rules of one supergraph, read once per schema. */
export interface AccessRules {
  readonly types: ReadonlyMap<string, TypeRule>
  /** By name, the inputs that filter and order. */
  readonly inputs: ReadonlyMap<string, FilterInput>
}

/** What is not classified is closed; composition refuses it, and so does the judge. */
export function unclassified(coordinate: string): FieldRule {
  return {
    coordinate,
    class: 'SENSITIVE',
    classified: false,
    basis: 'Chưa phân lớp — Unclassified',
    owner: null,
    isKey: false,
    requires: [],
    answers: '',
    findsByKey: false,
    entersSubject: false,
    filters: [],
  }
}

/** The rule of a field; a field that the rules do not know is closed to everybody. */
export function ruleOf(rules: Pick<AccessRules, 'types'>, typeName: string, field: string): FieldRule {
  return rules.types.get(typeName)?.fields.get(field) ?? unclassified(`${typeName}.${field}`)
}

/** Rules of a field where a type stands: behind an interface stand the fields of all types that it can be. */
export function rulesAt(
  rules: AccessRules,
  { type, typeName }: { readonly type: TypeRule | undefined; readonly typeName: string },
  field: string,
): StandingRules {
  return type?.standing.get(field) ?? standingRules(rules, type, typeName, field)
}

/** The same, found anew: when the rules are read, and for what no type has. */
export function standingRules(
  rules: Pick<AccessRules, 'types'>,
  type: Pick<TypeRule, 'fields' | 'possible'> | undefined,
  typeName: string,
  field: string,
): StandingRules {
  const others = (type?.possible ?? []).filter((possible) => possible !== typeName)
  const [first, ...variants] = others.map((possible) => ruleOf(rules, possible, field))
  if (first === undefined) return [ruleOf(rules, typeName, field)]
  return type?.fields.has(field) ? [ruleOf(rules, typeName, field), first, ...variants] : [first, ...variants]
}
