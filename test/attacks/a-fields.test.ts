import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type DemoHub, startDemoHub } from '../setup/demo-hub.ts'
import type { Caller } from '../setup/hub.ts'

let hub: DemoHub
let secret: string
beforeAll(async () => {
  hub = await startDemoHub('attack_a')
  const own = await hub.askAs(hub.demo('citizen'), '{ viewer { person { hubId } } }')
  secret = own.data.viewer.person.hubId
}, 120_000)
afterAll(() => hub?.stop())

const health = () => hub.demo('health-officer', 'HEALTH_CARE')

describe('A01, A02 a field that is refused', () => {
  const id = '$id: PersonalId!'
  const at = 'person(personalId: $id)'
  test.each([
    ['alone', `query (${id}) { ${at} { hubId } }`],
    ['beside what may be read', `query (${id}) { ${at} { fullName hubId } }`],
    ['under two aliases', `query (${id}) { ${at} { a: hubId b: hubId } }`],
    ['under the name of a field that may be read', `query (${id}) { ${at} { fullName: hubId } }`],
    ['beside a value under the name of its place', `query (${id}) { ${at} { __refused_hubId: fullName hubId } }`],
    ['in a list', `query (${id}) { persons(personalIds: [$id]) { hubId } }`],
    ['under a condition that holds', `query (${id}, $yes: Boolean! = true) { ${at} { hubId @include(if: $yes) } }`],
    [
      'under two conditions',
      `query (${id}, $no: Boolean = false) { ${at} { hubId @skip(if: $no) @include(if: true) } }`,
    ],
    [
      'in a fragment in a fragment',
      `query (${id}) { ${at} { ...A } } fragment A on Person { ...B } fragment B on Person { hubId }`,
    ],
    [
      'in a fragment of the root',
      `query (${id}) { ...A ... on Query { ${at} { hubId } } } fragment A on Query { ${at} { sex } }`,
    ],
    ['in the second operation', `query A { viewer { identity } } query B(${id}) { ${at} { hubId } }`],
  ])('%s is null, told once, and its value is nowhere', async (_how, query) => {
    const response = await hub.request(health(), query, { id: hub.citizen })
    const text = await response.text()
    expect(secret.length).toBeGreaterThan(7)
    expect([text, ...[...response.headers].flat()].join()).not.toContain(secret)
    const codes = (JSON.parse(text).errors ?? []).map(({ extensions: one }: { extensions: Row }) => [
      one.code,
      one.coordinate,
    ])
    const unnamed = query.includes('query B')
    expect(codes).toEqual([unnamed ? ['OPERATION_RESOLUTION_FAILURE', undefined] : ['ACCESS_DENIED', 'Person.hubId']])
  })

  test('A02 is not told where its condition leaves it out of the data, and its place is not there either', async () => {
    const query = `query ($id: PersonalId!, $no: Boolean!) { person(personalId: $id) { sex hubId @include(if: $no) } }`
    const { data } = await hub.askAs(health(), query, { id: hub.citizen, no: false })
    expect(Object.keys(data.person)).toEqual(['sex'])
  })
})

type Row = Record<string, unknown>

test('A12 a refused field reads the same whether it holds a value, nothing, an empty list, or nobody is there', async () => {
  const closed = 'religion children { fullName } drivingLicences { licenceClass } householdBusinesses { totalCount }'
  const all = await hub.ask(`{ residents(first: 60) { nodes { personalId ${closed} } } }`)
  const people: (Row & { personalId: string })[] = all.data.residents.nodes
  // There are some of each kind, so that equal bytes say something.
  for (const field of ['children', 'drivingLicences'])
    expect(new Set(people.map((one) => (one[field] as unknown[]).length > 0)).size).toBe(2)
  const query = `query ($id: PersonalId!) { person(personalId: $id) { ${closed} } }`
  const answers = await Promise.all(
    people.map(async ({ personalId }) => (await hub.request(health(), query, { id: personalId })).text()),
  )
  expect(new Set(answers).size).toBe(1)
  const stranger = hub.demo('unlisted-agency', 'HEALTH_CARE')
  const ids = [people[0]?.personalId, hub.nobody]
  const unseen = await Promise.all(ids.map(async (id) => (await hub.request(stranger, query, { id })).text()))
  expect(new Set(unseen).size).toBe(1)
})

test('A14 no answer of a mutation brings out a field: none is served', async () => {
  const answer = await hub.askAs(hub.demo('coordinator', 'INSPECTION'), 'mutation { __typename }')
  expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual(['GRAPHQL_VALIDATION_FAILED'])
})

test('A15 the refusals are the same beside an error of a resolver, and come before it', async () => {
  const query = (after: string) =>
    `query ($id: PersonalId!) { person(personalId: $id) { religion fullName vaccinations(after: ${after}) { totalCount } ethnicity } }`
  const [calm, broken] = await Promise.all(
    ['null', '"no cursor"'].map((after) => hub.askAs(health(), query(after), { id: hub.citizen })),
  )
  expect(calm?.errors).toHaveLength(2)
  expect(broken?.errors?.slice(0, 2)).toEqual(calm?.errors)
  expect(broken?.errors?.slice(2).map(({ extensions }) => extensions)).toEqual([
    { code: 'BAD_USER_INPUT', argument: 'after' },
  ])
  expect(Object.keys(broken?.data.person)).toEqual(Object.keys(calm?.data.person))
})

test('A16 a purpose is neither folded, nor split, nor taken from a list', async () => {
  const query = 'query ($id: PersonalId!) { person(personalId: $id) { fullName } }'
  const as = health().as
  const reasons = async (caller: Caller) =>
    (await hub.askAs(caller, query, { id: hub.citizen })).errors?.map(({ extensions }) => extensions.reason)
  for (const purpose of [
    'health_care',
    'HEALTH_CARE,HEALTH_CARE',
    'HEALTH_CARE OFFICIAL_STATISTICS',
    '["HEALTH_CARE"]',
    'HEALTH_CARE%00',
  ])
    expect([purpose, await reasons({ as, purpose })]).toEqual([purpose, ['PURPOSE_MISMATCH']])
  expect(await reasons({ as })).toEqual(['NO_PURPOSE'])
})
