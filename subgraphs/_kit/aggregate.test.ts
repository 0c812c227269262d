import { afterAll, beforeAll, expect, test } from '@jest/globals'
import mongoose from 'mongoose'
import { limits } from '../../schema/limits.ts'
import { aggregate } from './aggregate.ts'
import { fixtureAgency } from './fixtures/fixture-agency.ts'
import { type OwnDatabase, ownDatabase } from './fixtures/own-database.ts'

const schema = new mongoose.Schema({ _id: String })

let own: OwnDatabase
beforeAll(async () => {
  own = await ownDatabase(fixtureAgency('aggregates', { collections: { rows: { schema } } }), 'kit_aggregate')
})
afterAll(() => own.end())

test('as many groups as a command may have keys come in one answer', async () => {
  const rows = Array.from({ length: limits.keysPerCommand }, (_, index) => ({ _id: `r${index}` }))
  await own.fill('rows', rows)
  const commands = await own.commandsOf(async () => {
    expect(await aggregate(own.scope(), 'rows', [{ $group: { _id: '$_id' } }])).toHaveLength(rows.length)
  })
  expect(commands).toEqual(['aggregate'])
})

test('the database is told how long it may take', async () => {
  const told: unknown[] = []
  const client = own.database.connection.getClient()
  const note = ({ command }: { command: { maxTimeMS?: number } }) => told.push(command.maxTimeMS)
  client.on('commandStarted', note)
  await aggregate(own.scope(), 'rows', [{ $limit: 1 }])
  client.off('commandStarted', note)
  expect(told).toEqual([limits.databaseCommandMs])
})
