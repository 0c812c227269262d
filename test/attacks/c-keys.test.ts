import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type DemoHub, startDemoHub } from '../setup/demo-hub.ts'

let hub: DemoHub
beforeAll(async () => {
  hub = await startDemoHub('attack_c')
}, 120_000)
afterAll(() => hub?.stop())

const land = () => hub.demo('land-officer', 'LAND_ADMINISTRATION')
const health = () => hub.demo('health-officer', 'HEALTH_CARE')

describe('C01 a personal ID', () => {
  test('is not come by through open records', async () => {
    const text = await (
      await hub.request(
        { as: null },
        '{ enterprises(first: 50) { nodes { taxCode representative { personalId } shareholders { nodes { person { personalId } } } } } }',
      )
    ).text()
    expect(text).not.toMatch(/\b0\d{11}\b/)
    expect(JSON.parse(text).data.enterprises.nodes.length).toBeGreaterThan(0)
  })

  test('joins what may be read, and is refused itself', async () => {
    const query =
      'query ($id: PersonalId!) { person(personalId: $id) { personalId fullName vaccinations { totalCount } } }'
    const { data, errors } = await hub.askAs(health(), query, { id: hub.citizen })
    expect(data.person).toEqual({
      personalId: null,
      fullName: expect.any(String),
      vaccinations: { totalCount: expect.any(Number) },
    })
    expect(errors?.map(({ extensions }) => extensions.coordinate)).toEqual(['Person.personalId'])
  })
})

describe('C02 a key that only joins', () => {
  const shapes: readonly (readonly [string, string, string])[] = [
    ['the key of the record', 'personalId', 'fullName'],
    ['the key, of another type', 'personalId', 'deceased'],
    ['the name of the type', '__typename', 'fullName'],
    ['a place of ours', '__refused_personalId', 'fullName'],
    ['a name of ours', '__as_personalId', 'fullName'],
    ['a key of every object', '__proto__', 'fullName'],
    ['another such key', 'constructor', 'sex'],
  ]
  test.each(shapes)(
    'is neither brought out nor replaced by a field under an alias that is %s',
    async (_what, alias, field) => {
      const query = (name: string) =>
        `{ residents(first: 5) { nodes { ${name}: ${field} parcels(first: 5) { totalCount nodes { parcelId } } } } }`
      const response = await hub.request(land(), query(alias))
      const text = await response.text()
      expect(text).not.toMatch(/sealed:/)
      const plain = await hub.askAs(land(), query('plain'))
      expect(
        plain.data.residents.nodes.some((one: { parcels: { totalCount: number } }) => one.parcels.totalCount > 0),
      ).toBe(true)
      expect(text).toBe(JSON.stringify(plain).replaceAll('"plain":', `"${alias}":`))
    },
  )

  test('of one’s own record is not replaced either', async () => {
    const query = (name: string) =>
      `{ viewer { person { ${name}: permanentAddress household { code: size members { __typename: sex } } } } }`
    const read = async (name: string) => (await hub.askAs(hub.demo('citizen'), query(name))).data.viewer.person
    const plain = await read('plain')
    const own = await read('personalId')
    expect(own).toEqual({ personalId: plain.plain, household: plain.household })
    expect(own.household).toEqual({ code: expect.any(Number), members: expect.arrayContaining([{ __typename: null }]) })
  })

  test('under its seal is no key: not as an argument, not as one of the arguments of a list', async () => {
    const sealed = `sealed:${Buffer.alloc(60, 7).toString('base64url')}`
    for (const query of [
      `{ person(personalId: "${sealed}") { fullName } }`,
      `{ persons(personalIds: ["${sealed}"]) { fullName } }`,
      `{ fishingVessel(registrationNumber: "${sealed}") { name } }`,
      `{ parcel(parcelId: "${sealed}") { landUse } }`,
    ]) {
      const { data, errors } = await hub.askAs(health(), query)
      expect(data).toBeUndefined()
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT'])
      expect(JSON.stringify(errors)).not.toContain(sealed)
    }
    const code = await hub.askAs({ as: null }, `{ householdBusiness(code: "${sealed}") { name } }`)
    expect(code).toEqual({ data: { householdBusiness: null } })
  })
})

describe('C03, C05 who only asks whether there is such a person', () => {
  test('reads of that person: it is charged, and the person is told', async () => {
    const probe = 'query ($ids: [PersonalId!]!) { persons(personalIds: $ids) { __typename } }'
    await hub.askAs(health(), probe, { ids: [hub.citizen, hub.nobody] })
    const log = await hub.askAs(hub.demo('citizen'), '{ myAccessLog(first: 1) { nodes { identity fields } } }')
    expect(log.data.myAccessLog.nodes).toEqual([{ identity: 'health-officer', fields: ['Query.persons'] }])
    const inspector = hub.demo('inspector', 'INSPECTION')
    const { data } = await hub.askAs(
      inspector,
      '{ exchangeLog(agency: "GLI-SYT", first: 1) { nodes { asked subjects } } }',
    )
    expect(data.exchangeLog.nodes).toEqual([{ asked: ['Query.persons'], subjects: 1 }])
  })

  test('C03 asks the way of a key once an operation', async () => {
    const many = Array.from({ length: 10 }, (_one, at) => `v${at}: parcel(parcelId: "w6mwm7ymbtt0") { landUse }`)
    const { data, errors } = await hub.askAs({ as: null }, `{ ${many.join(' ')} }`)
    expect(Object.values(data).filter((one) => one !== null).length).toBeLessThanOrEqual(1)
    expect(errors?.map(({ extensions }) => extensions.coordinate)).toEqual(['Query.parcel'])
  })
})

test('C04 a list where one key is asked is no list of keys', async () => {
  const query = 'query ($id: PersonalId!) { person(personalId: $id) { fullName } }'
  for (const id of [[hub.citizen], [hub.citizen, hub.nobody], { $in: [hub.citizen] }, { $ne: null }]) {
    const { data, errors } = await hub.askAs(health(), query, { id })
    expect([data, errors?.map(({ extensions }) => extensions)]).toEqual([
      undefined,
      [{ code: 'BAD_USER_INPUT', argument: 'personalId' }],
    ])
  }
})

test('C09 a household business does not lead to the person behind it', async () => {
  const all = await hub.ask(
    '{ householdBusinesses(first: 5) { nodes { code personalTaxCode owner { personalId fullName } } } }',
  )
  const [one] = all.data.householdBusinesses.nodes
  const response = await hub.request(
    { as: null },
    'query ($code: ID!) { householdBusiness(code: $code) { name code personalTaxCode owner { personalId fullName } } }',
    { code: one.code },
  )
  const text = await response.text()
  expect(JSON.parse(text).data.householdBusiness).toEqual({
    name: expect.any(String),
    code: one.code,
    personalTaxCode: null,
    owner: null,
  })
  expect(text).not.toContain(one.owner.personalId)
})

test('C10 a question in the address is not answered, and not repeated', async () => {
  const query = `{ person(personalId: "${hub.citizen}") { fullName } }`
  const response = await fetch(`${hub.url}/graphql?query=${encodeURIComponent(query)}`)
  expect(response.status).toBe(405)
  expect(await response.text()).not.toContain(hub.citizen)
})
