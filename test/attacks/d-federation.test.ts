import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type DemoHub, startDemoHub } from '../setup/demo-hub.ts'
import { ask } from '../setup/hub.ts'

let hub: DemoHub
beforeAll(async () => {
  hub = await startDemoHub('attack_d')
}, 120_000)
afterAll(() => hub?.stop())

const inspector = () => hub.demo('inspector', 'INSPECTION')

describe('D07 what subgraphs serve each other', () => {
  test.each([
    '{ _service { sdl } }',
    '{ _entities(representations: []) { __typename } }',
    'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Person { fullName } } }',
    '{ __type(name: "_Entity") { name } }',
    '{ __type(name: "join__Graph") { name } }',
    '{ __type(name: "_Any") { name } }',
  ])('%s is not there for callers', async (query) => {
    const { data, errors } = await hub.askAs(inspector(), query, query.includes('$r') ? { r: [] } : undefined)
    if (errors) expect(errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED')
    else expect(data).toEqual({ __type: null })
  })

  test('no type of theirs stands in the schema that is shown', async () => {
    const { data } = await hub.askAs({ as: null }, '{ __schema { types { name } directives { name } } }')
    const names = [...data.__schema.types, ...data.__schema.directives].map(({ name }: { name: string }) => name)
    expect(names).toContain('Person')
    expect(
      names.filter((name: string) => /^_[^_]|join__|link__|^(key|shareable|requires|provides|external)$/.test(name)),
    ).toEqual([])
  })
})

describe('D12, D13 traces and plans', () => {
  test('are in no answer, whatever header asks for them', async () => {
    const query = '{ enterprises(first: 2) { nodes { name mineralPermits { totalCount } } } }'
    const plain = await (await hub.request({ as: null }, query)).text()
    const asking: readonly Readonly<Record<string, string>>[] = [
      { 'apollo-federation-include-trace': 'ftv1' },
      { 'apollo-query-plan-experimental': '1' },
      { 'apollo-expose-query-plan': 'true', 'apollo-tracing': '1' },
      { 'apollographql-client-name': 'studio', 'x-apollo-operation-name': 'x' },
    ]
    for (const headers of asking) expect(await (await hub.request({ as: null, headers }, query)).text()).toBe(plain)
  })
})

describe('the variables of a request', () => {
  test('D02 are never taken for the representations of a fetch', async () => {
    const query = `query ($representations: [TaxCode!]!) { organizations(taxCodes: $representations) { taxCode name mineralPermits { totalCount } } }`
    const some = await hub.askAs({ as: null }, '{ enterprises(first: 3) { nodes { taxCode } } }')
    const codes = some.data.enterprises.nodes.map(({ taxCode }: { taxCode: string }) => taxCode)
    const { data, errors } = await hub.askAs({ as: null }, query, { representations: codes })
    expect(errors).toBeUndefined()
    expect(data.organizations.map(({ taxCode }: { taxCode: string }) => taxCode)).toEqual(codes)
    const people = await hub.askAs({ as: null }, query, {
      representations: [{ __typename: 'Person', personalId: hub.citizen }],
    })
    expect(people.errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT'])
  })

  test('D02 may bear the name of representations below a join as well', async () => {
    const query = (name: string) =>
      `query ($${name}: Int) { enterprises(first: 3) { nodes { taxCode mineralPermits(first: $${name}) { totalCount nodes { number } } } } }`
    const [plain, representations] = await Promise.all(
      ['plain', 'representations'].map((name) => hub.askAs({ as: null }, query(name), { [name]: 1 })),
    )
    expect(plain?.errors).toBeUndefined()
    expect(representations).toEqual(plain)
  })

  test.each(['__proto__', 'constructor', 'toString'])(
    'D09 may bear the name %s, and change no object',
    async (name) => {
      const query = `query ($${name}: TaxCode!) { organization(taxCode: $${name}) { name } viewer { identity } }`
      const body = `{"query":${JSON.stringify(query)},"variables":{"${name}":"4100000000"}}`
      const response = await fetch(`${hub.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      })
      expect(response.status).toBe(200)
      expect(({} as Record<string, unknown>).polluted).toBeUndefined()
      expect((await ask(hub.url, { query: '{ viewer { identity } }' })).data).toEqual({
        viewer: { identity: 'anonymous' },
      })
    },
  )
})
