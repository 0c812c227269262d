import type { Random } from '../../../seed/population/random.ts'
import { cells, type FieldFacts, type TypeFacts, ways } from './province-tables.ts'

/** One field of a generated document, in a form that the oracle reads without a GraphQL parser. */
export interface DocumentNode {
  readonly field: string
  readonly alias: string | null
  /** As printed, `(first: 3)` or empty. */
  readonly args: string
  /** Coordinates that its filter and its order read. */
  readonly reads: readonly string[]
  readonly children: readonly DocumentNode[]
  /** The children stand in an inline fragment or a named one of this type. */
  readonly within: { readonly form: 'inline' | 'named'; readonly type: string } | null
}

/** Where a variable gets its value: from a field of the branch's row, or always the same. */
export interface DocumentVariable {
  readonly name: string
  readonly type: string
  readonly branch: number
  readonly value: (row: Readonly<Record<string, unknown>>) => unknown
}

/** A document, used again and again with other rows: each branch reaches rows of one collection. */
export interface GeneratedDocument {
  readonly text: string
  readonly roots: readonly DocumentNode[]
  readonly variables: readonly DocumentVariable[]
  readonly branches: readonly { readonly collection: string; readonly way: string }[]
}

export interface Vocabulary {
  readonly types: ReadonlyMap<string, TypeFacts>
  readonly inputs: ReadonlyMap<string, ReadonlyMap<string, string>>
}

/** A document of one to three branches, each on one of the ways to a collection, with filters, orders, pages, aliases and fragments. */
export function randomDocument(random: Random, vocabulary: Vocabulary): GeneratedDocument {
  const variables: DocumentVariable[] = []
  const collections = [...new Set(ways.map(({ collection }) => collection))]
  const branches = Array.from(
    { length: random.weighted([[1, 0.55] as const, [2, 0.3] as const, [3, 0.15] as const]) },
    () => {
      const collection = random.pick(collections)
      return random.pick(ways.filter((one) => one.collection === collection))
    },
  )
  const roots = branches.map((branch, index) =>
    new Branch(random, vocabulary, variables, branch.collection, index).walk(branch.way),
  )
  return { text: textOf(roots, variables), roots, variables, branches }
}

/** One branch under construction. */
class Branch {
  private readonly random: Random
  private readonly words: Vocabulary
  private readonly variables: DocumentVariable[]
  private readonly collection: string
  private readonly index: number

  constructor(random: Random, words: Vocabulary, variables: DocumentVariable[], collection: string, index: number) {
    this.random = random
    this.words = words
    this.variables = variables
    this.collection = collection
    this.index = index
  }

  walk(way: string): DocumentNode {
    const [first = '', ...rest] = way.split('/')
    return this.step('Query', first, rest, `r${this.index}`)
  }

  private step(parent: string, step: string, rest: readonly string[], alias: string | null): DocumentNode {
    const [, name = '', given = ''] = /^(\w+)(?:\((.*)\))?$/.exec(step) ?? []
    const facts = this.fact(parent, name)
    const { args, reads } = this.argumentsOf(facts, given)
    const [next, ...after] = rest
    const isConnection = facts.answers.endsWith('Connection')
    const type = isConnection ? facts.answers.replace(/Connection$/, '') : facts.answers
    const inside = isConnection ? after : rest
    const leads = inside.length > 0 ? [this.step(type, inside[0] as string, inside.slice(1), null)] : []
    if (isConnection && next !== 'nodes') throw new Error(`no nodes after ${name}`)
    const selected = this.selection(type, leads, inside.length === 0 ? 2 : 1)
    const children = isConnection ? this.connection(type, selected) : selected
    return this.node(name, alias ?? this.someAlias(), args, reads, children, isConnection ? null : type)
  }

  private fact(parent: string, name: string): FieldFacts {
    const facts = this.words.types.get(parent)?.fields.get(name)
    if (!facts) throw new Error(`no field ${parent}.${name}`)
    return facts
  }

  private someAlias(): string | null {
    return this.random.chance(0.15) ? `a${this.random.int(0, 999)}` : null
  }

  private node(
    field: string,
    alias: string | null,
    args: string,
    reads: readonly string[],
    children: readonly DocumentNode[],
    type: string | null,
  ): DocumentNode {
    const form = this.random.weighted([['inline', 0.08] as const, ['named', 0.08] as const, [null, 0.84] as const])
    return { field, alias, args, reads, children, within: type && form ? { form, type } : null }
  }

  private leaf(field: string): DocumentNode {
    return { field, alias: this.someAlias(), args: '', reads: [], children: [], within: null }
  }

  /** Fields of a record: those of the branch's cells first, then some others, one of them an object now and then. */
  private selection(type: string, leads: readonly DocumentNode[], depth: number): DocumentNode[] {
    const used = new Set(leads.map(({ field }) => field))
    const chosen: DocumentNode[] = [...leads]
    const facts = [...(this.words.types.get(type)?.fields.values() ?? [])]
    const ofCells = cells.filter(({ collection }) => collection === this.collection).flatMap(({ readBy }) => readBy)
    for (const field of facts) {
      if (used.has(field.name)) continue
      const mentioned = ofCells.includes(`${type}.${field.name}`)
      const isRecord = field.answers.endsWith('Connection') || this.words.types.has(field.answers)
      const odds = isRecord ? (mentioned ? 0.45 : 0.06) : mentioned ? 0.6 : 0.12
      if (!this.random.chance(odds) || (isRecord && depth === 0)) continue
      if ([...field.arguments.values()].some((one) => one.endsWith('!'))) continue
      used.add(field.name)
      chosen.push(isRecord ? this.record(type, field, depth - 1) : this.leaf(field.name))
    }
    if (chosen.length === 0) chosen.push(this.leaf('__typename'))
    return unaliasedOnce(chosen)
  }

  private record(parent: string, field: FieldFacts, depth: number): DocumentNode {
    const isConnection = field.answers.endsWith('Connection')
    const type = isConnection ? field.answers.replace(/Connection$/, '') : field.answers
    const { args, reads } = isConnection ? this.argumentsOf(this.fact(parent, field.name), '') : { args: '', reads: [] }
    const selected = this.selection(type, [], depth)
    return this.node(
      field.name,
      this.someAlias(),
      args,
      reads,
      isConnection ? this.connection(type, selected) : selected,
      null,
    )
  }

  private connection(type: string, selected: readonly DocumentNode[]): DocumentNode[] {
    const bare = (field: string, children: readonly DocumentNode[] = []): DocumentNode => {
      return { field, alias: null, args: '', reads: [], children, within: null }
    }
    const parts = this.random.chance(0.75)
      ? [bare('nodes', selected)]
      : [bare('edges', [bare('cursor'), this.node('node', null, '', [], selected, type)])]
    if (this.random.chance(0.35)) parts.push(bare('totalCount'))
    if (this.random.chance(0.4)) parts.push(bare('pageInfo', [bare('hasNextPage'), bare('endCursor')]))
    return parts
  }

  /** The way's own arguments, and for lists a filter, an order and a page of chance. */
  private argumentsOf(field: FieldFacts, given: string): { args: string; reads: string[] } {
    const parts: string[] = []
    const reads: string[] = []
    for (const [, path = '', from = ''] of given.matchAll(/([\w.]+):(\w+)/g)) {
      const [name = '', ...inner] = path.split('.')
      const type = field.arguments.get(name) ?? ''
      if (inner.length === 0) parts.push(`${name}: ${this.variable(type, from)}`)
      else parts.push(this.filter(name, type, inner, from, reads))
    }
    const named = (name: string) => field.arguments.get(name)
    const order = named('orderBy')
    if (order && this.random.chance(0.5)) parts.push(...this.order(order, reads))
    if (named('first')) parts.push(`first: ${this.random.pick([1, 2, 3, 5, 10, 40])}`)
    return { args: parts.length > 0 ? `(${parts.join(', ')})` : '', reads }
  }

  /** `where` by the way's field and, now and then, by another one beside it. */
  private filter(name: string, type: string, inner: readonly string[], from: string, reads: string[]): string {
    const input = type.replace('!', '')
    const subject = input.replace(/Where$/, '')
    const [field = '', condition] = inner
    reads.push(`${subject}.${field}`)
    const fieldType = this.words.inputs.get(input)?.get(field) ?? ''
    const leafType = condition ? (this.words.inputs.get(fieldType)?.get(condition) ?? '') : fieldType
    if (this.random.chance(0.5)) {
      const value = (row: Readonly<Record<string, unknown>>) => {
        const leaf = first(row[from])
        return { [field]: condition ? { [condition]: leaf } : leaf }
      }
      return `${name}: ${this.declare(input, value)}`
    }
    const leaf = this.variable(leafType, from)
    return `${name}: { ${field}: ${condition ? `{ ${condition}: ${leaf} }` : leaf} }`
  }

  private order(type: string, reads: string[]): string[] {
    const value = this.random.pick([...(this.words.inputs.get(type)?.keys() ?? [])])
    reads.push(`${type.replace(/OrderBy$/, '')}.${value}`)
    const shown = this.random.chance(0.3) ? this.declare(type, () => value) : value
    return [`orderBy: ${shown}`, ...(this.random.chance(0.4) ? ['direction: DESC'] : [])]
  }

  private variable(type: string, from: string): string {
    return this.declare(type, (row) => (type.startsWith('[') ? [first(row[from])] : first(row[from])))
  }

  private declare(type: string, value: DocumentVariable['value']): string {
    const name = `v${this.variables.length}`
    this.variables.push({ name, type, branch: this.index, value })
    return `$${name}`
  }
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value
}

/** Two fields of one selection never share a response key. */
function unaliasedOnce(nodes: readonly DocumentNode[]): DocumentNode[] {
  const keys = new Set<string>()
  return nodes.map((node) => {
    const key = node.alias ?? node.field
    const taken = keys.has(key)
    keys.add(key)
    return taken ? { ...node, alias: `b${keys.size}${key}` } : node
  })
}

function textOf(roots: readonly DocumentNode[], variables: readonly DocumentVariable[]): string {
  const fragments: string[] = []
  const print = ({ field, alias, args, children, within }: DocumentNode): string => {
    const body = children.map(print).join(' ')
    const head = `${alias ? `${alias}: ` : ''}${field}${args}`
    if (children.length === 0) return head
    if (within?.form === 'inline') return `${head} { ... on ${within.type} { ${body} } }`
    if (within?.form !== 'named') return `${head} { ${body} }`
    fragments.push(`fragment F${fragments.length} on ${within.type} { ${body} }`)
    return `${head} { ...F${fragments.length - 1} }`
  }
  const body = roots.map(print).join(' ')
  const declared = variables.map(({ name, type }) => `$${name}: ${type}`).join(', ')
  return [`query Q${declared ? `(${declared})` : ''} { ${body} }`, ...fragments].join('\n')
}
