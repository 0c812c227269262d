import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { agencyUnavailable } from '../../schema/errors/agency-unavailable.ts'
import { scalars } from '../../schema/scalars/scalars.ts'
import { openTestGraph, type TestGraph } from './fixtures/open-test-graph.ts'

const people = [
  { personalId: '052085000001', name: 'An' },
  { personalId: '052085000002', name: 'Ba' },
]

let tested: TestGraph
beforeAll(async () => {
  tested = await openTestGraph(
    {
      people: {
        typeDefs: `
          scalar PersonalId
          scalar Date
          type Query { person(personalId: PersonalId!): Person people(first: Int = 20): [Person!] day(of: Date): Date }
          type Person @key(fields: "personalId") { personalId: PersonalId name: String }
        `,
        resolvers: {
          Query: {
            person: (_: unknown, { personalId }: { personalId: string }) =>
              people.find((one) => one.personalId === personalId),
            people: () => people,
            day: (_: unknown, { of }: { of: string }) => of,
          },
          Person: {
            __resolveReference: ({ personalId }: { personalId: string }) =>
              people.find((one) => one.personalId === personalId),
          },
        },
      },
      land: {
        typeDefs: `
          scalar PersonalId
          type Person @key(fields: "personalId") { personalId: PersonalId parcels: [String!] }
        `,
        resolvers: {
          Person: {
            __resolveReference: (key: object) => key,
            parcels: ({ personalId }: { personalId: string }) => [`parcel of ${personalId}`],
          },
        },
      },
    },
    scalars,
  )
})
afterAll(() => tested.graph.stop())
afterEach(() => {
  tested.answerBy('land', null)
  tested.answerBy('people', null)
  jest.restoreAllMocks()
})

const whole = '{ people { name parcels } }'
const fetches = () => Object.values(tested.fetched).flat().length

describe('a document that fits', () => {
  test('is joined over the subgraphs, each asked once', async () => {
    const before = fetches()
    const { body } = await tested.ask(whole)
    expect(body).toEqual({
      data: { people: people.map(({ personalId, name }) => ({ name, parcels: [`parcel of ${personalId}`] })) },
    })
    expect(fetches() - before).toBe(2)
  })

  test('is answered for the operation and the variables of each request, also where the text is the same', async () => {
    const document = 'query One($id: PersonalId!) { person(personalId: $id) { name } } query All { people { name } }'
    const named = async (name: string, id?: string) => (await tested.ask(document, { id }, name)).body.data
    expect(await named('One', '052085000001')).toEqual({ person: { name: 'An' } })
    expect(await named('All')).toEqual({ people: [{ name: 'An' }, { name: 'Ba' }] })
    expect(await named('One', '052085000002')).toEqual({ person: { name: 'Ba' } })
  })

  test('may ask the schema, which is public', async () => {
    const { body } = await tested.ask('{ __schema { queryType { name } } __type(name: "Person") { fields { name } } }')
    expect(body.data.__type.fields.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['name', 'parcels']),
    )
  })

  test('may use aliases that are names of Object', async () => {
    const { body } = await tested.ask('{ constructor: people { __proto__: name prototype: parcels } }')
    expect(Object.keys(body.data)).toEqual(['constructor'])
    expect(({} as { name?: string }).name).toBeUndefined()
  })
})

describe('what does not fit ends before a subgraph is asked', () => {
  test.each([
    ['an unknown field', '{ nothing }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['a mutation', 'mutation { people { name } }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['a subscription', 'subscription { people { name } }', {}, 'OPERATION_RESOLUTION_FAILURE'],
    ['no operation', 'fragment f on Person { name }', {}, 'OPERATION_RESOLUTION_FAILURE'],
    [
      'entities by a representation',
      '{ _entities(representations: []) { __typename } }',
      {},
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['the text of a subgraph’s schema', '{ _service { sdl } }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['a bad literal', '{ person(personalId: "1") { name } }', {}, 'BAD_USER_INPUT'],
    ['a bad variable', 'query ($id: PersonalId!) { person(personalId: $id) { name } }', { id: '1' }, 'BAD_USER_INPUT'],
    ['a missing variable', 'query ($id: PersonalId!) { person(personalId: $id) { name } }', {}, 'BAD_USER_INPUT'],
    ['no GraphQL', '{ people { name }', {}, 'GRAPHQL_PARSE_FAILED'],
    ['deferred parts', '{ people { ... @defer { name } } }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['too many tokens', `{ people { name ${'name '.repeat(2_000)} } }`, {}, 'LIMIT_EXCEEDED'],
  ])('%s', async (_what, document, variables, code) => {
    const before = fetches()
    for (let times = 0; times < 2; times += 1) {
      const { body } = await tested.ask(document, variables)
      expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual([code])
      expect(body.data).toBeUndefined()
    }
    expect(fetches()).toBe(before)
  })

  test('a document that was accepted is still checked for the variables of each request', async () => {
    const document = 'query ($id: PersonalId!) { person(personalId: $id) { name } }'
    expect((await tested.ask(document, { id: '052085000001' })).body.errors).toBeUndefined()
    expect((await tested.ask(document, { id: 'x' })).body.errors?.[0].extensions).toEqual({
      code: 'BAD_USER_INPUT',
      argument: 'personalId',
    })
  })
})

describe('a subgraph that fails', () => {
  test('costs its own fields only, with its code and without its name', async () => {
    tested.answerBy('land', async () => {
      throw agencyUnavailable('land', '2026-01-31T00:00:00.000Z')
    })
    const { body } = await tested.ask(whole)
    expect(body.data.people).toEqual(people.map(({ name }) => ({ name, parcels: null })))
    expect(body.errors).toHaveLength(1)
    expect(body.errors?.[0].extensions).toEqual({
      code: 'AGENCY_UNAVAILABLE',
      database: 'land',
      since: '2026-01-31T00:00:00.000Z',
    })
    expect(body.extensions.completeness).toEqual([
      { agency: null, database: 'land', missingSince: '2026-01-31T00:00:00.000Z' },
    ])
  })

  test('with a text of its own is not heard', async () => {
    tested.answerBy('land', async () => ({
      data: null,
      errors: [{ message: '052085000001 at mongodb://10.1.2.3', extensions: { stacktrace: ['at x'] } }] as never,
    }))
    const { body } = await tested.ask(whole)
    expect(body.errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'INTERNAL_SERVER_ERROR' }])
    expect(JSON.stringify(body.errors)).not.toMatch(/052085000001|10\.1\.2\.3|stacktrace|serviceName/)
  })

  test('with fields that were not asked or keys of Object changes nothing else', async () => {
    const entities =
      '[{"__typename":"Person","parcels":["a"],"name":"changed","__proto__":{"polluted":1}},{"parcels":["b"]}]'
    tested.answerBy('land', async () => ({
      data: JSON.parse(`{"_entities":${entities},"__proto__":{"polluted":1},"more":1}`),
    }))
    const { body } = await tested.ask('{ people { personalId parcels } }')
    expect(body.data.people.map(({ parcels }: { parcels: string[] }) => parcels)).toEqual([['a'], ['b']])
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })

  test.each([
    [
      'more entities than were asked',
      { data: { _entities: [{ parcels: ['a'] }, { parcels: ['b'] }, { parcels: ['c'] }] } },
    ],
    ['fewer', { data: { _entities: [{ parcels: ['a'] }] } }],
    ['none', { data: { _entities: null } }],
    ['no list', { data: { _entities: 'x' } }],
    ['other data', { data: {} }],
    ['nothing at all', null],
  ])('with %s costs its own fields only, and is told as ours', async (_what, answer) => {
    jest.spyOn(process.stderr, 'write').mockReturnValue(true)
    tested.answerBy('land', async () => answer as never)
    const { status, body } = await tested.ask(whole)
    expect(status).toBe(200)
    expect(body.data.people).toEqual(people.map(({ name }) => ({ name, parcels: null })))
    expect(body.errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'INTERNAL_SERVER_ERROR' }])
  })

  test('with a value of another type shows a null, and nothing of the planner’s own notes', async () => {
    tested.answerBy('people', async () => ({
      data: { people: [{ __typename: 'Person', personalId: '052085000001', name: { first: 'An' } }] },
    }))
    const { body } = await tested.ask('{ people { name } }')
    expect(body.data.people).toEqual([{ name: null }])
    expect(JSON.stringify(body)).not.toMatch(/valueCompletion|first/)
  })
})

test('a failure of the engine itself is told as ours, and reported with the request and without its message', async () => {
  let written = ''
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written += String(text)
    return true
  })
  tested.answerBy('people', () => {
    throw new Error('052085000001')
  })
  const { body } = await tested.ask('{ people { name } }')
  expect(body.data).toEqual({ people: null })
  expect(body.errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'INTERNAL_SERVER_ERROR' }])
  expect(JSON.parse(written)).toMatchObject({ level: 'error', requestId: 'r-7', error: 'Error' })
  expect(JSON.stringify(body) + written).not.toContain('052085000001')
})
