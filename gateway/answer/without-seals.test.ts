import { randomBytes } from 'node:crypto'
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { keySeal } from '../../subgraphs/_kit/sealed-key.ts'
import { withoutSeals } from './without-seals.ts'

const sealed = keySeal(randomBytes(32)).seal('Person.personalId', '052085000001', 'r-1')

test('a key under its seal is null, wherever it stands', () => {
  const answer = { people: [{ id: sealed, names: ['An', sealed] }, null], __proto__: null, count: 2 }
  expect(withoutSeals(answer)).toEqual({ people: [{ id: null, names: ['An', null] }, null], count: 2 })
})

test('an answer without one is the same bytes', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.stringify(withoutSeals(value))).toBe(JSON.stringify(value))
    }),
  )
})
