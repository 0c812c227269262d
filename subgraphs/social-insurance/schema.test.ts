import { describe, expect, test } from '@jest/globals'
import { type GraphQLObjectType, isEnumType, isInputObjectType } from 'graphql'
import { loadAgency } from '../_kit/discover.ts'
import { subgraphSchema } from '../_kit/subgraph-schema.ts'

const agency = await loadAgency('social-insurance')
const types = subgraphSchema(agency).getTypeMap()
const schema = agency.collections.healthInsurances?.schema
const fieldsOf = (type: string) => Object.keys((types[type] as GraphQLObjectType).getFields())

describe('the graph of social insurance', () => {
  test('reads every field of a record from its row or by a resolver', () => {
    const known = [...Object.keys(agency.resolvers.HealthInsurance ?? {}), ...Object.keys(schema?.paths ?? {})]
    expect(fieldsOf('HealthInsurance').filter((name) => !known.includes(name))).toEqual([])
  })

  test('resolves every root and every field that it adds to the entities of others', () => {
    const given = {
      Query: ['_entities', '_service'],
      Person: ['personalId'],
      Organization: ['taxCode'],
      HealthFacility: ['code'],
    }
    for (const [type, keys] of Object.entries(given)) {
      const resolved = Object.keys(agency.resolvers[type] ?? {}).filter((name) => !name.startsWith('__'))
      expect(resolved.sort()).toEqual(
        fieldsOf(type)
          .filter((name) => !keys.includes(name))
          .sort(),
      )
    }
  })

  test('filters and orders only by fields of the record, and each of them is the head of an index', () => {
    const rowFields: Record<string, string> = {
      firstCareFacility: 'firstCareFacilityCode',
      employer: 'employerTaxCode',
    }
    const where = types.HealthInsuranceWhere
    const orderBy = types.HealthInsuranceOrderBy
    if (!isInputObjectType(where) || !isEnumType(orderBy)) throw new Error('there is no filter or no order')
    const heads = schema?.indexes().map(([index]) => Object.keys(index)[0])
    for (const name of [...Object.keys(where.getFields()), ...orderBy.getValues().map((value) => value.name)]) {
      expect(fieldsOf('HealthInsurance')).toContain(name)
      expect(heads).toContain(rowFields[name] ?? name)
    }
  })

  test('has one record a person and a number', () => {
    const unique = schema
      ?.indexes()
      .filter(([, options]) => options?.unique)
      .map(([index]) => Object.keys(index))
    expect(unique).toEqual([['socialNumber'], ['personalId']])
  })
})
