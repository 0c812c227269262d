import { describe, expect, test } from '@jest/globals'
import { described } from './described.ts'
import { fixtureAgency, fixtureInput, open } from './province/fixture.ts'

function found(sdl: string) {
  const owner = fixtureAgency('registry', `"Người — Person" type Person { "Số — Id" id: ID ${open} }`, {
    manifest: { owns: ['Person'] },
  })
  return described(fixtureInput([owner, fixtureAgency('roads', sdl)]))
}

function refused(coordinate: string, problem: string, mend: string) {
  return [{ rule: 'described', subgraph: 'roads', coordinate, problem, mend }]
}

describe('a schema that explains itself in both languages', () => {
  test('passes; roots, arguments and the types of other owners may go without', () => {
    const sdl = `
      extend type Query { "Một đường — One road" road(id: ID!): Road ${open} }
      "Đường bộ — A road" type Road { "Mã — Code" id: ID ${open} }
      type Person { "Số — Id" id: ID ${open} }
      "Điều kiện — Filter" input RoadWhere { "Mã — Code" id: ID }
      "Thứ tự — Order" enum RoadOrderBy { "Mã — Code" id }
      "Vật — Thing" union Thing = Road
      "Ký hiệu — Sign" scalar Sign
      """
      Đường — Way.
      Nói thêm.
      """
      interface Way { "Mã — Code" id: ID ${open} }
    `
    expect(found(sdl)).toEqual([])
  })
})

describe('without description', () => {
  test.each([
    ['a type', `type Road { "Mã — Code" id: ID ${open} }`, 'Road'],
    ['an interface', `interface Way { "Mã — Code" id: ID ${open} }`, 'Way'],
    ['a scalar', 'scalar Sign', 'Sign'],
    ['a field', `"Đường — Road" type Road { id: ID ${open} }`, 'Road.id'],
    ['a field of a root', `extend type Query { road: ID ${open} }`, 'Query.road'],
    ['a field of another’s type', `type Person { tolls: Int ${open} }`, 'Person.tolls'],
    ['an input', 'input RoadWhere { "Mã — Code" id: ID }', 'RoadWhere'],
    ['an input field', '"Lọc — Filter" input RoadWhere { id: ID }', 'RoadWhere.id'],
    ['an enum', 'enum Kind { "Tỉnh lộ — Provincial" PROVINCIAL }', 'Kind'],
    ['an enum value', '"Loại — Kind" enum Kind { PROVINCIAL }', 'Kind.PROVINCIAL'],
  ])('%s is refused', (_what, sdl, coordinate) => {
    const mend = 'add "Vietnamese term — English term" above it'
    expect(found(sdl)).toEqual(refused(coordinate, 'has no description', mend))
  })
})

describe('a description is refused', () => {
  test.each(['Đường bộ', 'Road', 'Đường - Road', 'Đường—Road', ' — Road', 'Đường — ', '1 — 2'])(
    'where it is not in both languages: "%s"',
    (text) => {
      const errors = found(`"${text}" scalar Sign`)
      const mend = 'write "Vietnamese term — English term"'
      expect(errors).toEqual(refused('Sign', 'its description is not in both languages', mend))
    },
  )

  test('where it is in decomposed Unicode', () => {
    const errors = found(`"${'Đường bộ'.normalize('NFD')} — Road" scalar Sign`)
    expect(errors).toEqual(refused('Sign', 'its description is not in NFC', 'write it in Unicode NFC'))
  })

  test('also on an argument, where it has one', () => {
    const sdl = `extend type Query { "Đường — Road" road("only English" id: ID): ID ${open} }`
    expect(found(sdl).map(({ coordinate }) => coordinate)).toEqual(['Query.road(id:)'])
  })
})
