import { describe, expect, test } from '@jest/globals'
import { type GraphQLObjectType, isEnumType, isInputObjectType, isObjectType } from 'graphql'
import { loadAgency } from '../_kit/discover.ts'
import { subgraphSchema } from '../_kit/subgraph-schema.ts'

const agency = await loadAgency('civil-status')
const types = subgraphSchema(agency).getTypeMap()
const rowsOf = { Birth: 'births', Marriage: 'marriages', Death: 'deaths', SingleStatus: 'singleStatuses' }
const pathsOf = (type: keyof typeof rowsOf) => Object.keys(agency.collections[rowsOf[type]]?.schema.paths ?? {})
const fieldsOf = (type: string) => Object.keys((types[type] as GraphQLObjectType).getFields())

describe('the graph of civil status', () => {
  test('reads every field of a record from its row or by a resolver', () => {
    for (const type of Object.keys(rowsOf) as (keyof typeof rowsOf)[]) {
      const resolved = Object.keys(agency.resolvers[type] ?? {})
      expect(fieldsOf(type).filter((name) => !resolved.includes(name) && !pathsOf(type).includes(name))).toEqual([])
    }
  })

  test('resolves every root and every field that it adds to a person', () => {
    for (const [type, given] of [
      ['Query', ['_entities', '_service']],
      ['Person', ['personalId']],
    ] as const) {
      const resolved = Object.keys(agency.resolvers[type] ?? {}).filter((name) => !name.startsWith('__'))
      const wanted = fieldsOf(type).filter((name) => !(given as readonly string[]).includes(name))
      expect(resolved.sort()).toEqual(wanted.sort())
    }
  })

  test('filters and orders only by fields of the record, and each of them is the head of an index', () => {
    const rowField = (name: string) => (name === 'unit' ? 'unitId' : name)
    for (const type of ['Birth', 'Marriage', 'Death'] as const) {
      const where = types[`${type}Where`]
      const orderBy = types[`${type}OrderBy`]
      if (!isInputObjectType(where) || !isEnumType(orderBy)) throw new Error(`${type} has no filter or no order`)
      const named = [...Object.keys(where.getFields()), ...orderBy.getValues().map(({ name }) => name)]
      const heads = agency.collections[rowsOf[type]]?.schema.indexes().map(([index]) => Object.keys(index)[0])
      for (const name of named) {
        expect(fieldsOf(type)).toContain(name)
        expect(heads).toContain(rowField(name))
      }
    }
  })

  test('bounds each plain list in the manifest and no other', () => {
    const lists = Object.values(types)
      .filter(isObjectType)
      .filter(({ name }) => !name.startsWith('_') && !/(Connection|Edge)$/.test(name))
      .flatMap((type) =>
        Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, String(field.type)]),
      )
      .filter(([coordinate, type]) => type?.startsWith('[') && coordinate !== 'Query._entities')
    expect(lists.map(([coordinate]) => coordinate).sort()).toEqual(Object.keys(agency.manifest.boundedLists).sort())
  })
})
