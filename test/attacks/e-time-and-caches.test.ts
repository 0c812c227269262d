import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type DemoHub, startDemoHub } from '../setup/demo-hub.ts'
import { ask, type Caller } from '../setup/hub.ts'

const rounds = process.env.HUB_TEST_LONG === 'yes' ? 500 : 60

let hub: DemoHub
beforeAll(async () => {
  hub = await startDemoHub('attack_e')
}, 120_000)
afterAll(() => hub?.stop())

const callers = (): Caller[] => [
  { as: null },
  hub.demo('citizen'),
  hub.demo('citizen', 'HEALTH_CARE'),
  hub.demo('health-officer', 'HEALTH_CARE'),
  hub.demo('health-officer', 'CIVIL_STATUS'),
  hub.demo('land-officer', 'LAND_ADMINISTRATION'),
  hub.demo('justice-officer', 'CIVIL_STATUS'),
  hub.demo('unlisted-agency', 'HEALTH_CARE'),
  { as: { sub: 'reader', agency: 'TEST-READER' }, purpose: 'OFFICIAL_STATISTICS' },
]

const person = `query ($id: PersonalId!) {
  person(personalId: $id) { personalId fullName sex religion parcels { totalCount } healthInsurance { valid } vaccinations { totalCount } }
  viewer { identity purpose person { personalId fullName } }
}`

describe('E07, E10, E14 many callers with one text at once', () => {
  test('each gets the answer that it gets alone', async () => {
    const { data } = await hub.ask('{ residents(first: 12) { nodes { personalId } } }')
    const ids: string[] = [hub.citizen, ...data.residents.nodes.map((one: { personalId: string }) => one.personalId)]
    const all = callers()
    const textOf = async (caller: Caller, id: string) => (await hub.request(caller, person, { id })).text()
    const alone = new Map<string, string>()
    for (const [at, caller] of all.entries())
      for (const id of ids.slice(0, 4)) alone.set(`${at} ${id}`, await textOf(caller, id))
    // Nobody's answer is like that of all others, so that a mix-up shows.
    expect(new Set(alone.values()).size).toBeGreaterThan(12)
    for (let round = 0; round < rounds; round += 10) {
      const asked = Array.from({ length: 40 }, (_one, place) => {
        const at = (place * 7 + round) % all.length
        return [at, ids[(place + round) % 4] as string] as const
      })
      const answers = await Promise.all(asked.map(([at, id]) => textOf(all[at] as Caller, id)))
      for (const [place, [at, id]] of asked.entries()) expect(answers[place]).toBe(alone.get(`${at} ${id}`))
    }
  })

  test('E10 the fields by which variables filter are judged each time, whatever was asked before', async () => {
    const query =
      'query ($where: OrganizationWhere, $by: OrganizationOrderBy) { enterprises(where: $where, orderBy: $by, first: 1) { totalCount } }'
    const told = async (variables: Record<string, unknown>) => {
      const { data, errors } = await hub.askAs({ as: null }, query, variables)
      return [data.enterprises === null, errors?.map(({ extensions }) => extensions.via)]
    }
    const open = [false, undefined]
    const byWhere = [true, ['Query.enterprises(where:)']]
    const byOrder = [true, ['Query.enterprises(orderBy:)']]
    for (let round = 0; round < 2; round++) {
      expect(await told({})).toEqual(open)
      expect(await told({ where: { charterCapital: { from: 1 } } })).toEqual(byWhere)
      expect(await told({ where: { status: 'ACTIVE' } })).toEqual(open)
      expect(await told({ where: { status: 'ACTIVE', charterCapital: null } })).toEqual(byWhere)
      expect(await told({ where: null, by: null })).toEqual(open)
      expect(await told({ by: 'charterCapital' })).toEqual(byOrder)
      expect(await told({ by: 'name' })).toEqual(open)
    }
  })

  test('E10 a default counts where no value comes, and only there', async () => {
    const query =
      'query ($by: OrganizationOrderBy = charterCapital) { enterprises(orderBy: $by, first: 1) { totalCount } }'
    const refused = async (variables: Record<string, unknown>) =>
      (await hub.askAs({ as: null }, query, variables)).data.enterprises === null
    expect([await refused({}), await refused({ by: null }), await refused({ by: 'name' }), await refused({})]).toEqual([
      true,
      false,
      false,
      true,
    ])
  })

  test('E10 the operation that is named is the one that is judged', async () => {
    const query = `query A { viewer { identity } } query B { residents(first: 1) { totalCount } }`
    const by = async (operationName: string) => ask(hub.url, { query, operationName })
    expect((await by('A')).errors).toBeUndefined()
    expect((await by('B')).data).toEqual({ residents: null })
    expect((await by('A')).errors).toBeUndefined()
    for (const none of ['C', 'A\nB', ' A', '__proto__'])
      expect((await by(none)).errors?.[0].extensions.code).toBe('OPERATION_RESOLUTION_FAILURE')
  })
})

describe('E06 nothing above OPEN is kept on the way', () => {
  test('no answer may be stored, to nobody', async () => {
    for (const caller of callers()) {
      const response = await hub.request(caller, person, { id: hub.citizen })
      expect(response.headers.get('cache-control')).toBe('no-store')
    }
  })
})

describe('E11 a hash in place of a text', () => {
  test('is no question, and with a text beside it the text is asked', async () => {
    const persistedQuery = {
      version: 1,
      sha256Hash: 'ecf4edb46db40b5132295c0291d62fb65d6759a9eedfa4d5d612dd5ec54a6b38',
    }
    const post = (body: unknown) =>
      fetch(`${hub.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    const bare = await post({ extensions: { persistedQuery } })
    expect(bare.status).toBe(400)
    const both = await post({ query: '{ viewer { identity } }', extensions: { persistedQuery } })
    expect(await both.json()).toEqual({ data: { viewer: { identity: 'anonymous' } } })
    expect((await post({ extensions: { persistedQuery } })).status).toBe(400)
  })
})

describe('E12 an answer that goes on after it was judged', () => {
  test.each([
    ['a subscription', 'subscription { viewer { identity } }', {}],
    ['a part that comes later', '{ viewer { ... @defer { identity } } }', {}],
    ['a list that comes in parts', '{ enterprises { nodes @stream { name } } }', {}],
    ['an answer in parts', '{ viewer { identity } }', { accept: 'multipart/mixed; deferSpec=20220824' }],
    ['a stream of events', '{ viewer { identity } }', { accept: 'text/event-stream' }],
  ])('%s is not served', async (_what, query, headers) => {
    const { data, errors } = await hub.askAs(
      { ...hub.demo('citizen'), headers: { ...headers } as Record<string, string> },
      query,
    )
    expect(data).toBeUndefined()
    expect(errors).toHaveLength(1)
  })
})
