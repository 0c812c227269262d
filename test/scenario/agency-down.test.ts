import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type GraphQLAnswer, startTestHub, type TestHub } from '../setup/hub.ts'
import { type OwnMongod, ownMongod } from '../setup/mongod.ts'
import { testPersons } from '../setup/population.ts'
import { waitFor } from '../setup/wait-for.ts'

const query = `{
  administrativeUnit(code: "21583", asOf: "2025-07-01") { name }
  residents(first: 3, orderBy: dateOfBirth) { totalCount nodes { fullName parcels(first: 1) { totalCount } vehicles(first: 1) { totalCount } } }
}`
const lost = (answer: GraphQLAnswer) => answer.errors !== undefined
const whole = (answer: GraphQLAnswer) => answer.errors === undefined

let land: OwnMongod
let hub: TestHub
beforeAll(async () => {
  land = await ownMongod()
  hub = await startTestHub({ agencyUris: { land: land.uri } })
})
afterAll(async () => {
  await hub?.stop()
  await land?.remove()
})

describe('the land database on a server of its own', () => {
  test('is joined like any other', async () => {
    const answer = await hub.ask(query)
    expect(answer.errors).toBeUndefined()
    expect(answer.data.residents.nodes[0].parcels).not.toBeNull()
  })

  test('costs only its own fields when it stops, and says since when it is missing', async () => {
    await land.stop()
    const answer = await waitFor(() => hub.ask(query), lost)
    expect(answer.data.administrativeUnit.name).toBe('Phường Quy Nhơn')
    expect(answer.data.residents.totalCount).toBe(testPersons)
    for (const person of answer.data.residents.nodes) {
      expect(person.fullName).toEqual(expect.any(String))
      expect(person.vehicles).not.toBeNull()
      expect(person.parcels).toBeNull()
    }
    expect(answer.errors).toEqual([
      {
        message: expect.stringContaining('tạm thời không trả lời'),
        path: ['residents', 'nodes', expect.any(Number), 'parcels', 'totalCount'],
        extensions: {
          code: 'AGENCY_UNAVAILABLE',
          database: 'land',
          agency: 'GLI-SNNMT',
          since: expect.stringMatching(/^\d{4}-/),
        },
      },
    ])
    expect(answer.extensions.completeness).toEqual([
      { agency: 'GLI-SNNMT', database: 'land', missingSince: expect.stringMatching(/^\d{4}-/) },
    ])
    expect(JSON.stringify(answer)).not.toMatch(/127\.0\.0\.1|mongodb:|ECONNREFUSED|\bat .*\.ts/)
  })

  test('is shown as down while the hub stays ready', async () => {
    const ready = await fetch(`${hub.url}/health/ready`)
    expect(ready.status).toBe(200)
    expect(await ready.json()).toMatchObject({
      status: 'ready',
      agencies: { land: { up: false }, residence: { up: true } },
    })
  })

  test('returns without a restart', async () => {
    await land.start()
    const answer = await waitFor(() => hub.ask(query), whole)
    expect(answer.data.residents.nodes[0].parcels.totalCount).toEqual(expect.any(Number))
    expect(answer.extensions).toBeUndefined()
  })
})

test('a database that hangs without closing its connections costs its own fields too, and returns', async () => {
  land.freeze()
  try {
    const answer = await waitFor(() => hub.ask(query), lost)
    expect(answer.data.residents.totalCount).toBe(testPersons)
    expect(answer.errors?.map((error) => error.extensions.database)).toEqual(['land'])
  } finally {
    land.thaw()
  }
  expect((await waitFor(() => hub.ask(query), whole)).data.residents.nodes[0].parcels).not.toBeNull()
})

test('a hub starts while an agency is down, serves the others, and takes it up with its data when it comes', async () => {
  const late = await ownMongod()
  await late.stop()
  const early = await startTestHub({ agencyUris: { land: late.uri } })
  try {
    expect(early.hub.seeded?.unreachable).toEqual(['land'])
    const without = await early.ask(query)
    expect(without.data.residents.totalCount).toBe(testPersons)
    expect(without.errors?.map((error) => error.extensions.database)).toEqual(['land'])
    await late.start()
    const count = '{ parcels { totalCount } }'
    const reference = await hub.ask(count)
    const seeded = (answer: GraphQLAnswer) => answer.data?.parcels?.totalCount === reference.data.parcels.totalCount
    expect((await waitFor(() => early.ask(count), seeded)).errors).toBeUndefined()
  } finally {
    await early.stop()
    await late.remove()
  }
})
