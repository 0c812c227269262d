import { describe, expect, test } from '@jest/globals'
import { fixtureAgency, fixtureInput, open, restricted, shared } from './province/fixture.ts'
import { requiresNotLower } from './requires-not-lower.ts'

const taxes = fixtureAgency(
  'taxes',
  `type Person @key(fields: "id") { id: ID ${shared} income: Int ${restricted} employer: Firm ${shared} }
   type Firm { name: String ${open} debt: Int ${restricted} }`,
)

function found(sdl: string) {
  return requiresNotLower(fixtureInput([taxes, fixtureAgency('welfare', sdl)]))
}

describe('a computed field', () => {
  test('passes where it is classed as high as what it is computed from', () => {
    const sdl = `extend type Person @key(fields: "id") {
      id: ID ${shared} income: Int @external ${restricted} band: Int ${restricted} @requires(fields: "income")
    }`
    expect(found(sdl)).toEqual([])
  })

  test('is refused where it would open a restricted field', () => {
    const sdl = `extend type Person @key(fields: "id") {
      id: ID ${shared} income: Int @external ${restricted} band: Int ${open} @requires(fields: "income")
    }`
    expect(found(sdl)).toEqual([
      {
        rule: 'requires-not-lower',
        subgraph: 'welfare',
        coordinate: 'Person.band',
        problem: 'is OPEN, but is computed from Person.income, which is RESTRICTED',
        mend: 'class it RESTRICTED or higher, or do without Person.income',
      },
    ])
  })

  test('is refused where it lowers the class of the field in its own subgraph too', () => {
    const sdl = `extend type Person @key(fields: "id") {
      id: ID ${shared} income: Int @external ${open} band: Int ${open} @requires(fields: "income")
    }`
    expect(found(sdl)).toEqual([expect.objectContaining({ coordinate: 'Person.band' })])
  })

  test('is judged by every field on the way, fragments included', () => {
    const sdl = `extend type Person @key(fields: "id") {
      id: ID ${shared} employer: Firm @external ${shared}
      risk: Int ${open} @requires(fields: "employer { name ... on Firm { debt } }")
    }`
    expect(found(sdl).map(({ problem }) => problem)).toEqual([
      'is OPEN, but is computed from Person.employer, which is SHARED',
      'is OPEN, but is computed from Firm.debt, which is RESTRICTED',
    ])
  })

  test('is judged by what the required field requires in its turn, in whichever subgraph', () => {
    const scores = fixtureAgency(
      'scores',
      `extend type Person @key(fields: "id") {
        id: ID ${shared} income: Int @external ${restricted} score: Int ${open} @requires(fields: "income")
      }`,
    )
    const ratings = fixtureAgency(
      'ratings',
      `extend type Person @key(fields: "id") {
        id: ID ${shared} score: Int @external ${open} rating: Int ${open} @requires(fields: "score")
      }`,
    )
    const errors = requiresNotLower(fixtureInput([taxes, scores, ratings]))
    expect(errors.map(({ coordinate, problem, mend }) => [coordinate, problem, mend])).toEqual([
      [
        'Person.rating',
        'is OPEN, but is computed from Person.income by way of Person.score, which is RESTRICTED',
        'class it RESTRICTED or higher, or do without Person.score',
      ],
      [
        'Person.score',
        'is OPEN, but is computed from Person.income, which is RESTRICTED',
        'class it RESTRICTED or higher, or do without Person.income',
      ],
    ])
  })

  test('may stand in a circle without an end to the search', () => {
    const sdl = `extend type Person @key(fields: "id") {
      id: ID ${shared} income: Int @external ${restricted}
      a: Int ${open} @requires(fields: "b") b: Int ${open} @requires(fields: "a income")
    }`
    expect(found(sdl).map(({ coordinate }) => coordinate)).toEqual(['Person.a', 'Person.b'])
  })

  test('is judged by what the required field’s filter and order read', () => {
    const firms = fixtureAgency(
      'firms',
      `type Person @key(fields: "id") { id: ID ${shared} firms(where: FirmWhere, orderBy: FirmOrderBy): FirmConnection ${open} }
       input FirmWhere { debt: IntRange owner: PersonWhere } input PersonWhere { income: IntRange } enum FirmOrderBy { debt }
       type Firm { name: String ${open} debt: Int ${restricted} owner: Person ${open} }`,
    )
    const required = (fields: string) => {
      const sdl = `extend type Person @key(fields: "id") {
        id: ID ${shared} firms: FirmConnection @external ${open}
        rich: Boolean ${open} @requires(fields: ${JSON.stringify(fields)})
      }`
      const errors = requiresNotLower(fixtureInput([taxes, firms, fixtureAgency('welfare', sdl)]))
      return errors.map(({ problem }) => problem.replace('is OPEN, but is computed from ', ''))
    }
    const debt = 'Firm.debt by way of Person.firms, which is RESTRICTED'
    expect(required('firms { totalCount nodes { name } }')).toEqual([])
    expect(required('firms { nodes { debt } }')).toEqual(['Firm.debt, which is RESTRICTED'])
    expect(required('firms(where: { debt: { from: 1 } }) { totalCount }')).toEqual([debt])
    expect(required('firms(orderBy: debt) { nodes { name } }')).toEqual([debt])
    expect(required('firms(where: { owner: { income: { to: 9 } } }) { totalCount }')).toEqual([
      'Person.income by way of Person.firms, which is RESTRICTED',
    ])
  })

  test('with arguments of its own is judged like one without', () => {
    const sdl = `extend type Person @key(fields: "id") {
      id: ID ${shared} income: Int @external ${restricted}
      isRich(than: Int = 100): Boolean ${open} @requires(fields: "income")
    }`
    expect(found(sdl)).toEqual([expect.objectContaining({ coordinate: 'Person.isRich' })])
  })
})
