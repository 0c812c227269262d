import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type DemoHub, demoClock, startDemoHub } from '../setup/demo-hub.ts'
import { grantOf } from '../setup/reader.ts'

const ownGrants = [
  grantOf({ id: 'names', agency: 'TEST-NAMES', coordinates: ['Query.residents', 'Person.fullName'] }),
  grantOf({ id: 'ended', agency: 'TEST-ENDED', validTo: demoClock }),
  grantOf({ id: 'last', agency: 'TEST-LAST', validTo: '2026-03-02T08:00:00.001+07:00' }),
  grantOf({ id: 'first', agency: 'TEST-FIRST', validFrom: demoClock }),
  grantOf({ id: 'next', agency: 'TEST-NEXT', validFrom: '2026-03-02T01:00:00.001Z' }),
]

let hub: DemoHub
beforeAll(async () => {
  hub = await startDemoHub('refusals', ownGrants)
}, 120_000)
afterAll(() => hub?.stop())

const person = (fields: string) => `query ($id: PersonalId!) { person(personalId: $id) { ${fields} } }`
const ofCitizen = () => ({ id: hub.citizen })
const extensionsOf = (answer: { errors?: readonly { extensions: Record<string, unknown> }[] }) =>
  (answer.errors ?? []).map(({ extensions }) => extensions)
const told = (answer: { errors?: readonly { extensions: Record<string, unknown> }[] }) =>
  extensionsOf(answer).map(({ coordinate, reason }) => [coordinate, reason])

describe('a refusal', () => {
  test('is one entry with the names of the contract, beside data, with 200', async () => {
    const response = await hub.request(
      hub.demo('health-officer', 'HEALTH_CARE'),
      person('religion permanentAddress'),
      ofCitizen(),
    )
    const answer = (await response.json()) as {
      data: { person: Record<string, unknown> }
      errors: Record<string, unknown>[]
    }
    expect(response.status).toBe(200)
    expect(Object.keys(answer)).toEqual(['errors', 'data'])
    expect(answer.data).toEqual({ person: { religion: null, permanentAddress: expect.any(String) } })
    expect(answer.errors.map((error) => Object.keys(error))).toEqual([['message', 'extensions']])
    expect(answer.errors[0]?.extensions).toEqual({
      code: 'ACCESS_DENIED',
      coordinate: 'Person.religion',
      class: 'SENSITIVE',
      reason: 'NO_GRANT',
      basis: expect.stringMatching(/./),
      howTo: expect.stringMatching(/ — /),
    })
    expect(answer.errors[0]?.message).toMatch(/Person\.religion: .* — .*Person\.religion: /)
  })

  test('is told once for each coordinate, in the order of the document, with nothing below it', async () => {
    const text = `query ($id: PersonalId!) {
      last: parcels { nodes { owners { person { fullName } } } }
      a: person(personalId: $id) { religion household { size members { religion ethnicity } } fullName ...more }
      b: person(personalId: $id) { ...more religion }
    } fragment more on Person { ethnicity religion household { code } }`
    const answer = await hub.askAs(hub.demo('health-officer', 'HEALTH_CARE'), text, ofCitizen())
    expect(told(answer)).toEqual([
      ['Query.parcels', 'NO_GRANT'],
      ['Person.religion', 'NO_GRANT'],
      ['Person.household', 'NO_GRANT'],
      ['Person.ethnicity', 'NO_GRANT'],
    ])
    // The nulls stand where the fields were asked.
    expect(Object.keys(answer.data)).toEqual(['last', 'a', 'b'])
    expect(Object.keys(answer.data.a)).toEqual(['religion', 'household', 'fullName', 'ethnicity'])
    expect(answer.data).toEqual({
      last: null,
      a: { religion: null, household: null, fullName: expect.any(String), ethnicity: null },
      b: { ethnicity: null, religion: null, household: null },
    })
  })

  test('by a filter or an order names what they read, and by what', async () => {
    const names = { as: { sub: 'names', agency: 'TEST-NAMES' }, purpose: 'OFFICIAL_STATISTICS' }
    const birth = { coordinate: 'Person.dateOfBirth', reason: 'NO_GRANT' }
    const text =
      'query ($where: PersonWhere, $by: PersonOrderBy) { residents(where: $where, orderBy: $by, first: 1) { totalCount } }'
    const all = await hub.askAs(names, text, { where: { fullName: { startsWith: 'N' } }, by: 'fullName' })
    expect([all.errors, all.data.residents.totalCount > 0]).toEqual([undefined, true])
    const born = { dateOfBirth: { from: '2000-01-01' } }
    const filtered = await hub.askAs(names, text, { where: { fullName: { startsWith: 'N' }, ...born } })
    expect(filtered.data).toEqual({ residents: null })
    expect(extensionsOf(filtered)).toMatchObject([{ ...birth, via: 'Query.residents(where:)' }])
    const sorted = await hub.askAs(names, text, { by: 'dateOfBirth' })
    expect(sorted.data).toEqual({ residents: null })
    expect(extensionsOf(sorted)).toMatchObject([{ ...birth, via: 'Query.residents(orderBy:)' }])
  })

  test('comes after bad input: what is no personal ID is told before who may ask, and without its value', async () => {
    const answer = await hub.askAs({ as: null }, person('religion'), { id: '052085' })
    expect(extensionsOf(answer)).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect(JSON.stringify(answer)).not.toContain('052085')
    expect(JSON.stringify(answer)).toContain('personalId')
  })

  test('is the same, byte for byte, of a person who is there and of one who is not', async () => {
    const ask = async (id: string) =>
      (
        await hub.request(hub.demo('unlisted-agency', 'OFFICIAL_STATISTICS'), person('religion fullName'), { id })
      ).text()
    expect(await ask(hub.citizen)).toBe(await ask(hub.nobody))
  })
})

describe('the reasons, in their order', () => {
  const justice = (fields: string, purpose?: string) =>
    hub.askAs(hub.demo('justice-officer', purpose), person(fields), ofCitizen())
  test('NO_TOKEN', async () =>
    expect(told(await hub.askAs({ as: null, purpose: 'CIVIL_STATUS' }, person('fullName'), ofCitizen()))).toEqual([
      ['Query.person', 'NO_TOKEN'],
    ]))
  test('NO_PURPOSE', async () => expect(told(await justice('fullName'))).toEqual([['Query.person', 'NO_PURPOSE']]))
  test('NO_GRANT', async () =>
    expect(told(await justice('religion', 'CIVIL_STATUS'))).toEqual([['Person.religion', 'NO_GRANT']]))
  test('PURPOSE_MISMATCH', async () =>
    expect(told(await justice('fullName', 'HEALTH_CARE'))).toEqual([['Query.person', 'PURPOSE_MISMATCH']]))
  test('GRANT_EXPIRED', async () =>
    expect(told(await justice('parcels { totalCount }', 'CIVIL_STATUS'))).toEqual([
      ['Person.parcels', 'GRANT_EXPIRED'],
    ]))
  test('CONSENT_MISSING', async () =>
    expect(told(await justice('healthInsurance { valid }', 'CIVIL_STATUS'))).toEqual([
      ['Person.healthInsurance', 'CONSENT_MISSING'],
    ]))
  test('SERVICE_SUSPENDED, with ground and whom to ask', async () => {
    const answer = await justice('fullName household { size }', 'CIVIL_STATUS')
    expect(told(answer)).toEqual([['Person.household', 'SERVICE_SUSPENDED']])
    expect(String(extensionsOf(answer)[0]?.howTo)).toMatch(/MAINTENANCE.*focal point of the Provincial Police/)
    expect(answer.data.person.fullName).toEqual(expect.any(String))
  })

  test('an owner needs a purpose and no grant; an office reads no record', async () => {
    const parcels = '{ parcels(first: 1) { nodes { parcelId owners { person { personalId fullName } } } } }'
    expect(told(await hub.askAs(hub.demo('land-officer', 'OFFICIAL_STATISTICS'), parcels))).toEqual([
      ['Person.fullName', 'PURPOSE_MISMATCH'],
    ])
    expect(told(await hub.askAs(hub.demo('land-officer'), parcels))).toEqual([['Query.parcels', 'NO_PURPOSE']])
    for (const office of ['coordinator', 'executive', 'approver', 'inspector'])
      expect(told(await hub.askAs(hub.demo(office, 'INSPECTION'), person('fullName'), ofCitizen()))).toEqual([
        ['Query.person', 'NO_GRANT'],
      ])
  })
})

test.each([
  ['ends', 'TEST-ENDED', [['Query.person', 'GRANT_EXPIRED']]],
  ['still lasts', 'TEST-LAST', []],
  ['begins', 'TEST-FIRST', []],
  ['has not begun', 'TEST-NEXT', [['Query.person', 'NO_GRANT']]],
])('at the instant at which a grant %s', async (_name, agency, refusals) => {
  const caller = { as: { sub: 'edge', agency }, purpose: 'OFFICIAL_STATISTICS' }
  expect(told(await hub.askAs(caller, person('fullName'), ofCitizen()))).toEqual(refusals)
})

describe('a purpose', () => {
  const asked = (headers: Record<string, string>) =>
    hub.askAs(hub.demo('health-officer', undefined, headers), person('permanentAddress'), ofCitizen())
  test.each([
    ['health_care'],
    ['HEALTH-CARE'],
    ['HEALTH_CARE,HEALTH_CARE'],
    ['["HEALTH_CARE"]'],
    ['HEALTH_CARE;q=1'],
    ['HEALTH%5FCARE'],
    ['HE'],
    ['NO_SUCH_PURPOSE'],
    ['LAND_ADMINISTRATION'],
    ['*'],
  ])('written %s matches no grant', async (value) => {
    expect(told(await asked({ 'x-purpose': value }))).toEqual([['Query.person', 'PURPOSE_MISMATCH']])
  })

  test('is stated in X-Purpose and nowhere else', async () => {
    const elsewhere = { purpose: 'HEALTH_CARE', 'x-purpose-code': 'HEALTH_CARE', 'apollo-purpose': 'HEALTH_CARE' }
    expect(told(await asked(elsewhere))).toEqual([['Query.person', 'NO_PURPOSE']])
    expect(told(await asked({ 'X-PURPOSE': 'HEALTH_CARE' }))).toEqual([])
  })
})

test('headers that say who asks are not heard', async () => {
  const forged = {
    'x-agency': 'GLI-SYT',
    'x-role': 'inspector',
    'x-user': 'health-officer',
    'x-databases': 'residence',
    'x-hub-viewer': '{"roles":["inspector"]}',
    'x-forwarded-user': 'inspector',
    'x-hub-hop': 'x',
  }
  const bare = await hub.request({ as: null, purpose: 'HEALTH_CARE' }, person('fullName'), ofCitizen())
  const with_ = await hub.request(
    { as: null, purpose: 'HEALTH_CARE', headers: forged },
    person('fullName'),
    ofCitizen(),
  )
  expect(await with_.text()).toBe(await bare.text())
  const viewer = await hub.askAs({ as: null, headers: forged }, '{ viewer { identity agency roles databases } }')
  expect(viewer.data.viewer).toEqual({ identity: 'anonymous', agency: null, roles: [], databases: [] })
})

describe('who asks', () => {
  test('is told of itself: agency, purpose, and the grants in force', async () => {
    const text =
      '{ viewer { identity agency purpose roles grants { id mode purpose needsConsent } person { personalId } } }'
    const { data } = await hub.askAs(hub.demo('justice-officer', 'CIVIL_STATUS'), text)
    expect(data.viewer).toMatchObject({
      identity: 'justice-officer',
      purpose: 'CIVIL_STATUS',
      roles: ['officer'],
      person: null,
    })
    expect(data.viewer.grants.map(({ id }: { id: string }) => id)).toEqual([
      'demo-justice-01',
      'demo-justice-02-consent',
    ])
    const unknown = await hub.askAs(hub.demo('justice-officer', 'NO_SUCH_PURPOSE'), '{ viewer { purpose } }')
    expect(unknown.data.viewer.purpose).toBeNull()
  })

  test('as a citizen reads the own record whole, and that of anybody else not at all', async () => {
    const { data, errors } = await hub.askAs(
      hub.demo('citizen'),
      '{ viewer { person { personalId religion household { members { personalId } } } } }',
    )
    expect(data.viewer.person).toMatchObject({ personalId: hub.citizen, religion: expect.any(String) })
    expect(data.viewer.person.household.members.every((one: { personalId: null }) => one.personalId === null)).toBe(
      true,
    )
    expect(told({ errors: errors ?? [] })).toEqual([['Person.personalId', 'NO_PURPOSE']])
    expect(told(await hub.askAs(hub.demo('citizen'), person('fullName'), ofCitizen()))).toEqual([
      ['Query.person', 'NO_PURPOSE'],
    ])
  })
})

describe('limited rows', () => {
  const ask = async (id: string) => {
    const answer = await hub.askAs(hub.demo('land-officer', 'LAND_ADMINISTRATION'), person('fullName'), { id })
    return [answer.data, JSON.stringify(answer.extensions), answer.errors]
  }
  test('are noted in the same bytes whatever rows were asked: inside, outside, and of nobody', async () => {
    const [inside, outside, nobody] = [await ask(hub.citizen), await ask(await farAway()), await ask(hub.nobody)]
    expect(inside?.[0]).toEqual({ person: { fullName: expect.any(String) } })
    expect([outside, nobody].map((answer) => answer?.[0])).toEqual([{ person: null }, { person: null }])
    expect(outside).toEqual(nobody)
    expect(inside?.slice(1)).toEqual(nobody?.slice(1))
    const { limits } = JSON.parse(String(inside?.[1])) as { limits: { coordinate: string; scope: string }[] }
    expect(limits.map(({ coordinate }) => coordinate)).toEqual(['Query.person', 'Person.fullName'])
    expect(limits[0]?.scope).toMatch(/^units: /)
  })

  async function farAway(): Promise<string> {
    const mine = await hub.ask(person('residenceUnit { id }'), ofCitizen())
    const others = await hub.ask('{ residents(first: 100) { nodes { personalId residenceUnit { id } } } }')
    const nodes: { personalId: string; residenceUnit: { id: string } | null }[] = others.data.residents.nodes
    const other = nodes.find(
      ({ residenceUnit }) => residenceUnit && residenceUnit.id !== mine.data.person.residenceUnit.id,
    )
    return String(other?.personalId)
  }
})
