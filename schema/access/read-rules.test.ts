import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { smallRules, smallSupergraph } from './fixtures/small-province.ts'
import { readRules } from './read-rules.ts'
import { ruleOf, rulesAt } from './rules.ts'

const rule = (coordinate: string, rules = smallRules) => {
  const [type = '', field = ''] = coordinate.split('.')
  return ruleOf(rules, type, field)
}
const importing = (link: string) =>
  smallSupergraph.replace('@link(url: "https://provincial-data-hub.example/access/v1.0", import: ["@access"])', link)

describe('the link', () => {
  const url = 'url: "https://provincial-data-hub.example/access/v1.0"'
  // GHSA-g8jh-vg5j-4h3f: a renamed directive keeps protecting.
  test.each([
    ['imported', `@link(${url}, import: ["@access"])`, '@access'],
    ['imported beside others', `@link(${url}, import: ["Class", "@access"])`, '@access'],
    ['renamed', `@link(${url}, import: [{ name: "@access", as: "@acl" }])`, '@acl'],
    ['of a namespace of its own', `@link(${url}, as: "acl")`, '@acl__access'],
    ['of no import at all', `@link(${url})`, '@access__access'],
    [
      'of a later minor version',
      `@link(url: "https://provincial-data-hub.example/access/v1.9", import: ["@access"])`,
      '@access',
    ],
  ])('%s, classes hold', (_name, link, directive) => {
    const rules = readRules(importing(link).replaceAll('@access(', `${directive}(`), {})
    expect(rules && rule('Person.religion', rules).class).toBe('SENSITIVE')
    expect(rules && rule('Unit.name', rules).class).toBe('OPEN')
  })

  test('renamed, a directive of the old name is nobody’s: what it says to be open is closed', () => {
    const rules = readRules(importing(`@link(${url}, import: [{ name: "@access", as: "@acl" }])`), {})
    expect(rules && rule('Unit.name', rules)).toMatchObject({
      class: 'SENSITIVE',
      classified: false,
      owner: 'register',
    })
  })

  test.each([
    ['none', ''],
    ['of another specification', '@link(url: "https://specs.apollo.dev/access/v1.0", import: ["@access"])'],
    ['of a later major version', '@link(url: "https://provincial-data-hub.example/access/v2.0", import: ["@access"])'],
    ['of another host', '@link(url: "https://provincial-data-hub.example.evil/access/v1.0", import: ["@access"])'],
  ])('%s: there are no rules of ours', (_name, link) => expect(readRules(importing(link), {})).toBeNull())
})

describe('a field', () => {
  test('without a class, or with one that is none, is closed', () => {
    expect(rule('Person.note')).toMatchObject({ class: 'SENSITIVE', classified: false })
    const odd = readRules(
      smallSupergraph.replace('union Holder', 'type Odd { field: ID @access(class: PUBLIC, basis: "B") } union Holder'),
      {},
    )
    expect(odd && rule('Odd.field', odd).class).toBe('SENSITIVE')
    expect(rule('Person.unheardOf')).toMatchObject({ class: 'SENSITIVE', classified: false, owner: null })
  })

  test.each([
    ['Person.fullName', 'residence'],
    ['Person.personalId', 'register'],
    ['Firm.taxCode', 'register'],
    ['Parcel.parcelId', 'land'],
    ['Query.parcels', 'land'],
    ['Viewer.person', 'hub'],
  ])('%s belongs to %s', (coordinate, owner) => expect(rule(coordinate).owner).toBe(owner))

  test('that all repeat belongs to nobody where no master is known, or the master does not resolve it', () => {
    const orphans = readRules(smallSupergraph, { Person: 'health' })
    expect(orphans && rule('Person.personalId', orphans).owner).toBeNull()
  })

  test('that is external elsewhere belongs to the one that resolves it', () => {
    const shared = smallSupergraph.replace(
      'religion: String @join__field(graph: RESIDENCE)',
      'religion: String @join__field(graph: RESIDENCE) @join__field(graph: LAND, external: true)',
    )
    const rules = readRules(shared, {})
    expect(rules && rule('Person.religion', rules).owner).toBe('residence')
  })

  test('knows whether it is a key, finds by one, or enters the own record', () => {
    const named = (which: 'isKey' | 'findsByKey' | 'entersSubject') =>
      [...smallRules.types.values()].flatMap(({ fields }) =>
        [...fields.values()].filter((one) => one[which]).map((one) => one.coordinate),
      )
    expect(named('isKey')).toEqual([
      'Person.personalId',
      'Household.code',
      'Firm.taxCode',
      'Parcel.parcelId',
      'Unit.code',
    ])
    expect(named('findsByKey')).toEqual(['Query.person', 'Query.parcel', 'Query.unit'])
    expect(named('entersSubject')).toEqual(['Query.myAccessLog', 'Viewer.person'])
  })

  test('names each thing that it is computed from, and which lie in another record', () => {
    expect(rule('Person.band').requires).toEqual([
      { type: 'Person', field: 'religion', nested: false },
      { type: 'Person', field: 'firm', nested: false },
      { type: 'Firm', field: 'turnover', nested: true },
    ])
  })

  test('knows which of its arguments filter and order, and what they read', () => {
    const [where, order] = rule('Query.parcels').filters
    expect([where?.name, where?.input]).toMatchObject([
      'where',
      { kind: 'where', reads: 'Parcel', fields: ['parcelId', 'area', 'name', 'owner'] },
    ])
    expect([order?.name, order?.input]).toMatchObject([
      'orderBy',
      { kind: 'orderBy', reads: 'Parcel', fields: ['parcelId', 'area', 'name'] },
    ])
    const owner = where?.input.kind === 'where' ? where.input.nested.get('owner') : undefined
    expect(owner).toBe(smallRules.inputs.get('PersonWhere'))
  })
})

describe('a type', () => {
  const type = (name: string) => smallRules.types.get(name)
  test.each([
    ['Person', true],
    ['Firm', true],
    ['Parcel', true],
    ['Unit', true],
    ['Household', false],
    ['Permit', false],
    ['Holder', true],
    ['Thing', true],
    ['ParcelConnection', false],
  ])('%s ends the own record: %s', (name, ends) => expect(type(name)?.endsSubject).toBe(ends))

  test('that is a connection or an edge passes on what led to it', () => {
    const structural = [...smallRules.types.values()].filter((one) => one.structural).map(({ name }) => name)
    expect(structural).toEqual([
      'AccessLogConnection',
      'PersonConnection',
      'PlanConnection',
      'ParcelConnection',
      'ParcelEdge',
    ])
  })

  test('that is abstract is asked for the fields of all that it can be', () => {
    const at = (typeName: string, field: string) =>
      rulesAt(smallRules, { type: type(typeName), typeName }, field).map(({ coordinate }) => coordinate)
    expect(at('Thing', 'name')).toEqual(['Thing.name', 'Firm.name', 'Parcel.name'])
    expect(at('Holder', 'name')).toEqual(['Person.name', 'Firm.name'])
    expect(at('Firm', 'name')).toEqual(['Firm.name'])
  })

  test('that is an interface of one type is as closed as that type is', () => {
    const one = readRules(smallSupergraph.replace('type Firm implements Thing', 'type Firm'), {})
    const rules = one && rulesAt(one, { type: one.types.get('Thing'), typeName: 'Thing' }, 'name')
    expect(rules?.map(({ coordinate }) => coordinate)).toEqual(['Thing.name', 'Parcel.name'])
  })
})

test('the province’s own supergraph leaves no field unclassified', () => {
  const text = readFileSync(new URL('../supergraph.graphql', import.meta.url), 'utf8')
  const rules = readRules(text, {
    Person: 'register',
    Organization: 'register',
    AdministrativeUnit: 'register',
    Agency: 'register',
  })
  const fields = [...(rules?.types.values() ?? [])].flatMap((one) => [...one.fields.values()])
  expect(fields.filter(({ classified }) => !classified)).toEqual([])
  expect(fields.length).toBeGreaterThan(400)
})
