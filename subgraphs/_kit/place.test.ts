import { expect, test } from '@jest/globals'
import { placeOf, placeRows, textsIn } from './place.ts'

test('a row keeps its place in a copy, and the mark is no field of it', () => {
  const [row] = placeRows([{ _id: 'a', unitId: 'A' }], { unit: 'unitId' })
  expect(placeOf({ ...row })).toEqual({ unit: 'unitId' })
  expect(Object.keys(row ?? {})).toEqual(['_id', 'unitId'])
  expect(JSON.stringify(row)).toBe('{"_id":"a","unitId":"A"}')
})

test('nothing else has a place, whatever it calls itself', () => {
  for (const row of [{}, { place: 'public' }, { 'Symbol(place)': 'public' }]) expect(placeOf(row)).toBeUndefined()
})

test('the texts of a field are the one, the several or none', () => {
  expect(textsIn({ of: 'p1' }, 'of')).toEqual(['p1'])
  expect(textsIn({ of: ['p1', null, 7, 'p2'] }, 'of')).toEqual(['p1', 'p2'])
  for (const row of [{}, { of: null }, { of: 7 }, { of: { $ne: null } }]) expect(textsIn(row, 'of')).toEqual([])
})
