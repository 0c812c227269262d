import { describe, expect, test } from '@jest/globals'
import { filterNames } from './filter-names.ts'
import { fixtureAgency, fixtureInput, open, restricted } from './province/fixture.ts'

const types = `
  type Parcel { id: ID ${open} area: Float ${open} owner: Holder ${restricted} }
  type Holder { name: String ${restricted} }
`

function found(sdl: string) {
  return filterNames(fixtureInput([fixtureAgency('land', `${types}${sdl}`)]))
}

function refused(coordinate: string, problem: string, mend: string) {
  return [{ rule: 'filter-names', subgraph: 'land', coordinate, problem, mend }]
}

describe('filters and orders that say what they read', () => {
  test('pass, nested ones and inputs of mutations included', () => {
    const sdl = `
      extend type Query {
        parcels(where: ParcelWhere, orderBy: ParcelOrderBy, seen: DateRange): ParcelConnection ${open}
      }
      type Mutation { register(parcel: NewParcel!): Parcel ${restricted} }
      input ParcelWhere { area: FloatRange owner: HolderWhere }
      input HolderWhere { name: TextFilter }
      input NewParcel { area: Float }
      enum ParcelOrderBy { area }
    `
    expect(found(sdl)).toEqual([])
  })
})

describe('a name that is no field is refused', () => {
  const mend = 'give it the name of the field of Parcel that it reads'
  const problem = 'Parcel has no field of this name in this subgraph'

  test('in a filter', () => {
    expect(found('input ParcelWhere { ownerName: TextFilter }')).toEqual(
      refused('ParcelWhere.ownerName', problem, mend),
    )
  })

  test('in an extension of a filter', () => {
    const sdl = 'input ParcelWhere { area: FloatRange } extend input ParcelWhere { price: FloatRange }'
    expect(found(sdl)).toEqual(refused('ParcelWhere.price', problem, mend))
  })

  test('in an order', () => {
    expect(found('enum ParcelOrderBy { area price }')).toEqual(refused('ParcelOrderBy.price', problem, mend))
  })

  test.each(['input RoadWhere { id: ID }', 'enum RoadOrderBy { id }'])('as the type itself: %s', (sdl) => {
    const [name = ''] = /Road\w+/.exec(sdl) ?? []
    const missing = 'this subgraph has no type Road'
    expect(found(sdl)).toEqual(refused(name, missing, 'name it after the type whose fields it reads'))
  })
})

describe('a filter whose names are not checked is refused', () => {
  test('inside a filter', () => {
    const sdl = 'input ParcelWhere { owner: OwnerFilter } input OwnerFilter { name: String }'
    const mend = 'use HolderWhere, so that the fields it reads are known'
    expect(found(sdl)).toEqual(refused('ParcelWhere.owner', 'filters a Holder by OwnerFilter', mend))
  })

  test.each([
    ['where: HolderWhere', 'where', 'HolderWhere', 'ParcelWhere'],
    ['filter: ParcelFilter', 'filter', 'ParcelFilter', 'ParcelWhere'],
    ['orderBy: ParcelSort', 'orderBy', 'ParcelSort', 'ParcelOrderBy'],
  ])('as an argument: %s', (argument, name, given, wanted) => {
    const sdl = `
      extend type Query { parcels(${argument}): ParcelConnection ${open} }
      input HolderWhere { name: TextFilter } input ParcelFilter { owner: ID } enum ParcelSort { owner }
    `
    const problem = `takes ${given}, which does not say what it reads`
    expect(found(sdl)).toEqual(refused(`Query.parcels(${name}:)`, problem, `let it take ${wanted}`))
  })
})
