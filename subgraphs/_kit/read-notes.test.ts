import { expect, test } from '@jest/globals'
import { limits } from '../../schema/limits.ts'
import { collectNotes } from './read-notes.ts'

test('a person is noted once, with all that was read of them', () => {
  const notes = collectNotes()
  notes.subject('p1', ['Person.name'])
  notes.subject('p2', [])
  notes.subject('p1', ['Person.name', 'Person.sex'])
  expect([...notes.subjects].map(([id, read]) => [id, [...read]])).toEqual([
    ['p1', ['Person.name', 'Person.sex']],
    ['p2', []],
  ])
})

test('beyond the limit the answer is refused, in words that name nobody; who is noted already is no new one', () => {
  const notes = collectNotes()
  for (let n = 0; n < limits.notedSubjects; n += 1) notes.subject(`person ${n}`, [])
  notes.subject('person 0', ['Person.name'])
  let thrown: unknown
  try {
    notes.subject('one more', [])
  } catch (error) {
    thrown = error
  }
  expect(thrown).toMatchObject({ extensions: { code: 'LIMIT_EXCEEDED' } })
  expect(String(thrown)).not.toContain('one more')
  expect(notes.subjects.size).toBe(limits.notedSubjects)
})
