import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type DocumentNode, Kind, type ObjectTypeDefinitionNode, parse, print } from 'graphql'
import { connectionTypes } from './connection-types.ts'

const generated = (sdl: string): DocumentNode | null => {
  const text = connectionTypes(parse(sdl))
  return text === '' ? null : parse(text)
}
const typesOf = (sdl: string) => (generated(sdl)?.definitions ?? []) as readonly ObjectTypeDefinitionNode[]
const namesOf = (sdl: string) => typesOf(sdl).map(({ name }) => name.value)

const typeName = fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,12}$/).filter((name) => !name.endsWith('Connection'))

describe('the connection types of a schema', () => {
  test('are made for each one that is mentioned and not defined, with its edge, once', () => {
    fc.assert(
      fc.property(fc.uniqueArray(typeName, { minLength: 1, maxLength: 5 }), (nodes) => {
        const fields = nodes.flatMap((node, index) => [`a${index}: ${node}Connection`, `b${index}: ${node}Connection!`])
        const expected = [...nodes].map((node) => `${node}Connection`).sort()
        expect(namesOf(`type Query { ${fields.join(' ')} }`).filter((name) => name.endsWith('Connection'))).toEqual(
          expected,
        )
        expect(namesOf(`type Query { ${fields.join(' ')} }`)).toHaveLength(2 * nodes.length)
      }),
    )
  })

  test('bear a class and a basis on each field, and a description in both languages everywhere', () => {
    const types = typesOf('type Query { parcels: ParcelConnection }')
    expect(types).toHaveLength(2)
    for (const type of types) {
      expect(type.description?.value).toMatch(/ — /)
      for (const field of type.fields ?? []) {
        expect(field.description?.value).toMatch(/ — /)
        expect(field.directives?.map(print)).toEqual(['@access(class: OPEN, basis: "Cấu trúc phân trang")'])
      }
    }
  })

  test('are the Relay shape over the node', () => {
    const shape = typesOf('type Query { parcels: ParcelConnection }').map(({ name, fields }) => [
      name.value,
      Object.fromEntries((fields ?? []).map((field) => [field.name.value, print(field.type)])),
    ])
    expect(shape).toEqual([
      ['ParcelConnection', { totalCount: 'Int!', nodes: '[Parcel!]!', edges: '[ParcelEdge!]!', pageInfo: 'PageInfo!' }],
      ['ParcelEdge', { node: 'Parcel!', cursor: 'String!' }],
    ])
  })

  test('may be made by several subgraphs: each is shareable', () => {
    for (const type of typesOf('type Query { parcels: ParcelConnection }')) {
      expect(type.directives?.map(({ name }) => name.value)).toEqual(['shareable'])
    }
  })

  test('have one order, whatever the order in which they are mentioned', () => {
    const [one, other] = ['a: AConnection b: BConnection', 'b: BConnection a: AConnection']
    expect(connectionTypes(parse(`type Query { ${one} }`))).toBe(connectionTypes(parse(`type Query { ${other} }`)))
  })

  test('are found wherever a type is named: in extensions, interfaces and lists', () => {
    const sdl =
      'extend type Query { a: [AConnection!] } interface Thing { b: BConnection } extend interface Thing { c: CConnection }'
    expect(namesOf(sdl).filter((name) => name.endsWith('Connection'))).toEqual([
      'AConnection',
      'BConnection',
      'CConnection',
    ])
  })
})

describe('nothing is made', () => {
  test('where no connection is mentioned', () => {
    expect(connectionTypes(parse('type Query { name: String connection: Int }'))).toBe('')
  })

  test('where the agency defines the type itself, as whatever kind', () => {
    for (const definition of [
      'type LogConnection { a: Int }',
      'interface LogConnection { a: Int }',
      'scalar LogConnection',
      'union LogConnection = Log',
    ]) {
      expect(connectionTypes(parse(`type Query { log: LogConnection } ${definition}`))).toBe('')
    }
  })

  test('for an edge that the agency defines itself; the connection is', () => {
    const sdl = 'type Query { log: LogConnection } type LogEdge { node: Log! cursor: String! weight: Int }'
    expect(namesOf(sdl)).toEqual(['LogConnection'])
  })

  test('for a type that is called Connection and nothing more', () => {
    expect(connectionTypes(parse('type Query { a: Connection }'))).toBe('')
  })
})

test('every definition is an object type and nothing else', () => {
  const kinds = typesOf('type Query { a: AConnection b: BConnection }').map(({ kind }) => kind)
  expect(new Set(kinds)).toEqual(new Set([Kind.OBJECT_TYPE_DEFINITION]))
})
