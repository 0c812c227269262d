import { describe, expect, test } from '@jest/globals'
import { argumentsNotLower } from './arguments-not-lower.ts'
import { fixtureAgency, fixtureInput, open, restricted, shared } from './province/fixture.ts'

const sensitive = '@access(class: SENSITIVE, basis: "Nhạy cảm")'
const lookup = '@access(class: LOOKUP, basis: "Tra cứu")'

const taxes = fixtureAgency(
  'taxes',
  `type Person @key(fields: "id") { id: ID ${restricted} income: Int ${restricted} firms: [Firm] ${shared} }
   type Firm @key(fields: "code year") { code: ID ${restricted} year: Int ${open} debt: Int ${sensitive} }`,
  { manifest: { owns: ['Person', 'Firm'] } },
)

function found(sdl: string): string[] {
  const errors = argumentsNotLower(fixtureInput([taxes, fixtureAgency('welfare', sdl)]))
  return errors.map(({ coordinate, problem }) => `${coordinate} ${problem}`)
}

const person = (fields: string) => `type Person @key(fields: "id") { id: ID ${restricted} ${fields} }`
const firm = `type Firm @key(fields: "code year") { code: ID ${restricted} year: Int ${open} }`

describe('an argument that bears the name of a field', () => {
  test('of the record that is asked is refused on a field classed lower, with the way out', () => {
    const sdl = person(`isRicher(income: Int): Boolean ${open}`)
    expect(argumentsNotLower(fixtureInput([taxes, fixtureAgency('welfare', sdl)]))).toEqual([
      {
        rule: 'arguments-not-lower',
        subgraph: 'welfare',
        coordinate: 'Person.isRicher(income:)',
        problem: 'asks for Person.income, which is RESTRICTED, on a field that is OPEN',
        mend: 'class Person.isRicher RESTRICTED or higher, or ask through a typed `where`',
      },
    ])
  })

  test.each([
    ['in words around it', 'minIncome'],
    ['in words before and behind it', 'anyIncomeAbove'],
    ['in the plural', 'incomes'],
    ['in the plural within words', 'oneOfIncomesOf'],
    ['with a line between words', 'min_income'],
    ['in another case', 'INCOME'],
  ])('is found %s', (_how, name) => {
    expect(found(person(`isRicher(${name}: Int): Boolean ${shared}`))).toHaveLength(1)
  })

  test('is not found in a part of a word', () => {
    expect(found(person(`grants(incomeless: Int, paid: Int): Boolean ${open}`))).toEqual([])
  })

  test('passes on a field classed as high, or higher', () => {
    expect(found(person(`a(income: Int): Boolean ${restricted} b(income: Int): Boolean ${sensitive}`))).toEqual([])
  })

  test.each([
    ['a list', '[Firm]'],
    ['a connection', 'FirmConnection'],
    ['one record', 'Firm'],
  ])('of the record that is answered is refused: %s', (_what, type) => {
    expect(found(`${firm} ${person(`richFirms(debt: Int): ${type} ${restricted}`)}`)).toEqual([
      'Person.richFirms(debt:) asks for Firm.debt, which is SENSITIVE, on a field that is RESTRICTED',
    ])
  })

  test('of a member of the union that is answered is refused', () => {
    const sdl = `${firm} union Thing = Firm extend type Query { things(debt: Int): [Thing] ${open} }`
    expect(found(sdl)).toHaveLength(1)
  })

  test('of a type behind the interface that is asked is refused', () => {
    const sdl = `interface Body { has(debt: Int): Boolean ${open} }
      type Firm implements Body @key(fields: "code year") { code: ID ${restricted} has(debt: Int): Boolean ${open} }`
    expect(found(sdl).map((line) => line.split(' ')[0])).toEqual(['Body.has(debt:)', 'Firm.has(debt:)'])
  })

  test('is judged by the most closed field that its name holds', () => {
    const sdl = `${firm} ${person(`firmsBy(codeYearDebt: Int): [Firm] ${open}`)}`
    expect(found(sdl)).toEqual([expect.stringContaining('asks for Firm.debt, which is SENSITIVE')])
  })
})

describe('the whole key of the record that a root answers', () => {
  test('is no question: one record, or many by their keys', () => {
    expect(
      found(`extend type Query { person(id: ID!): Person ${shared} people(ids: [ID!]!): [Person] ${open} }`),
    ).toEqual([])
    expect(found(`extend type Query { firm(code: ID!, year: Int!): Firm ${lookup} }`)).toEqual([])
  })

  test.each([
    ['a part of it', 'firm(code: ID!): Firm'],
    ['a page of records', 'people(id: ID): PersonConnection'],
    ['more than it', 'person(id: ID!, income: Int): Person'],
  ])('is something else than %s', (_what, field) => {
    expect(found(`extend type Query { ${field} ${open} }`)).toHaveLength(1)
  })

  test('does not count below a root, where the key finds one record among those of another', () => {
    expect(found(`${firm} ${person(`firm(code: ID, year: Int): Firm ${open}`)}`)).toHaveLength(1)
  })

  test('is the owner’s: a key that another database declares opens nothing', () => {
    const sdl = `type Person @key(fields: "income") { income: Int ${restricted} }
      extend type Query { personByIncome(income: Int!): Person ${open} }`
    expect(found(sdl)).toHaveLength(1)
  })
})

test('filters, orders, pages and dates are judged elsewhere or read nothing', () => {
  const sdl = `input FirmWhere { debt: IntRange } enum FirmOrderBy { debt } ${firm} extend type Query {
    firms(where: FirmWhere, orderBy: FirmOrderBy, direction: SortDirection, first: Int, after: String, asOf: Date): FirmConnection ${open}
  }`
  expect(found(sdl)).toEqual([])
})
