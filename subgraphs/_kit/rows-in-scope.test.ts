import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { RowLimit } from '../../schema/access/row-scope.ts'
import { fixedResidence } from './fixtures/fixed-residence.ts'
import { type OwnDatabase, ownDatabase } from './fixtures/own-database.ts'
import { scopedAgency, scopedSchema, scopeOf } from './fixtures/scoped-agency.ts'
import { placeRows } from './place.ts'
import type { RecordLink } from './record-chain.ts'
import type { Row } from './row.ts'
import { rowsInScope } from './rows-in-scope.ts'

const homes = new Map([
  ['p1', 'A'],
  ['p2', 'B'],
])
const types = scopedSchema.getTypeMap()

let own: OwnDatabase
beforeAll(async () => {
  own = await ownDatabase(scopedAgency, 'kit_rows_in_scope')
})
afterAll(() => own.end())

const person = (personalId: string): RecordLink => ({
  row: { __typename: 'Person', personalId },
  type: types.Person as never,
  above: null,
})
const plot = (unitId: string, above: RecordLink | null = null): RecordLink => ({
  row: placeRows([{ _id: 't', code: 't', unitId }], { unit: 'unitId' })[0] as Row,
  type: types.Plot as never,
  above,
})
const seen = (limits: readonly RowLimit[], record: RecordLink | null = null, residence = fixedResidence(homes)) =>
  rowsInScope({ scope: own.scope('2026-01-31', { residence }), limits, schema: scopedSchema, record })

describe('the filter of a list', () => {
  const inA = [[scopeOf(['A'])]]

  test('of persons whose rows state the residence needs no register', async () => {
    const residence = fixedResidence(homes)
    expect(await seen(inA, null, residence).filter('people')).toEqual({ $and: [{ unitId: { $in: ['A'] } }] })
    expect(residence.asked).toBe(0)
  })

  test('of other persons names who lives there, and few subjects are looked up one by one', async () => {
    expect(await seen(inA).filter('cases')).toEqual({ $and: [{ personalId: { $in: ['p1'] } }] })
    const both = [[scopeOf(['A', 'B'], ['p2', 'p9'])]]
    expect(await seen(both).filter('cases')).toEqual({ $and: [{ personalId: { $in: ['p2'] } }] })
    expect(await seen([[scopeOf(['C'])]]).filter('cases')).toBeNull()
  })

  test('of parts of a record is all or nothing, as the record is', async () => {
    expect(await seen(inA, plot('A')).filter('marks')).toEqual({})
    expect(await seen(inA, plot('B')).filter('marks')).toBeNull()
    expect(await seen(inA).filter('marks')).toBeNull()
  })

  test('of rows that nobody placed is nothing', async () => {
    expect(await seen([[scopeOf(null)]]).filter('strays')).toBeNull()
    expect(await seen(inA).filter('no such collection')).toBeNull()
  })

  test('of the exchanges of an agency is by the agency, and of nothing else', async () => {
    const exchange = { ...scopedAgency.collections, cases: { place: { agency: 'agencies' } } }
    const limits = [[{ units: null, subjects: null, agency: 'GLI-STP' }]]
    const scope = { ...own.scope(), places: exchange }
    const rows = rowsInScope({ scope, limits, schema: scopedSchema, record: null })
    expect(await rows.filter('cases')).toEqual({ $and: [{ agencies: { $eq: 'GLI-STP' } }] })
    expect(await rows.filter('plots')).toBeNull()
    const record = {
      ...plot('A'),
      row: placeRows([{ agencies: ['GLI-STP', 'GLI-SYT'] }], { agency: 'agencies' })[0] as Row,
    }
    const below = (limit: RowLimit) => rowsInScope({ scope, limits: [limit], schema: scopedSchema, record })
    expect(await below(limits[0] as RowLimit).admits(record.row)).toBe(true)
    expect(await below([{ units: null, subjects: null, agency: 'GLI-CA' }]).admits(record.row)).toBe(false)
    expect(await below([scopeOf(['A'])]).admits(record.row)).toBe(false)
  })
})

describe('the rows below a key', () => {
  test('that name a person in scope are all in scope, and the territory is not read', async () => {
    const residence = fixedResidence(homes)
    const rows = seen([[scopeOf(['A'])]], null, residence)
    const filters = ['p1', 'p2'].map((key) => rows.filterBelow('cases', 'personalId', key))
    expect(await Promise.all(filters)).toEqual([{}, null])
    expect(residence.asked).toBe(1)
  })

  test('that name several are judged by each where the one asked is out of scope', async () => {
    const rows = seen([[scopeOf(['A'])]])
    expect(await rows.filterBelow('couples', 'spouseIds', 'p1')).toEqual({})
    expect(await rows.filterBelow('couples', 'spouseIds', 'p2')).toEqual({ $and: [{ spouseIds: { $in: ['p1'] } }] })
  })

  test('of another kind are judged as in any list', async () => {
    const rows = seen([[scopeOf(['A'])]])
    expect(await rows.filterBelow('plots', 'ownerId', 'p2')).toEqual({ $and: [{ unitId: { $in: ['A'] } }] })
  })
})

test('the name tells apart whatever changes the rows: the limits, and whom a thing was reached from', () => {
  const limits = [[scopeOf(['A'], ['p1']), scopeOf(['B'], ['p2'])]]
  const names = [null, person('p1'), person('p2'), person('p9')].map((record) => seen(limits, record).name)
  expect(new Set(names).size).toBe(3)
  expect(names[3]).toBe(names[0])
  expect(seen([[scopeOf(['A'])]]).name).not.toBe(seen([[scopeOf(['B'])]]).name)
  expect(seen(limits, plot('A', person('p1'))).name).toBe(names[1])
})
