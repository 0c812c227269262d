import { type FieldNode, Kind, type SelectionNode, type ValueNode } from 'graphql'

/**
 * Response key → what is refused below it; null where the field of that key itself is refused, its
 * coordinate where it is a key that joins records and passes between subgraphs under a seal.
 */
export type Holes = Map<string, Holes | string | null>

/** A refused field of the root, with what decides whether the caller asked for it at all. */
export interface RootHole {
  readonly key: string
  readonly conditions: Condition[]
}

/** What the judge has cut from an operation, and the response keys of its roots in their order. */
export interface Cut {
  readonly holes: Holes
  readonly rootHoles: readonly RootHole[]
  readonly rootKeys: Iterable<string>
}

interface Condition {
  readonly include: boolean
  readonly given: boolean | { readonly variable: string }
}

/** No field of a schema can bear this name, so a hole is never taken for a value. */
const prefix = '__refused_'

/**
 * What stands in the document for a refused field: a place that knows its type, its conditions and
 * its order, asks no agency for anything, and becomes null in the answer.
 */
export function refusedField(node: FieldNode, key: string): FieldNode {
  return {
    kind: Kind.FIELD,
    alias: { kind: Kind.NAME, value: prefix + key },
    name: { kind: Kind.NAME, value: '__typename' },
    ...(node.directives ? { directives: node.directives } : {}),
  }
}

/** Adds a hole, or the holes below a field; the same key may stand several times in one selection. */
export function holeIn(holes: Holes, key: string, what: Holes | string | null): void {
  if (what === null) {
    holes.set(prefix + key, null)
    return
  }
  const known = holes.get(key)
  if (typeof what === 'string' || !(known instanceof Map)) holes.set(key, what)
  else for (const [inner, more] of what) holeIn(known, unprefixed(inner, more), more)
}

function unprefixed(key: string, what: Holes | string | null): string {
  return what === null ? key.slice(prefix.length) : key
}

/** The conditions of a selection: a refused field that is skipped was not asked for. */
export function conditionsOf({ directives }: SelectionNode): Condition[] {
  return (directives ?? []).flatMap((directive) => {
    const name = directive.name.value
    const value = directive.arguments?.find((argument) => argument.name.value === 'if')?.value
    if ((name !== 'skip' && name !== 'include') || !value) return []
    return [{ include: name === 'include', given: givenOf(value) }]
  })
}

function givenOf(value: ValueNode): Condition['given'] {
  return value.kind === Kind.VARIABLE ? { variable: value.name.value } : value.kind === Kind.BOOLEAN && value.value
}

type Data = Record<string, unknown>

/** Seals the value of a key; null stays null. */
export type SealKey = (coordinate: string, value: unknown) => unknown

/**
 * The answer with null at every refused place, in the order in which the fields were asked.
 * @param variables coerced, defaults included: they decide which refused roots were asked for
 * @param seal what becomes of keys that may only join; without it they are null
 */
export function fillHoles(
  data: Data | null | undefined,
  { holes, rootHoles, rootKeys }: Cut,
  variables: Readonly<Record<string, unknown>>,
  seal: SealKey = () => null,
): Data {
  const filled = holes.size === 0 ? { ...data } : (filledIn(data ?? {}, holes, seal) as Data)
  if (rootHoles.length === 0) return filled
  const roots = new Map(Object.entries(filled))
  for (const { key, conditions } of rootHoles) {
    if (conditions.every((condition) => holds(condition, variables))) roots.set(key, null)
  }
  return Object.fromEntries([...rootKeys].filter((key) => roots.has(key)).map((key) => [key, roots.get(key)]))
}

function holds({ include, given }: Condition, variables: Readonly<Record<string, unknown>>): boolean {
  const value = typeof given === 'boolean' ? given : variables[given.variable] === true
  return value === include
}

function filledIn(value: unknown, holes: Holes, seal: SealKey): unknown {
  if (Array.isArray(value)) return value.map((one) => filledIn(one, holes, seal))
  if (typeof value !== 'object' || value === null) return value
  // By entries: a caller's alias may be `__proto__`.
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const what = holes.get(key)
      if (what === undefined) return [key, inner]
      if (what === null) return [key.slice(prefix.length), null]
      if (typeof what === 'string') return [key, inner === null ? null : seal(what, inner)]
      return [key, filledIn(inner, what, seal)]
    }),
  )
}
