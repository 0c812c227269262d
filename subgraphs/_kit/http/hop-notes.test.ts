import { expect, test } from '@jest/globals'
import { collectNotes } from '../read-notes.ts'
import { hopNotes } from './hop-notes.ts'

const key = (personalId: string) => `k${personalId.length}${personalId.at(-1)}`

test('the notes of a request name each person once, by key, with every coordinate that was read', () => {
  const collected = collectNotes()
  collected.rows += 3
  collected.subject('052085000001', ['Person.insuranceCard', 'Person.encounters'])
  collected.subject('052085000002', ['Person.encounters'])
  collected.subject('052085000001', ['Person.encounters', 'Encounter.facility'])
  const notes = hopNotes('health', collected, key, 9)
  expect(notes).toEqual({
    rows: 3,
    subjects: [
      ['k121', ['Person.insuranceCard', 'Person.encounters', 'Encounter.facility']],
      ['k122', ['Person.encounters']],
    ],
    databases: ['health'],
    grantVersion: 9,
  })
  expect(JSON.stringify(notes)).not.toContain('05208500000')
})

test('a request that read nothing was supplied by no database', () => {
  const nothing = { rows: 0, subjects: [], databases: [], grantVersion: null }
  expect(hopNotes('health', collectNotes(), key, null)).toEqual(nothing)
})
