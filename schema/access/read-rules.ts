import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql'
import { type AccessClass, accessClasses } from './access-class.ts'
import { filterInputs } from './read-filters.ts'
import { argumentText, directivesNamed, fieldsOf, keySelection, namedType } from './read-sdl.ts'
import {
  type AccessRules,
  type FieldRule,
  type FilterInput,
  type Required,
  standingRules,
  type TypeRule,
  unclassified,
} from './rules.ts'

/** The link by which a supergraph says that it carries our rules, at whatever name it imports the directive. */
const accessSpec = /^https:\/\/provincial-data-hub\.example\/access\/v1\.\d+$/

/** Fields that lead to the caller's own record (60/2021 Art. 13.2.h; Decree 47/2020 Art. 5). */
const subjectRoots: ReadonlySet<string> = new Set(['Viewer.person', 'Query.myAccessLog'])

/**
 * Reads the rules from the text of a supergraph; `@access` is absent from the schema that the
 * gateway serves. Null where the supergraph does not link them.
 * @param owners entity type → folder of the database that is its master, from the manifests
 */
export function readRules(supergraph: string, owners: Readonly<Record<string, string>>): AccessRules | null {
  const document = parse(supergraph, { noLocation: true })
  const directive = accessDirective(document)
  if (directive === null) return null
  const inputs = filterInputs(document)
  return { inputs, types: typesOf({ document, directive, owners, inputs, graphs: graphNames(document) }) }
}

interface Reading {
  readonly document: DocumentNode
  readonly directive: string
  readonly owners: Readonly<Record<string, string>>
  /** Value of `join__Graph` → name of the subgraph. */
  readonly graphs: ReadonlyMap<string, string>
  readonly inputs: ReadonlyMap<string, FilterInput>
}

/** A renamed directive keeps protecting: `import: [{name: "@access", as: "@acl"}]` or `as: "acl"`. */
function accessDirective({ definitions }: DocumentNode): string | null {
  for (const definition of definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) continue
    for (const link of directivesNamed(definition, 'link')) {
      if (!accessSpec.test(argumentText(link, 'url') ?? '')) continue
      return importedName(link) ?? `${argumentText(link, 'as') ?? 'access'}__access`
    }
  }
  return null
}

function importedName(link: ConstDirectiveNode): string | null {
  const list = link.arguments?.find(({ name }) => name.value === 'import')?.value
  for (const item of list?.kind === Kind.LIST ? list.values : []) {
    if (item.kind === Kind.STRING && item.value === '@access') return 'access'
    if (item.kind !== Kind.OBJECT) continue
    const text = (key: string) => {
      const value = item.fields.find(({ name }) => name.value === key)?.value
      return value?.kind === Kind.STRING ? value.value : undefined
    }
    if (text('name') === '@access') return (text('as') ?? '@access').replace(/^@/, '')
  }
  return null
}

function graphNames({ definitions }: DocumentNode): Map<string, string> {
  const names = new Map<string, string>()
  for (const definition of definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') continue
    for (const value of definition.values ?? []) {
      const [graph] = directivesNamed(value, 'join__graph')
      names.set(value.name.value, (graph && argumentText(graph, 'name')) ?? value.name.value)
    }
  }
  return names
}

type RecordDefinition = Extract<DefinitionNode, { kind: Kind.OBJECT_TYPE_DEFINITION | Kind.INTERFACE_TYPE_DEFINITION }>

function typesOf(reading: Reading): Map<string, TypeRule> {
  const records = reading.document.definitions.filter(
    (one): one is RecordDefinition =>
      one.kind === Kind.OBJECT_TYPE_DEFINITION || one.kind === Kind.INTERFACE_TYPE_DEFINITION,
  )
  const keys = new Map(records.map((record) => [record.name.value, keysOf(record)]))
  const types = new Map<string, TypeRule>()
  for (const record of records) {
    const name = record.name.value
    const fields = new Map<string, FieldRule>()
    for (const field of fieldsOf(record)) {
      fields.set(field.name.value, fieldRule({ reading, record, field, keys, records }))
    }
    types.set(name, typeRule(name, fields, keys.get(name) ?? [], possibleTypes(record, records)))
  }
  for (const union of reading.document.definitions) {
    if (union.kind !== Kind.UNION_TYPE_DEFINITION) continue
    const possible = (union.types ?? []).map((member) => member.name.value)
    types.set(union.name.value, typeRule(union.name.value, new Map(), [], possible))
  }
  return new Map([...types].map(([name, type]) => [name, withStanding(asStrictAsAny(type, types), types)]))
}

function withStanding(type: TypeRule, types: ReadonlyMap<string, TypeRule>): TypeRule {
  const standing = [...type.fields.keys()].map(
    (field) => [field, standingRules({ types }, type, type.name, field)] as const,
  )
  return { ...type, standing: new Map(standing) }
}

/** What an interface or a union stands for ends a scope where any of its types does. */
function asStrictAsAny(type: TypeRule, types: ReadonlyMap<string, TypeRule>): TypeRule {
  const all = [type, ...type.possible.flatMap((name) => types.get(name) ?? [])]
  return { ...type, hasKey: all.some((one) => one.hasKey), endsSubject: all.some((one) => one.endsSubject) }
}

function typeRule(
  name: string,
  fields: ReadonlyMap<string, FieldRule>,
  keys: readonly (readonly string[])[],
  possible: readonly string[],
): TypeRule {
  const isOpenKey = (key: readonly string[]) => key.every((field) => fields.get(field)?.class === 'OPEN')
  return {
    name,
    fields,
    standing: new Map(),
    structural: /.(Connection|Edge)$/.test(name) || name === 'PageInfo',
    hasKey: keys.length > 0,
    endsSubject: name === 'Person' || keys.some(isOpenKey),
    possible,
  }
}

function possibleTypes(record: RecordDefinition, records: readonly RecordDefinition[]): string[] {
  if (record.kind === Kind.OBJECT_TYPE_DEFINITION) return [record.name.value]
  return records
    .filter((one) => one.kind === Kind.OBJECT_TYPE_DEFINITION)
    .filter((one) => one.interfaces?.some(({ name }) => name.value === record.name.value))
    .map((one) => one.name.value)
}

function keysOf(record: RecordDefinition): string[][] {
  const keys = new Map<string, string[]>()
  for (const joined of directivesNamed(record, 'join__type')) {
    const key = argumentText(joined, 'key')
    if (key !== undefined && !keys.has(key)) keys.set(key, topFields(keySelection(key)))
  }
  return [...keys.values()]
}

function topFields(selection: SelectionSetNode): string[] {
  return selection.selections.flatMap((one) => (one.kind === Kind.FIELD ? [one.name.value] : []))
}

interface FieldReading {
  readonly reading: Reading
  readonly record: RecordDefinition
  readonly field: FieldDefinitionNode
  readonly keys: ReadonlyMap<string, readonly (readonly string[])[]>
  readonly records: readonly RecordDefinition[]
}

function fieldRule({ reading, record, field, keys, records }: FieldReading): FieldRule {
  const typeName = record.name.value
  const coordinate = `${typeName}.${field.name.value}`
  const [access] = directivesNamed(field, reading.directive)
  const answers = namedType(field.type)
  const given = new Set((field.arguments ?? []).map(({ name }) => name.value))
  const wholeKey = (keys.get(answers) ?? []).some((key) => key.length > 0 && key.every((name) => given.has(name)))
  const isRoot = typeName === 'Query'
  return {
    ...unclassified(coordinate),
    ...(access ? { class: classOf(access), classified: true, basis: argumentText(access, 'basis') ?? '' } : {}),
    owner: ownerOf(reading, record, field),
    isKey: (keys.get(typeName) ?? []).some((key) => key.includes(field.name.value)),
    requires: requiredBy(field, typeName, records),
    answers,
    findsByKey: isRoot && wholeKey && isSingle(field),
    entersSubject: subjectRoots.has(coordinate),
    filters: (field.arguments ?? []).flatMap(({ name, type }) => {
      const input = reading.inputs.get(namedType(type))
      return input ? [{ name: name.value, input }] : []
    }),
  }
}

function isSingle({ type }: FieldDefinitionNode): boolean {
  return type.kind === Kind.NON_NULL_TYPE ? type.type.kind === Kind.NAMED_TYPE : type.kind === Kind.NAMED_TYPE
}

function classOf(access: ConstDirectiveNode): AccessClass {
  const value = access.arguments?.find(({ name }) => name.value === 'class')?.value
  const named = value?.kind === Kind.ENUM ? accessClasses.find((one) => one === value.value) : undefined
  return named ?? 'SENSITIVE'
}

/** The one subgraph that resolves a field owns it; of a field that all repeat, a key, the entity's master does. */
function ownerOf({ graphs, owners }: Reading, record: RecordDefinition, field: FieldDefinitionNode): string | null {
  const resolving = directivesNamed(field, 'join__field').filter(
    (one) => one.arguments?.find(({ name }) => name.value === 'external')?.value.kind !== Kind.BOOLEAN,
  )
  const named = resolving.length > 0 ? resolving : directivesNamed(record, 'join__type')
  const values = new Set(
    named.flatMap((one) => {
      const value = one.arguments?.find(({ name }) => name.value === 'graph')?.value
      return value?.kind === Kind.ENUM ? [graphs.get(value.value) ?? value.value] : []
    }),
  )
  const [only] = values
  if (values.size === 1 && only !== undefined) return only
  const master = owners[record.name.value]
  return master !== undefined && (values.size === 0 || values.has(master)) ? master : null
}

/**
 * Coordinates of a `@requires` selection: those on the way included, and those from which what is
 * required is itself computed.
 */
function requiredBy(field: FieldDefinitionNode, typeName: string, records: readonly RecordDefinition[]): Required[] {
  const found = new Map<string, Required>()
  const expanded = new Set<string>()
  const walk = ({ selections }: SelectionSetNode, parent: string, nested: boolean) => {
    for (const one of selections) {
      if (one.kind === Kind.INLINE_FRAGMENT) walk(one.selectionSet, one.typeCondition?.name.value ?? parent, nested)
      if (one.kind !== Kind.FIELD || one.name.value === '__typename') continue
      const required = { type: parent, field: one.name.value, nested }
      found.set(Object.values(required).join(), required)
      const record = records.find(({ name }) => name.value === parent)
      const next = record && fieldsOf(record).find(({ name }) => name.value === one.name.value)
      if (one.selectionSet && next) walk(one.selectionSet, namedType(next.type), true)
      if (next) expand(next, parent, nested)
    }
  }
  const expand = (of: FieldDefinitionNode, parent: string, nested: boolean) => {
    const coordinate = `${parent}.${of.name.value} ${nested}`
    if (expanded.has(coordinate)) return
    expanded.add(coordinate)
    for (const joined of directivesNamed(of, 'join__field')) {
      const requires = argumentText(joined, 'requires')
      if (requires !== undefined) walk(keySelection(requires), parent, nested)
    }
  }
  expand(field, typeName, false)
  return [...found.values()]
}
