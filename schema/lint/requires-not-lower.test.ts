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
})
