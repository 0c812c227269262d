import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { databaseRows } from '../setup/database-rows.ts'
import { type GraphQLAnswer, startTestHub, type TestHub } from '../setup/hub.ts'
import { type MongodProxy, mongodProxy } from '../setup/mongod-proxy.ts'
import { ownRecords } from '../setup/own-records.ts'
import { waitFor } from '../setup/wait-for.ts'

const open = '{ agency(code: "GLI-SNV") { name } }'
const shared = 'query ($id: PersonalId!) { person(personalId: $id) { fullName } }'
const lookUp = 'query ($id: ParcelId!) { parcel(parcelId: $id) { landUse areaSquareMetres } }'

let way: MongodProxy
let hub: TestHub
let personalId: string
let parcelId: string
beforeAll(async () => {
  const records = await ownRecords('grants_down')
  way = await mongodProxy(records.mongodbUri)
  hub = await startTestHub({ ...records, mongodbUri: way.uri })
  const rows = await Promise.all([
    databaseRows(hub, 'residence', 'residents', { deceased: false }),
    databaseRows(hub, 'land', 'parcels', {}),
  ])
  personalId = String(rows[0][0]?.personalId)
  parcelId = String(rows[1][0]?.parcelId)
}, 60_000)
afterAll(async () => {
  await hub?.stop()
  await way?.close()
})

const reasonsOf = ({ errors }: GraphQLAnswer) => errors?.map(({ extensions }) => extensions.reason ?? extensions.code)
const person = () => hub.ask(shared, { id: personalId })

describe('a hub that the store of grants does not answer', () => {
  test('answers what was granted while its lease lasts', async () => {
    expect(await person()).toEqual({ data: { person: { fullName: expect.any(String) } } })
  })

  test('then refuses everything that needs a grant, an owner or the subject, and says no more than that', async () => {
    way.hold('provincial-data-hub-grants')
    const refused = await waitFor(person, ({ errors }) => errors !== undefined)
    expect(refused.data).toEqual({ person: null })
    expect(reasonsOf(refused)).toEqual(['NO_GRANT'])
    expect(JSON.stringify(refused)).not.toMatch(/127\.0\.0\.1|mongo|lease/i)
    const owner = { as: { sub: 'owner', agency: 'GLI-CA', databases: ['residence'] }, purpose: 'RESIDENCE_MANAGEMENT' }
    expect(reasonsOf(await hub.askAs(owner, shared, { id: personalId }))).toEqual(['NO_GRANT'])
    const inspector = { as: { sub: 'inspector', agency: 'GLI-TT', roles: ['inspector'] }, purpose: 'INSPECTION' }
    expect(reasonsOf(await hub.askAs(inspector, '{ exchangeLog { totalCount } }'))).toEqual(['NO_GRANT'])
    const citizen = { as: { sub: 'citizen', personal_id: personalId } }
    expect(await hub.askAs(citizen, '{ viewer { person { fullName } } }')).toMatchObject({
      data: { viewer: { person: { fullName: null } } },
      errors: [{ extensions: { coordinate: 'Person.fullName' } }],
    })
  }, 60_000)

  test('still answers what is open to everybody, and looks up what its full key is given of', async () => {
    for (const caller of [{ as: null }, { as: { sub: 'reader', agency: 'TEST-READER' } }]) {
      const answer = await hub.askAs(caller, lookUp, { id: parcelId })
      expect(answer).toEqual({
        data: { parcel: { landUse: expect.any(String), areaSquareMetres: expect.any(Number) } },
      })
      expect(await hub.askAs(caller, open)).toEqual({ data: { agency: { name: expect.any(String) } } })
    }
  })

  test('and records all this, without a version of the grants', async () => {
    const response = await hub.request({ as: null }, lookUp, { id: parcelId })
    expect(response.headers.get('x-log-head')).toMatch(/^[0-9a-f]{32}\.\d+\.[0-9a-f]{64}$/)
  })

  test('takes the grants up again by itself, without a restart', async () => {
    way.release()
    const answer = await waitFor(person, ({ errors }) => errors === undefined)
    expect(answer).toEqual({ data: { person: { fullName: expect.any(String) } } })
  }, 60_000)
})
