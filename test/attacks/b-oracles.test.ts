import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type DemoHub, startDemoHub } from '../setup/demo-hub.ts'

let hub: DemoHub
beforeAll(async () => {
  hub = await startDemoHub('attack_b')
}, 120_000)
afterAll(() => hub?.stop())

const land = () => hub.demo('land-officer', 'LAND_ADMINISTRATION')
const everyone = () => ({ as: { sub: 'reader', agency: 'TEST-READER' }, purpose: 'OFFICIAL_STATISTICS' })

describe('B08 the edge of a page', () => {
  test.each(['-1', '101', '1000000000', '-2147483648'])(
    'first: %s is the same error, however many rows lie behind it',
    async (first) => {
      const query = `{ residents(first: ${first}) { totalCount nodes { fullName } } }`
      const [few, all] = await Promise.all([land(), everyone()].map((caller) => hub.askAs(caller, query)))
      expect(few?.errors).toEqual(all?.errors)
      expect(few?.errors?.map(({ extensions }) => extensions.code)).toEqual([
        Number(first) > 10_000 ? 'LIMIT_EXCEEDED' : 'BAD_USER_INPUT',
      ])
    },
  )

  test('there is no way to page from the end or by number', async () => {
    for (const argument of ['last: 5', 'before: "x"', 'offset: 10', 'skip: 10', 'limit: 5']) {
      const { errors } = await hub.askAs(everyone(), `{ residents(${argument}) { totalCount } }`)
      expect([argument, errors?.[0].extensions.code]).toEqual([argument, 'GRAPHQL_VALIDATION_FAILED'])
    }
  })

  test('what is counted is what can be paged through, and no row more', async () => {
    const { data } = await hub.askAs(
      land(),
      '{ residents(first: 100) { totalCount nodes { fullName } pageInfo { hasNextPage } } }',
    )
    const all = await hub.ask('{ residents(first: 0) { totalCount } }')
    expect(data.residents.totalCount).toBe(data.residents.nodes.length)
    expect(data.residents.pageInfo.hasNextPage).toBe(false)
    expect(data.residents.totalCount).toBeLessThan(all.data.residents.totalCount)
  })
})

describe('B13 nothing beside the answer tells how it was made', () => {
  const asked = { 'apollo-query-plan-experimental': '1', 'apollo-federation-include-trace': 'ftv1' }
  test.each([
    ['one that joins', '{ residents(first: 5) { nodes { fullName parcels { totalCount } } } }'],
    [
      'one that finds nobody',
      '{ residents(where: { fullName: { equals: "Nobody" } }) { nodes { parcels { totalCount } } } }',
    ],
    ['one that is refused', '{ beneficiaries { totalCount } }'],
  ])('%s has the same headers and no extensions but the contract’s', async (_what, query) => {
    const response = await hub.request({ ...land(), headers: asked }, query)
    const { extensions = {} } = (await response.json()) as { extensions?: object }
    expect(Object.keys(extensions).filter((name) => name !== 'limits')).toEqual([])
    expect([...response.headers.keys()].sort()).toEqual(
      [...(await hub.request({ as: null }, '{ viewer { identity } }')).headers.keys()].sort(),
    )
  })
})

describe('B01 a row out of reach', () => {
  test('is the same bytes as one that is not there, on every way that takes a key', async () => {
    const reach = await hub.askAs(land(), '{ residents(first: 100) { nodes { hub: fullName } totalCount } }')
    expect(reach.data.residents.totalCount).toBeGreaterThan(0)
    const all = await hub.ask('{ residents(first: 100) { nodes { personalId residenceUnit { id } } } }')
    const people: { personalId: string; residenceUnit: { id: string } }[] = all.data.residents.nodes
    const { data } = await hub.askAs(land(), '{ viewer { grants { territory } } }')
    const [unit] = data.viewer.grants.flatMap(({ territory }: { territory: string[] | null }) => territory ?? [])
    const outside = people.filter(({ residenceUnit }) => residenceUnit.id !== unit).slice(0, 20)
    const query = `query ($id: PersonalId!) {
      person(personalId: $id) { fullName sex parcels { totalCount nodes { parcelId } } }
      persons(personalIds: [$id]) { __typename fullName }
    }`
    const answers = await Promise.all(
      [...outside.map(({ personalId }) => personalId), hub.nobody].map(async (id) =>
        (await hub.request(land(), query, { id })).text(),
      ),
    )
    expect(outside.length).toBeGreaterThan(10)
    expect(new Set(answers).size).toBe(1)
  })
})
