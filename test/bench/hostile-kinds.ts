import { limits } from '../../schema/limits.ts'

/** One request made to cost much; `kind` says how. */
export interface HostileRequest {
  readonly kind: string
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
}

type Make = (size: number) => string

const times = (count: number, part: (index: number) => string, glue = ' ') =>
  Array.from({ length: count }, (_, index) => part(index)).join(glue)

const nest = (depth: number, open: string, inner: string, close: string) =>
  open.repeat(depth) + inner + close.repeat(depth)

const unit = 'administrativeUnit(code: "52")'
const person = 'person(personalId: "052085000001")'

const chain = (levels: number, on: string, body: (next: string) => string) =>
  times(levels, (n) => `fragment f${n} on ${on} { ${body(`...f${n + 1}`)} }`)

/** Bombs of nested, re-used fragments: they double, or treble, with each of their levels. */
const bombs: Readonly<Record<string, Make>> = {
  'fragments that double under aliases': (n) =>
    `{ ${unit} { ...f0 } } ${chain(n, 'AdministrativeUnit', (next) => `a: parent { ${next} } b: parent { ${next} }`)} fragment f${n} on AdministrativeUnit { id }`,
  'fragments that double under lists': (n) =>
    `{ ${unit} { ...f0 } } ${chain(n, 'AdministrativeUnit', (next) => `successors { ${next} } predecessors { ${next} }`)} fragment f${n} on AdministrativeUnit { id }`,
  'fragments that double under two fields': (n) =>
    `{ ${person} { ...f0 } } ${chain(n, 'Person', (next) => `father { ${next} } mother { ${next} }`)} fragment f${n} on Person { hubId }`,
  'fragments that triple without a field': (n) =>
    `{ ${unit} { ...f0 } } ${chain(n, 'AdministrativeUnit', (next) => `${next} ${next} ${next}`)} fragment f${n} on AdministrativeUnit { id }`,
}

/** What multiplies what the document writes once: fragments, and aliases of one record or field. */
const multiplying: Readonly<Record<string, Make>> = {
  'a chain of fragments': (n) =>
    `{ ${unit} { ...f0 } } ${chain(26 * n, 'AdministrativeUnit', (next) => next)} fragment f${26 * n} on AdministrativeUnit { id }`,
  'fragments that spread each other': (n) =>
    `{ ${unit} { ...f0 } } ${times(4 * n, (at) => `fragment f${at} on AdministrativeUnit { ${times(4 * n, (to) => `...f${to}`)} }`)}`,
  'a cycle of fragments': (n) =>
    `{ ${unit} { ...f0 } } ${times(10 * n, (at) => `fragment f${at} on AdministrativeUnit { parent { ...f${(at + 1) % (10 * n)} } }`)}`,
  'fragments that nobody spreads': (n) =>
    `{ ${unit} { id } } ${times(25 * n, (at) => `fragment f${at} on AdministrativeUnit { id name ${times(8, (of) => `x${of}: name`)} }`)}`,
  'unused fragments that repeat': (n) =>
    `{ ${unit} { id } } ${times(20, (at) => `fragment f${at} on AdministrativeUnit { ${'parent { id } '.repeat(2 * n)} }`)}`,
  'many fragments in one place': (n) =>
    `{ ${unit} { ${times(26 * n, (at) => `...f${at}`)} } } ${times(26 * n, (at) => `fragment f${at} on AdministrativeUnit { a${at}: name }`)}`,
  'fragments of the same fields in one place': (n) =>
    `{ ${unit} { ${times(26 * n, (at) => `...f${at}`)} } } ${times(26 * n, (at) => `fragment f${at} on AdministrativeUnit { parent { parent { name } } }`)}`,
  'names for one root': (n) => `{ ${times(101 + 20 * n, (at) => `a${at}: ${unit} { id }`)} }`,
  'names for one person': (n) =>
    `{ ${times(101 + 10 * n, (at) => `a${at}: person(personalId: "05208500${String(at).padStart(4, '0')}") { hubId }`)} }`,
  'names for one leaf': (n) => `{ ${unit} { ${times(101 + 60 * n, (at) => `a${at}: name`)} } }`,
  'names over names': (n) =>
    `{ ${times(6 + n, (a) => `a${a}: ${unit} { ${times(6 + n, (b) => `b${b}: parent { ${times(4, (c) => `c${c}: name`)} }`)} }`)} }`,
  'names of the type': (n) => `{ ${times(101 + 50 * n, (at) => `a${at}: __typename`)} }`,
}

/** The same written again and again: what compares every pair has squares to do. */
const repeating: Readonly<Record<string, Make>> = {
  'one leaf repeated': (n) => `{ ${unit} { ${'name '.repeat(300 * n)} } }`,
  'the type repeated': (n) => `{ ${'__typename '.repeat(300 * n)} }`,
  'one record repeated': (n) => `{ ${`${unit} { id } `.repeat(25 * n)} }`,
  'one record repeated in itself': (n) =>
    `{ ${unit} { ${`parent { ${'parent { id } '.repeat(n)} } `.repeat(12 * n)} } }`,
  'one field with other arguments': (n) => `{ ${times(30 * n, (at) => `administrativeUnit(code: "${at}") { id }`)} }`,
  'one name for two fields': (n) => `{ ${unit} { ${times(150 * n, (at) => `a: ${at % 2 ? 'name' : 'code'}`)} } }`,
  'inline fragments': (n) => `{ ${unit} { ${'... { name } '.repeat(60 * n)} } }`,
  'inline fragments of the type': (n) => `{ ${unit} { ${'... on AdministrativeUnit { name } '.repeat(40 * n)} } }`,
  'inline fragments of other fields': (n) => `{ ${unit} { ${times(60 * n, (at) => `... { a${at}: name }`)} } }`,
  'inline fragments in each other': (n) => `{ ${unit} { ${nest(50 * n, '... { ', 'name', ' }')} } }`,
  'one include repeated': (n) => `{ ${unit} { name ${'@include(if: true) '.repeat(25 * n)} } }`,
  'a directive on every field': (n) =>
    `{ ${unit} { ${times(51 + 10 * n, (at) => `a${at % 90}: name @skip(if: false)`)} } }`,
  'directives that there are not': (n) => `{ __typename ${times(25 * n, (at) => `@a${at}`)} }`,
  'conditions of many variables': (n) =>
    `query (${times(26 * n, (at) => `$v${at}: Boolean = true`)}) { ${unit} { ${times(26 * n, (at) => `a${at}: parent @include(if: $v${at}) { name }`)} } }`,
  'one argument repeated': (n) => `{ administrativeUnit(${'code: "52" '.repeat(60 * n)}) { id } }`,
  'arguments that there are not': (n) => `{ administrativeUnit(${times(60 * n, (at) => `cod${at}: "52"`)}) { id } }`,
  'fields that there are not': (n) => `{ ${times(300 * n, (at) => `administrativeUnt${at}`)} }`,
  'types that there are not': (n) => `{ ${unit} { ${times(60 * n, (at) => `... on AdministrativeUni${at} { id }`)} } }`,
  'values that there are not': (n) =>
    `{ ${times(10 * n, (at) => `a${at}: residents(orderBy: NAM${at}) { totalCount }`)} }`,
}

/** Deep, long, or many: what recurses or keeps all of it. */
const growing: Readonly<Record<string, Make>> = {
  'records in records': (n) => `{ ${unit} { ${nest(10 * n, 'parent { ', 'id', ' }')} } }`,
  'families in families': (n) => `{ ${person} { ${nest(8 + n, 'children { ', 'hubId', ' }')} } }`,
  'pages in pages': (n) =>
    `{ ${nest(4 + n, 'residents(first: 100) { nodes { household { members { parcels(first: 100) { nodes { ownerPersons { ', 'hubId', ' } } } } } } }')} }`,
  'selections that never end': (n) => '{ a '.repeat(200 * n),
  'lists in an argument': (n) => `{ administrativeUnit(code: ${nest(100 * n, '[', '1', ']')}) { id } }`,
  'objects in an argument': (n) => `{ residents(where: ${nest(100 * n, '{ a: ', '1', ' }')}) { totalCount } }`,
  'a list of lists in a type': (n) =>
    `query ($v: ${nest(100 * n, '[', 'ID', ']')}) { administrativeUnit(code: $v) { id } }`,
  'brackets that never close': (n) => `{ a(b: ${'['.repeat(500 * n)}`,
  'brackets that were never opened': (n) => `{ a ${') '.repeat(300 * n)} }`,
  'a long object': (n) => `{ residents(where: { ${times(70 * n, (at) => `fullName${at}: "An"`)} }) { totalCount } }`,
  'many operations': (n) => `${times(50 * n, (at) => `query Q${at} { ${unit} { id } }`)}`,
  'many operations that repeat': (n) =>
    `${times(10, (at) => `query Q${at} { ${unit} { ${'parent { id } '.repeat(2 * n)} } }`)}`,
  'operations without a name': (n) => times(50 * n, () => `{ ${unit} { id } }`),
  'many variables': (n) => `query (${times(60 * n, (at) => `$v${at}: ID`)}) { ${unit} { id } }`,
  'many variables that are used': (n) =>
    `query (${times(40 * n, (at) => `$v${at}: ID = "${at}"`)}) { ${times(40 * n, (at) => `a${at}: agency(code: $v${at}) { code }`)} }`,
  'a long name': (n) => `{ ${'a'.repeat(1_500 * n)}: ${unit} { id } }`,
  'many long names': (n) => `{ ${times(6 * n, (at) => `${'a'.repeat(200)}${at}: ${unit} { id }`)} }`,
  'a long name of a variable': (n) =>
    `query ($${'v'.repeat(700 * n)}: ID!) { agency(code: $${'v'.repeat(700 * n)}) { code } }`,
  'escapes in a text': (n) => `{ administrativeUnit(cod: "${'\\u0041\\u{1F600}\\n'.repeat(60 * n)}") { id } }`,
  'a block text of many lines': (n) => `{ administrativeUnit(cod: """${'\n  a'.repeat(350 * n)}""") { id } }`,
  'a block text of quotes': (n) => `{ administrativeUnit(cod: """${'\\""" '.repeat(250 * n)}""") { id } }`,
  'a text that never ends': (n) => `{ agency(code: "${'a'.repeat(1_500 * n)}`,
  'a number of many digits': (n) => `{ residents(first: ${'9'.repeat(1_500 * n)}) { totalCount } }`,
  'a fraction of many digits': (n) => `{ residents(first: 1.${'9'.repeat(1_500 * n)}e99999) { totalCount } }`,
  'many numbers beyond all': (n) => `{ residents(where: { x: [${times(100 * n, () => '1e999')}] }) { totalCount } }`,
  comments: (n) => `${'#\n'.repeat(1_000 * n)}{ __typename }`,
  'comments between all words': (n) => `{ ${unit} {${times(1_000 + 500 * n, () => ' #\n')} id } }`,
  'blank space': (n) => `{${' '.repeat(1_600 * n)}__typename${','.repeat(50)} __typenam }`,
  'marks of the byte order': (n) => `${'\ufeff'.repeat(500 * n)}{ __typenam }`,
  'definitions that cannot be asked': (n) => `{ __typename } ${times(60 * n, (at) => `type T${at} { a: Int }`)}`,
  'a schema in the place of a question': (n) =>
    `${times(60 * n, (at) => `extend type Query { a${at}(b: Int = 1): Int @c }`)}`,
  'introspection in introspection': (n) =>
    `{ __schema { types { ${nest(2 + n, 'fields { type { ', 'name', ' } }')} } } }`,
  'introspection of all from all': (n) =>
    `{ __schema { types { ${nest(2 + n, 'possibleTypes { interfaces { ', 'name', ' } }')} } } }`,
  'introspection under names': (n) =>
    `{ ${times(1 + 10 * n, (at) => `a${at}: __schema { types { fields { name args { name type { name } } } } }`)} }`,
}

/** Short documents with large variables. */
const laden: readonly HostileRequest[] = [2_000, 4_000, 6_000, 8_000].flatMap((count) => {
  const query = 'query ($ids: [PersonalId!]!) { persons(personalIds: $ids) { hubId } }'
  const filter = 'query ($where: PersonWhere) { residents(where: $where) { totalCount } }'
  const object = (key: (at: number) => string) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [key(at), at]))
  return [
    { kind: 'variables: wrong keys', query, variables: { ids: Array(count).fill('x') } },
    { kind: 'variables: lists in a list', query, variables: { ids: Array(count).fill([['x']]) } },
    {
      kind: 'variables: fields that there are not',
      query: filter,
      variables: { where: object((at) => `f${at}`) },
    },
    {
      kind: 'variables: a condition of many values',
      query: filter,
      variables: { where: { fullName: { in: Array(count).fill(7) } } },
    },
  ]
})

/** Requests whose documents keep within the bound of bytes, so that something else has to refuse them: over 200. */
export function hostileRequests(): readonly HostileRequest[] {
  const made = Object.entries({ ...multiplying, ...repeating, ...growing }).flatMap(([kind, make]) =>
    [2, 4, 6, 8, 10].map((size) => ({ kind, query: largest(make, size) })),
  )
  const exploding = Array.from({ length: 17 }, (_, index) => index + 8).flatMap((levels) =>
    Object.entries(bombs).map(([kind, make]) => ({ kind, query: make(levels) })),
  )
  return [...made, ...exploding, ...laden]
}

/** The document of this size, or the greatest below it that the bound of bytes lets through. */
function largest(make: Make, size: number): string {
  const query = make(size)
  return size === 1 || Buffer.byteLength(query) <= limits.documentBytes ? query : largest(make, size - 1)
}
