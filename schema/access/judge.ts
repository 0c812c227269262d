import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'
import type { Access } from './access.ts'
import { type AccessClass, isStricter } from './access-class.ts'
import type { Route } from './decide.ts'
import type { Decision, Refusal } from './decision.ts'
import { defaultsOf, type Given, readings } from './filters.ts'
import { conditionsOf, type Holes, holeIn, type RootHole, refusedField } from './holes.ts'
import { type Limits, limitRows, unlimited } from './node-limits.ts'
import { filterRoute, KeyWays, noteRoute, type Place, pathBelow, placeAs, placeBelow } from './place.ts'
import type { RowLimit } from './row-scope.ts'
import { type AccessRules, type FieldRule, ruleOf, rulesAt, type StandingRules } from './rules.ts'

/** Where the judge stands. Keys of records pass between subgraphs only as sealed values. */
export type Layer = 'gateway' | 'hop' | 'foreign'

export interface Case {
  readonly rules: AccessRules
  readonly access: Access
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  readonly variables: Readonly<Record<string, unknown>>
  readonly layer: Layer
  /** On which route the records of `_entities` were reached; roots start anew. */
  readonly route?: Route
  readonly assumeAll?: boolean
  /** Hears of every position, for the preview. */
  readonly onPosition?: (position: Position) => void
}

/** One position as the preview shows it. */
export interface Position {
  /** Response keys from the root, joined by dots. */
  readonly path: string
  readonly rule: FieldRule
  readonly decision: Decision
  readonly via: string | null
}

/** What the judge makes of an operation. */
export interface Judged {
  /** The operation that may be carried out; the caller's own document where nothing was refused. */
  readonly document: DocumentNode
  readonly changed: boolean
  /** Nothing is left to carry out. */
  readonly empty: boolean
  readonly refusals: readonly Refusal[]
  readonly limits: readonly { readonly coordinate: string; readonly limit: RowLimit }[]
  readonly asked: readonly string[]
  readonly answered: readonly string[]
  readonly grants: readonly string[]
  /** The strictest class that is answered. */
  readonly strictest: AccessClass
  /** What was cut and where: with the caller's document it determines the rewritten one. */
  readonly cuts: readonly string[]
  /** Way from the root (response keys) → the route of the records there; without one, `ANY`. */
  readonly routes: ReadonlyMap<string, Route>
  /** Where the answer gets its nulls. */
  readonly holes: Holes
  readonly rootHoles: readonly RootHole[]
  /** Response keys of the root in the order of the document, refused ones included. */
  readonly rootKeys: ReadonlySet<string>
}

/** Judges every position of an operation and cuts what is refused, before anything is planned. */
export function judge(one: Case): Judged {
  const work = new Work(one)
  const { operation, rules } = one
  const root = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' }[operation.operation]
  const holes: Holes = new Map()
  const place: Place = {
    type: rules.types.get(root),
    typeName: root,
    route: 'ANY',
    leadOwner: null,
    path: '',
    root: true,
  }
  const selections = work.selections(operation.selectionSet, place, holes)
  return work.outcome(selections, holes)
}

function withSelections(node: FieldNode, selections: readonly SelectionNode[]): FieldNode {
  if (selections === node.selectionSet?.selections) return node
  return { ...node, selectionSet: { kind: Kind.SELECTION_SET, selections } }
}

/** One walk over one operation: what it has found so far. */
class Work {
  private readonly one: Case
  private readonly given: Given
  private readonly fragments = new Map<string, FragmentDefinitionNode>()
  private readonly refusals = new Map<string, Refusal>()
  private readonly limits = new Map<string, RowLimit>()
  private readonly asked = new Set<string>()
  private readonly answered = new Set<string>()
  private readonly grants = new Set<string>()
  private readonly rootHoles: RootHole[] = []
  private readonly rootKeys = new Set<string>()
  private readonly cuts: string[] = []
  private readonly routes = new Map<string, Route>()
  private readonly keyWays = new KeyWays()
  private strictest: AccessClass = 'OPEN'
  private changed = false

  constructor(one: Case) {
    this.one = one
    this.given = {
      variables: one.variables,
      defaults: defaultsOf(one.operation),
      assumeAll: one.assumeAll ?? false,
    }
    for (const definition of one.document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(definition.name.value, definition)
    }
  }

  /** What is kept; the very list where nothing in it was changed. */
  selections(set: SelectionSetNode, place: Place, holes: Holes): readonly SelectionNode[] {
    const kept: SelectionNode[] = []
    let same = true
    for (const selection of set.selections) {
      const one =
        selection.kind === Kind.FIELD ? this.field(selection, place, holes) : this.spread(selection, place, holes)
      if (one !== selection) same = false
      if (one) kept.push(one)
    }
    return same ? set.selections : kept
  }

  /** A fragment is judged where it stands: each spread of it is a place of its own. */
  private spread(node: Exclude<SelectionNode, FieldNode>, place: Place, holes: Holes): SelectionNode | null {
    const fragment = node.kind === Kind.FRAGMENT_SPREAD ? this.fragments.get(node.name.value) : node
    if (!fragment) return null
    const condition = fragment.typeCondition
    const name = condition?.name.value
    const inner =
      name === undefined || name === place.typeName ? place : placeAs(place, this.one.rules.types.get(name), name)
    const before = this.rootHoles.length
    const selections = this.selections(fragment.selectionSet, inner, holes)
    for (const hole of this.rootHoles.slice(before)) hole.conditions.push(...conditionsOf(node))
    if (selections.length === 0) return null
    if (fragment === node && selections === fragment.selectionSet.selections) return node
    return {
      kind: Kind.INLINE_FRAGMENT,
      ...(condition ? { typeCondition: condition } : {}),
      ...(node.directives ? { directives: node.directives } : {}),
      selectionSet: { kind: Kind.SELECTION_SET, selections },
    }
  }

  private field(node: FieldNode, place: Place, holes: Holes): FieldNode | null {
    const name = node.name.value
    const key = node.alias?.value ?? name
    if (place.root) this.rootKeys.add(key)
    if (name.startsWith('__')) return node
    if (place.root && this.one.layer !== 'gateway' && (name === '_entities' || name === '_service')) {
      return this.federation(node, place, key, holes)
    }
    const rules = rulesAt(this.one.rules, place, name)
    const path = pathBelow(place, key)
    const limits = this.judged(node, rules, place, path)
    if (limits === null) {
      this.changed = true
      // Joined by the hub and answered by nobody: between subgraphs a refused key passes under a seal.
      if (this.one.layer !== 'hop' || !rules.every(({ isKey }) => isKey)) return this.cut(node, place, key, path, holes)
      holeIn(holes, key, rules[0].coordinate)
      return node
    }
    if (!node.selectionSet) return this.kept(node, limits)
    const inside: Holes = new Map()
    const inner = placeBelow(this.one.rules, rules[0], place, path, this.keyWays)
    noteRoute(this.routes, path, inner.route)
    const selections = this.selections(node.selectionSet, inner, inside)
    if (inside.size > 0) holeIn(holes, key, inside)
    return this.kept(withSelections(node, selections), limits)
  }

  /**
   * The field itself, what it is computed from, and what its filter and order read: all must be
   * allowed. The limits on its rows, or null where anything of it is refused.
   */
  private judged(node: FieldNode, rules: StandingRules, place: Place, path: string): Limits | null {
    let limits: Limits | null = unlimited
    for (const rule of rules) {
      this.asked.add(rule.coordinate)
      const route = this.keyWays.routeAt(rule, place, path)
      limits = this.opens(limits, rule, route, place.leadOwner, path, null)
      if (limits === null) return null
    }
    for (const rule of rules) {
      for (const { type, field, nested } of rule.requires) {
        const required = ruleOf(this.one.rules, type, field)
        const route = nested ? 'ANY' : place.route
        limits = this.opens(limits, required, route, null, path, `${rule.coordinate}(@requires)`)
      }
      if (rule.filters.length === 0) continue
      const read = readings(node, rule, this.given)
      const route = filterRoute(this.one.rules, place, read)
      for (const { type, field, via } of read) {
        limits = this.opens(limits, ruleOf(this.one.rules, type, field), route, rule.owner, path, via)
      }
    }
    if (limits !== null) for (const rule of rules) this.answered.add(rule.coordinate)
    return limits
  }

  /** One decision more: the limits so far and its own; null where it, or one before it, refuses. */
  private opens(
    limits: Limits | null,
    rule: FieldRule,
    route: Route,
    leadOwner: string | null,
    path: string,
    via: string | null,
  ): Limits | null {
    const decision = this.one.access.decide(rule, route, leadOwner)
    this.one.onPosition?.({ path, rule, decision, via })
    const { coordinate, basis } = rule
    if (!decision.allowed) {
      const { reason, suspension } = decision
      if (!this.refusals.has(coordinate)) {
        this.refusals.set(coordinate, { coordinate, class: rule.class, basis, reason, suspension, via })
      }
      return null
    }
    for (const grant of decision.grants) this.grants.add(grant)
    if (isStricter(rule.class, this.strictest)) this.strictest = rule.class
    if (decision.limit === null) return limits
    if (!this.limits.has(coordinate)) this.limits.set(coordinate, decision.limit)
    return limits && [...limits, decision.limit]
  }

  private kept(node: FieldNode, limits: Limits): FieldNode {
    if (limits.length === 0 || this.one.layer === 'gateway') return node
    this.changed = true
    const own = { ...node }
    limitRows(own, limits)
    return own
  }

  private cut(node: FieldNode, place: Place, key: string, path: string, holes: Holes): FieldNode | null {
    this.cuts.push(`${place.typeName} ${path}`)
    if (place.root) {
      this.rootHoles.push({ key, conditions: [...conditionsOf(node)] })
      return null
    }
    holeIn(holes, key, null)
    return refusedField(node, key)
  }

  /** `_entities`: each record on the route that the hop names. `_service` stands behind the hop's own door. */
  private federation(node: FieldNode, place: Place, key: string, holes: Holes): FieldNode {
    if (node.name.value === '_service' || !node.selectionSet) return node
    const inside: Holes = new Map()
    const inner: Place = {
      type: undefined,
      typeName: '_Entity',
      route: this.one.route ?? 'ANY',
      leadOwner: null,
      path: pathBelow(place, key),
      root: false,
    }
    const selections = this.selections(node.selectionSet, inner, inside)
    if (inside.size > 0) holeIn(holes, key, inside)
    return withSelections(node, selections)
  }

  outcome(selections: readonly SelectionNode[], holes: Holes): Judged {
    const { document, operation } = this.one
    const changed = this.changed || this.refusals.size > 0
    const rewritten: OperationDefinitionNode = {
      ...operation,
      selectionSet: { kind: Kind.SELECTION_SET, selections },
    }
    return {
      document: changed ? { kind: Kind.DOCUMENT, definitions: [rewritten] } : document,
      changed,
      empty: selections.length === 0,
      refusals: [...this.refusals.values()],
      limits: [...this.limits].map(([coordinate, limit]) => ({ coordinate, limit })),
      asked: [...this.asked],
      answered: [...this.answered],
      grants: [...this.grants].sort(),
      strictest: this.strictest,
      cuts: this.cuts,
      routes: this.routes,
      holes,
      rootHoles: this.rootHoles,
      rootKeys: this.rootKeys,
    }
  }
}
