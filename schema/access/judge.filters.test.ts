import { describe, expect, test } from '@jest/globals'
import { parse } from 'graphql'
import { fieldsGiven } from './filters.ts'
import { granted, judged, refused, smallRules } from './fixtures/small-province.ts'

const asked = {
  grants: [granted('Query.persons Query.parcels Person.fullName Person.household Parcel.owner Parcel.area')],
}
const told = (text: string, variables: Record<string, unknown> = {}, assumeAll = false) =>
  judged(text, asked, { variables, assumeAll }).refusals.map(({ coordinate, via }) => [coordinate, via])
const persons = (where: string) => `{ persons(where: ${where}) { totalCount } }`
const byVariable = 'query ($w: PersonWhere) { persons(where: $w) { totalCount } }'
const via = 'Query.persons(where:)'

describe('a filter by a field that may not be read', () => {
  test.each([
    ['literally', persons('{ religion: "x" }')],
    ['literally, by null', persons('{ religion: null }')],
    ['beside one that may', persons('{ fullName: "x", religion: "y" }')],
    ['with a value by variable', 'query ($v: String) { persons(where: { religion: $v }) { totalCount } }'],
    [
      'as the default of a variable',
      'query ($w: PersonWhere = { religion: "x" }) { persons(where: $w) { totalCount } }',
    ],
    ['in a fragment', '{ ...f } fragment f on Query { persons(where: { religion: "x" }) { totalCount } }'],
  ])('refuses the field that takes it, and tells of the field read: %s', (_name, text) => {
    const made = judged(text, asked)
    expect(made.refusals.map((refusal) => [refusal.coordinate, refusal.via])).toEqual([['Person.religion', via]])
    expect(made.empty).toBe(true)
    expect(made.answered).toEqual([])
  })

  test.each([
    [{ w: { religion: 'x' } }, [['Person.religion', via]]],
    [{ w: { religion: null } }, [['Person.religion', via]]],
    [{ w: { fullName: 'x' } }, []],
    [{ w: {} }, []],
    [{ w: null }, []],
    [{}, []],
  ])('by the variable %j', (variables, refusals) => expect(told(byVariable, variables)).toEqual(refusals))

  test('a variable that is given stands in the place of its default', () => {
    const text = 'query ($w: PersonWhere = { religion: "x" }) { persons(where: $w) { totalCount } }'
    expect(told(text, { w: { fullName: 'x' } })).toEqual([])
    expect(told(text, { w: null })).toEqual([])
    expect(told(text, { w: undefined })).toEqual([['Person.religion', via]])
  })

  test('a variable that bears a name which every object has is absent all the same', () => {
    const text = 'query ($constructor: PersonWhere = { religion: "x" }) { persons(where: $constructor) { totalCount } }'
    expect(told(text)).toEqual([['Person.religion', via]])
  })

  test('no filter and no order are read where null stands in their place', () => {
    expect(told('{ persons(where: null, orderBy: null) { totalCount } }')).toEqual([])
  })

  test('nested, each field on the way counts', () => {
    expect(told('{ parcels(where: { owner: { religion: "x" }, area: 1, name: "y" }) { totalCount } }')).toEqual([
      ['Person.religion', 'Query.parcels(where:)'],
      ['Parcel.name', 'Query.parcels(where:)'],
    ])
    expect(told(persons('{ household: { size: 3 } }'))).toEqual([['Household.size', via]])
    expect(
      told('query ($o: PersonWhere) { parcels(where: { owner: $o }) { totalCount } }', { o: { religion: 'x' } }),
    ).toEqual([['Person.religion', 'Query.parcels(where:)']])
    expect(
      told('query ($w: ParcelWhere) { parcels(where: $w) { totalCount } }', {
        w: { owner: { household: { size: 1 } } },
      }),
    ).toEqual([['Household.size', 'Query.parcels(where:)']])
  })

  test('is told once, and at its first place, wherever else the field is asked', () => {
    expect(
      told(`{ persons(where: { religion: "x" }) { nodes { religion } } b: persons { nodes { religion } } }`),
    ).toEqual([['Person.religion', via]])
  })

  test('is not looked at below a field that is refused itself', () => {
    expect(refused('{ persons(where: { religion: "x" }) { totalCount } }')).toEqual(['Query.persons'])
  })

  test('that the schema does not know is a field that nobody may read', () => {
    expect(told(byVariable, { w: { $where: 'x' } })).toEqual([['Person.$where', via]])
  })
})

describe('an order', () => {
  const order = (value: string) => `{ persons(orderBy: ${value}) { totalCount } }`
  const variable = 'query ($o: [PersonOrderBy!] = [religion]) { persons(orderBy: $o) { totalCount } }'
  test.each([
    [order('religion'), {}],
    [order('[fullName, religion]'), {}],
    [variable, {}],
    [variable, { o: 'religion' }],
    [variable, { o: ['fullName', 'religion'] }],
    ['query ($one: PersonOrderBy!) { persons(orderBy: [fullName, $one]) { totalCount } }', { one: 'religion' }],
  ])('by a field that may not be read refuses: %s %j', (text, variables) =>
    expect(told(text, variables)).toEqual([['Person.religion', 'Query.persons(orderBy:)']]),
  )

  test('by one that may be read is carried out', () => {
    expect(told(order('fullName'))).toEqual([])
    expect(told(variable, { o: ['fullName'] })).toEqual([])
    expect(told(variable, { o: null })).toEqual([])
  })
})

describe('in the own record', () => {
  const citizen = { viewer: { identity: 'citizen', agency: null }, purpose: null }
  test('own parts are filtered by any of their fields', () => {
    expect(refused('{ viewer { person { permits(where: { fee: 1 }) { number } } } }', citizen)).toEqual([])
  })

  test.each([
    ['other persons', '{ viewer { person { parents(where: { religion: "x" }) { __typename } } } }', 'Person.religion'],
    [
      'records that are public by their key',
      '{ viewer { person { parcels(where: { name: "x" }) { totalCount } } } }',
      'Parcel.name',
    ],
  ])('%s are not: a filter would tell of them what cannot be read', (_name, text, coordinate) =>
    expect(refused(text, citizen)).toEqual([coordinate]),
  )
})

describe('a limit on rows', () => {
  test('of the field that a filter reads holds for the list that it filters', () => {
    const here = granted('Person.fullName', { id: 'h', units: new Set(['u']) })
    const { limits } = judged(persons('{ fullName: "x" }'), { grants: [granted('Query.persons'), here] })
    expect(limits.map(({ coordinate }) => coordinate)).toEqual(['Person.fullName'])
  })
})

describe('a preview', () => {
  test('counts an absent variable as every field of its type, nested ones too', () => {
    expect(
      told('query ($w: ParcelWhere) { parcels(where: $w) { totalCount } }', {}, true).map(([coordinate]) => coordinate),
    ).toEqual(['Parcel.name', 'Person.religion', 'Household.size'])
  })
})

describe('what variables filter by', () => {
  const given = (text: string, variables: Record<string, unknown>) => {
    const [operation] = parse(text).definitions
    if (operation?.kind !== 'OperationDefinition') throw new Error('no operation')
    return fieldsGiven(smallRules, operation, variables)
  }

  test('is the same whatever the values, and another where other fields are given', () => {
    expect(given(byVariable, { w: { religion: 'a' } })).toBe(given(byVariable, { w: { religion: null } }))
    const all = [{}, { w: null }, { w: { religion: 1 } }, { w: { fullName: 1 } }, { w: { household: { size: 1 } } }]
    const texts = all.map((variables) => given(byVariable, variables))
    expect(new Set(texts).size).toBe(all.length)
    expect(texts.join()).not.toMatch(/\b1\b/)
  })

  test('is empty for variables that filter nothing', () => {
    expect(given('query ($id: ID!) { person(personalId: $id) { fullName } }', { id: '052085000001' })).toBe('')
  })

  test('cannot be made to look like that of others by a name that is none', () => {
    const two = 'query ($a: PersonOrderBy, $b: PersonOrderBy) { persons(orderBy: [$a, $b]) { totalCount } }'
    expect(given(two, { a: 'x b:Person.y' })).not.toBe(given(two, { a: 'x', b: 'y' }))
    expect(given(two, { a: 'x\ny' })).not.toContain('\n')
  })
})
