import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import mongoose from 'mongoose'
import { testDataKeys } from '../../test/setup/data-keys.ts'
import { sealRow } from './at-rest/at-rest.ts'
import { fixtureAgency } from './fixtures/fixture-agency.ts'
import { type OwnDatabase, ownDatabase } from './fixtures/own-database.ts'
import { latestRow } from './latest-row.ts'

const rows = [
  { _id: 'a/1', vessel: 'a', at: '2026-06-01T05:00:00Z', day: '2026-06-01' },
  { _id: 'a/2', vessel: 'a', at: '2026-06-03T05:00:00Z', day: '2026-06-03' },
  { _id: 'a/3', vessel: 'a', at: '2026-06-04T05:00:00Z', day: '2026-06-04' },
  { _id: 'b/1', vessel: 'b', at: '2026-06-02T05:00:00Z', day: '2026-06-02' },
  { _id: 'c/1', vessel: 'c', at: '2026-06-09T05:00:00Z', day: '2026-06-09' },
]
const delayed = { collection: 'rows', field: 'vessel', at: 'at', day: 'day' }

const { Schema } = mongoose
const plain = new Schema({ _id: String, vessel: { type: String, index: true }, at: String, day: String })
const sealed = new Schema({
  _id: String,
  vessel: { type: String, index: true },
  at: { type: String, sensitive: 'row' },
  day: { type: String, sensitive: 'equal' },
})

describe.each([
  ['plain', plain],
  ['sealed', sealed],
])('where the instant is %s', (name, schema) => {
  let own: OwnDatabase
  beforeAll(async () => {
    const agency = fixtureAgency('health', { collections: { rows: { schema } } })
    own = await ownDatabase(agency, `latest_${name}`, testDataKeys)
    await own.fill(
      'rows',
      rows.map((row) => sealRow(own.database.atRest, 'rows', row)),
    )
  })
  afterAll(() => own.end())

  const newest = async (before: string, hiddenDays: string[], vessels = ['a', 'b', 'c', 'nobody']) => {
    const scope = own.scope()
    const latest = { ...delayed, before: `${before}T00:00:00Z`, hiddenDays }
    const found = await Promise.all(vessels.map((vessel) => latestRow(scope, latest, vessel)))
    return found.map((row) => row?._id ?? null)
  }

  test('the newest row before a moment is found for each parent, in one command; a younger one never', async () => {
    const hidden = ['2026-06-04', '2026-06-05', '2026-06-06', '2026-06-07', '2026-06-08', '2026-06-09']
    let found: unknown
    const commands = await own.commandsOf(async () => {
      found = await newest('2026-06-04', hidden)
    })
    expect(found).toEqual(['a/2', 'b/1', null, null])
    expect(commands).toEqual(['aggregate'])
  })

  test('a row on a day that nobody named is left out too, at the cost of another command', async () => {
    let found: unknown
    const commands = await own.commandsOf(async () => {
      found = await newest('2026-06-03', ['2026-06-03'])
    })
    expect(found).toEqual(['a/1', 'b/1', null, null])
    expect(commands).toEqual(['aggregate', 'aggregate', 'aggregate'].slice(0, 2))
  })

  test('two moments of one request do not share an answer', async () => {
    const scope = own.scope()
    const at = (before: string) => latestRow(scope, { ...delayed, before, hiddenDays: [] }, 'a')
    const found = await Promise.all([at('2026-06-02'), at('2026-07-01')])
    expect(found.map((row) => row?._id)).toEqual(['a/1', 'a/3'])
  })
})
