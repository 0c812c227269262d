import { afterAll, beforeAll, expect, test } from '@jest/globals'
import mongoose from 'mongoose'
import { type GraphQLAnswer, startTestHub, type TestHub } from '../setup/hub.ts'
import { type OwnMongod, ownMongod } from '../setup/mongod.ts'
import { waitFor } from '../setup/wait-for.ts'

let land: OwnMongod
let hub: TestHub
beforeAll(async () => {
  land = await ownMongod()
  const client = await mongoose.mongo.MongoClient.connect(land.uri)
  await client.db('hub_land').collection('parcels').insertOne({ parcelId: 'w6mt7zkxg99r', owner: 'a real record' })
  await client.close()
  await land.stop()
  hub = await startTestHub({ agencyUris: { land: land.uri } })
})
afterAll(async () => {
  await hub?.stop()
  await land?.remove()
})

test('a database of real records that comes up after the start is neither served nor changed', async () => {
  await land.start()
  const connection = hub.hub.subgraphs.find(({ name }) => name === 'land')?.database.connection
  await waitFor(
    async () => connection?.readyState,
    (state) => state === mongoose.ConnectionStates.connected,
  )
  const query = '{ parcel(parcelId: "w6mt7zkxg99r") { parcelId areaSquareMetres } }'
  const answers: GraphQLAnswer[] = []
  for (let round = 0; round < 20; round += 1) answers.push(await hub.ask(query))
  for (const answer of answers) {
    expect(answer.data).toEqual({ parcel: null })
    expect(answer.errors?.[0].extensions).toMatchObject({ code: 'AGENCY_UNAVAILABLE', database: 'land' })
  }
  expect(await connection?.db?.collection('parcels').countDocuments()).toBe(1)
  expect((await connection?.db?.listCollections().toArray())?.map(({ name }) => name)).toEqual(['parcels'])
}, 60_000)
