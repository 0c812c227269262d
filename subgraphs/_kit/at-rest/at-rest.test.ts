import { describe, expect, test } from '@jest/globals'
import mongoose from 'mongoose'
import { changingKeys, clinicAgency, rings } from '../fixtures/clinic-agency.ts'
import type { Row } from '../row.ts'
import { atRestOf, openRows, sealRow } from './at-rest.ts'
import { sensitivePaths } from './sensitive-paths.ts'

const keys = changingKeys()
const atRest = atRestOf(clinicAgency(), keys)
const visit = (id: string, more: Row = {}): Row => ({
  _id: id,
  personId: 'p1',
  illness: 'J18.9',
  ill: true,
  drugs: ['A', 'B'],
  month: '2026-01',
  ward: 'w1',
  ...more,
})

describe('a row as it is stored', () => {
  test('holds its sensitive fields sealed and the others as they are', () => {
    const stored = sealRow(atRest, 'visits', visit('v1'))
    expect(Object.keys(stored)).toEqual(Object.keys(visit('v1')))
    for (const field of ['personId', 'illness', 'ill', 'drugs', 'month']) {
      expect([field, stored[field]]).toEqual([field, expect.stringMatching(/^s1:old:/)])
    }
    expect([stored._id, stored.ward]).toEqual(['v1', 'w1'])
  })

  test('tells equal values of a lookup alike in two rows, and of the rest in none', () => {
    const [one, two] = [sealRow(atRest, 'visits', visit('v1')), sealRow(atRest, 'visits', visit('v2'))]
    expect([one.personId, one.month]).toEqual([two.personId, two.month])
    for (const field of ['illness', 'ill', 'drugs']) expect(one[field]).not.toBe(two[field])
  })

  test('does not show that a value is missing', () => {
    const stored = sealRow<Row>(atRest, 'visits', { _id: 'v1', ward: 'w1', illness: null })
    expect([stored.illness, stored.drugs]).toEqual([expect.stringMatching(/^s1:/), expect.stringMatching(/^s1:/)])
    expect(openRows(atRest, 'visits', [stored])[0]).toEqual({
      ...{ _id: 'v1', ward: 'w1', illness: null, personId: null, ill: null, drugs: null, month: null },
    })
  })

  test('of a collection without marks is the row itself, and needs no keys', () => {
    const row = { _id: 'w1', name: 'Khoa Nội' }
    const without = atRestOf(clinicAgency(), undefined)
    expect(sealRow(without, 'wards', row)).toBe(row)
    expect(openRows(without, 'wards', [row])).toEqual([row])
    expect(() => sealRow(without, 'visits', visit('v1'))).toThrow('clinic was opened without its data keys')
  })

  test('leaves the row that was given as it was', () => {
    const row = Object.freeze(visit('v1'))
    sealRow(atRest, 'visits', row)
    expect(row).toEqual(visit('v1'))
  })
})

describe('a row that was read', () => {
  test('opens whole, once or twice, and in a copy', () => {
    const rows = openRows(atRest, 'visits', [sealRow(atRest, 'visits', visit('v1'))])
    expect(openRows(atRest, 'visits', rows)).toEqual([visit('v1')])
    expect({ ...rows[0] }).toEqual(visit('v1'))
    expect(rows[0]?.drugs).toBe(rows[0]?.drugs)
  })

  test('answers all but the field that was altered, and says of that one nothing but its name', () => {
    const [one, two] = [sealRow(atRest, 'visits', visit('v1')), sealRow(atRest, 'visits', visit('v2'))]
    const [row] = openRows(atRest, 'visits', [{ ...one, illness: two.illness }])
    expect([row?.ward, row?.personId, row?.ill]).toEqual(['w1', 'p1', true])
    expect(() => row?.illness).toThrow('visits.illness was altered or belongs to another row')
    expect(() => row?.illness).toThrow()
  })

  test('that nobody sealed does not answer: who can write to the database cannot put a value there', () => {
    const [row] = openRows(atRest, 'visits', [visit('v1')])
    expect(() => row?.illness).toThrow('visits.illness holds a value that is not sealed')
  })

  test('without keys answers all that is not sealed', () => {
    const without = atRestOf(clinicAgency(), undefined)
    const [row] = openRows(without, 'visits', [sealRow(atRest, 'visits', visit('v1'))])
    expect(row?.ward).toBe('w1')
    expect(() => row?.illness).toThrow('clinic was opened without its data keys')
  })

  test('opens by the keys that held when it was read', () => {
    const rows = openRows(atRest, 'visits', [sealRow(atRest, 'visits', visit('v1'))])
    keys.use(rings.after)
    expect(rows[0]?.illness).toBe('J18.9')
    keys.use(rings.before)
  })
})

describe('a mark', () => {
  const { Schema } = mongoose
  test.each([
    ['below a field', new Schema({ a: { b: { type: String, sensitive: 'row' } } })],
    ['on the _id', new Schema({ _id: { type: String, sensitive: 'row' } })],
    ['of no form', new Schema({ a: { type: String, sensitive: true } })],
  ])('%s is refused', (_what, schema) => {
    expect(() => sensitivePaths(schema as never)).toThrow()
  })

  test('tells what it answers', () => {
    const schema = new Schema({
      a: { type: String, sensitive: 'row', answers: ['T.a'] },
      b: { type: [String], sensitive: 'equal' },
    })
    expect(sensitivePaths(schema as never)).toEqual([
      { field: 'a', form: 'row', answers: ['T.a'] },
      { field: 'b', form: 'equal', answers: [] },
    ])
  })
})
