import { describe, expect, test } from '@jest/globals'
import { GraphQLError, GraphQLObjectType, GraphQLScalarType, GraphQLSchema, graphql, parseConstValue } from 'graphql'
import { identifierScalar } from './identifier-scalar.ts'
import { refuse } from './refuse.ts'
import { scalars } from './scalars.ts'

const shape = { vi: 'một chữ cái a', en: 'the letter a', example: 'a' }
const letter = identifierScalar({
  name: 'Letter',
  description: 'Chữ — Letter',
  parse: (text) => {
    if (text !== 'a') throw refuse('Letter', shape)
    return text
  },
})
const refused = refuse('Letter', shape).message
const canary = 'canary-of-a-person'

function thrownBy(act: () => unknown): GraphQLError {
  try {
    act()
  } catch (error) {
    if (error instanceof GraphQLError) return error
  }
  throw new Error('no GraphQLError')
}

const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: { echo: { type: letter, args: { of: { type: letter } }, resolve: (_, { of }) => of } },
  }),
})

describe('identifierScalar', () => {
  test('is a scalar with the name and description that it was given', () => {
    expect(letter).toBeInstanceOf(GraphQLScalarType)
    expect([letter.name, letter.description]).toEqual(['Letter', 'Chữ — Letter'])
  })

  test('takes canonical variables and string literals, block strings included', async () => {
    expect(letter.parseValue('a')).toBe('a')
    expect(letter.parseLiteral(parseConstValue('"a"'))).toBe('a')
    expect(letter.parseLiteral(parseConstValue('"""a"""'))).toBe('a')
    const answer = await graphql({
      schema,
      source: 'query ($v: Letter) { x: echo(of: "a") y: echo(of: $v) }',
      variableValues: { v: 'a' },
    })
    expect(answer).toEqual({ data: { x: 'a', y: 'a' } })
  })

  test('a refused literal reaches the caller as the refusal alone', async () => {
    for (const literal of [`"${canary}"`, canary, `{ ${canary.replaceAll('-', '_')}: 1 }`, `["${canary}"]`]) {
      const answer = await graphql({ schema, source: `{ echo(of: ${literal.replaceAll('-', '_')}) }` })
      expect(answer.errors?.map((error) => error.message)).toEqual([refused])
      expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
      expect(JSON.stringify(answer)).not.toContain('canary')
      expect(String(answer.errors?.[0])).not.toContain('canary')
    }
  })

  test('under the message that graphql-js makes of a refused variable lies the refusal alone', async () => {
    const answer = await graphql({
      schema,
      source: 'query ($v: Letter) { echo(of: $v) }',
      variableValues: { v: canary },
    })
    const under = answer.errors?.[0]?.originalError
    expect(under?.message).toBe(refused)
    expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
  })

  test('a stored value that is not canonical is no fault of the caller and is not shown', () => {
    const error = thrownBy(() => letter.serialize(canary))
    expect(error.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR' })
    expect(error.message).toBe(
      'Letter: giá trị lưu trữ không đúng dạng chuẩn — Letter: the stored value is not in canonical form',
    )
    expect(error.originalError).toBeUndefined()
  })
})

describe.each(Object.entries(scalars))('%s', (_name, scalar) => {
  const fixed = thrownBy(() => scalar.parseValue(undefined)).message
  const literals = ['1', '100109106', '1.5', 'true', 'null', 'ENUM', '{}', '{ a: "1" }', '[]', '["0100109106"]', '""']

  test.each(literals)('the literal %s is refused with the one message', (literal) => {
    expect(thrownBy(() => scalar.parseLiteral(parseConstValue(literal))).message).toBe(fixed)
  })

  test('its example goes in and comes out unchanged by every way', () => {
    const example = /ví dụ (.+) \(không phải của ai\)/.exec(fixed)?.[1]
    expect(scalar.parseValue(example)).toBe(example)
    expect(scalar.parseLiteral(parseConstValue(JSON.stringify(example)))).toBe(example)
    expect(scalar.serialize(example)).toBe(example)
  })

  test('does not answer what is not a string', () => {
    for (const stored of [null, 1, new Date(0), ['x'], {}]) expect(() => scalar.serialize(stored)).toThrow(GraphQLError)
  })
})

test.each([
  ['PersonalId', '999099000000'],
  ['TaxCode', '9999999997'],
  ['ParcelId', 'w6mwm7ymbttx'],
  ['DrivingLicenceNumber', '520000000001'],
  ['SocialInsuranceNumber', '5200000001'],
  ['HealthInsuranceCard', '5200000001'],
  ['HealthFacilityCode', '52001'],
  ['BudgetUnitCode', '1000001'],
  ['ProjectCode', '5200000001'],
])('%s takes the characters %s only as a string, not as a number or an enum value', (name, characters) => {
  const scalar = scalars[name] as GraphQLScalarType
  expect(scalar.parseLiteral(parseConstValue(`"${characters}"`))).toBe(characters)
  expect(() => scalar.parseLiteral(parseConstValue(characters))).toThrow(`${name}: cần`)
  expect(() => scalar.parseValue(Number(characters))).toThrow(`${name}: cần`)
})
