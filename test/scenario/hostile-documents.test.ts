import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ApolloGateway } from '@apollo/gateway'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { getIntrospectionQuery } from 'graphql'
import { limits } from '../../schema/limits.ts'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { hostileRequests } from '../bench/hostile-kinds.ts'
import { startTestHub, type TestHub } from '../setup/hub.ts'

/** Operations that came as far as the planner. */
let planned = 0
let hub: TestHub
beforeAll(async () => {
  const load = ApolloGateway.prototype.load
  jest.spyOn(ApolloGateway.prototype, 'load').mockImplementation(async function (this: ApolloGateway, ...options) {
    const loaded = await load.apply(this, options)
    return {
      ...loaded,
      executor: (request) => {
        planned += 1
        return loaded.executor(request)
      },
    }
  })
  // The limits on documents are under test, and not the one on their number.
  hub = await startTestHub({ ratePerSecond: 1_000_000 })
})
afterAll(async () => {
  await hub.stop()
  jest.restoreAllMocks()
})

const requests = hostileRequests()
const kinds = [...new Set(requests.map(({ kind }) => kind))]
const refusals = [
  ...['LIMIT_EXCEEDED', 'GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'OPERATION_RESOLUTION_FAILURE'],
  'BAD_USER_INPUT',
]

describe('documents made to be expensive', () => {
  test('are many, of many kinds, and none so large that its bytes alone refuse it', () => {
    expect(requests.length).toBeGreaterThanOrEqual(200)
    expect(kinds.length).toBeGreaterThanOrEqual(50)
    for (const { query } of requests) expect(Buffer.byteLength(query)).toBeLessThanOrEqual(limits.documentBytes)
  })

  test.each(kinds)('%s: each is refused with a code of its kind, and never planned', async (kind) => {
    const before = planned
    for (const { query, variables } of requests.filter((request) => request.kind === kind)) {
      const answer = await hub.ask(query, variables)
      expect(answer.data).toBeUndefined()
      expect(answer.errors?.length).toBeGreaterThan(0)
      for (const { extensions } of answer.errors ?? []) expect(refusals).toContain(extensions.code)
    }
    expect(planned).toBe(before)
  })

  test('are refused as well where they come again', async () => {
    const before = planned
    const [first] = requests
    for (let times = 0; times < 3; times += 1)
      expect((await hub.ask(first?.query ?? '')).errors?.[0].extensions.code).toBe('LIMIT_EXCEEDED')
    expect(planned).toBe(before)
  })
})

describe('the limits let through', () => {
  test.each(['dossier', 'organizations', 'unit-before-and-after', 'fishing-vessel'])(
    'the operation %s',
    async (name) => {
      const folder = join(repositoryRoot, 'test/bench/operations')
      const query = readFileSync(join(folder, `${name}.graphql`), 'utf8')
      const { variables } = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))
      const { data, errors } = await hub.ask(query, variables[0])
      // Nobody is asked who asks; what a citizen may not read is refused by name, and that is no limit.
      expect(Object.keys(data).length).toBeGreaterThan(0)
      expect(errors?.filter(({ extensions }) => extensions.code !== 'ACCESS_DENIED') ?? []).toEqual([])
    },
  )

  test('the introspection of every console', async () => {
    for (const options of [
      {},
      { inputValueDeprecation: true, directiveIsRepeatable: true, specifiedByUrl: true, schemaDescription: true },
    ]) {
      const { data, errors } = await hub.ask(getIntrospectionQuery(options))
      expect(errors).toBeUndefined()
      expect(data.__schema.types.length).toBeGreaterThan(100)
    }
  })

  test('an operation as large as the limits allow', async () => {
    const names = Array.from({ length: limits.aliases }, (_, at) => `a${at}: name`).join(' ')
    const { data, errors } = await hub.ask(`{ administrativeUnit(code: "52") { ${names} } }`)
    expect(errors).toBeUndefined()
    expect(Object.keys(data.administrativeUnit)).toHaveLength(limits.aliases)
  })
})

describe('a hub that hides its schema', () => {
  let hidden: TestHub
  beforeAll(async () => {
    hidden = await startTestHub({ introspection: false })
  })
  afterAll(() => hidden.stop())

  test.each([
    ['a question about the schema', '{ __schema { types { name } } }', {}],
    ['a field that is nearly one', '{ administrativeUnt(code: "52") { name } }', {}],
    ['a field of a type', '{ administrativeUnit(code: "52") { nam } }', {}],
    ['an argument that is nearly one', '{ administrativeUnit(cod: "52") { name } }', {}],
    ['an argument that is missing', '{ administrativeUnit { name } }', {}],
    ['a type that is nearly one', '{ ... on Qury { a } }', {}],
    ['a value that is nearly one', '{ residents(direction: AS) { totalCount } }', {}],
    [
      'an input that is nearly one',
      'query ($w: PersonWhere) { residents(where: $w) { totalCount } }',
      { w: { fullNam: 'An' } },
    ],
  ])('%s: says that it does not fit, and nothing that it would have fitted', async (_what, query, variables) => {
    const answer = await hidden.ask(query, variables)
    expect(answer.data).toBeUndefined()
    expect(JSON.stringify(answer)).not.toMatch(
      /Did you mean|queryType|AdministrativeUnit|administrativeUnit\b|fullName|SortDirection|ASC/,
    )
    expect(['GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT']).toContain(answer.errors?.[0].extensions.code)
  })

  test('answers what it is asked by its name', async () => {
    const { data } = await hidden.ask('{ administrativeUnit(code: "52") { __typename } }')
    expect(data.administrativeUnit.__typename).toBe('AdministrativeUnit')
  })
})

test('after all of it the hub answers as before', async () => {
  expect(await hub.ask('{ administrativeUnit(code: "52", asOf: "2025-07-01") { name } }')).toEqual({
    data: { administrativeUnit: { name: 'Tỉnh Gia Lai' } },
  })
})
