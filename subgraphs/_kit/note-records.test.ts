import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'graphql'
import { fixedResidence } from './fixtures/fixed-residence.ts'
import { type OwnDatabase, ownDatabase } from './fixtures/own-database.ts'
import { answerOf, limited, scopedAgency, scopedSchema, scopeOf } from './fixtures/scoped-agency.ts'
import { collectNotes } from './read-notes.ts'
import type { Row } from './row.ts'

let own: OwnDatabase
beforeAll(async () => {
  own = await ownDatabase(scopedAgency, 'kit_notes')
  const people = ['p1', 'p2'].map((id) => ({ _id: id, personalId: id, name: `name of ${id}`, unitId: 'A' }))
  await own.fill('people', people)
  await own.fill('cases', [
    { _id: 'k1', code: 'k1', personalId: 'p1', note: 'x', portCode: 'c1' },
    { _id: 'k2', code: 'k2', personalId: 'p2', note: 'y', portCode: 'c1' },
  ])
  await own.fill('couples', [{ _id: 'h1', code: 'h1', spouseIds: ['p1', 'p2'] }])
  await own.fill('plots', [{ _id: 't1', code: 't1', unitId: 'A', ownerId: 'p1', shape: { sides: 4 } }])
  await own.fill('ports', [{ _id: 'c1', code: 'c1', name: 'Quy Nhơn', depth: 9 }])
})
afterAll(() => own.end())

/** What the notes hold after a query: the rows, and of each person the coordinates in their order. */
async function notesOf(query: string, variables: Row = {}, document = parse(query)) {
  const notes = collectNotes()
  const residence = fixedResidence(new Map([['p1', 'A']]))
  await answerOf(document, own.scope('2026-01-31', { notes, residence }), variables)
  const subjects = Object.fromEntries([...notes.subjects].map(([id, read]) => [id, [...read]]))
  return { rows: notes.rows, subjects }
}

describe('the notes of an answer name', () => {
  test('each person once, with every field that was asked of their records', async () => {
    const query = '{ persons(personalIds: ["p1", "p2", "p7"]) { __typename name cases { nodes { code note } } } }'
    const read = ['Person.name', 'Person.cases', 'Case.code', 'Case.note']
    expect(await notesOf(query)).toEqual({ rows: 4, subjects: { p1: read, p2: read } })
  })

  test('both persons of a record of two', async () => {
    const { subjects } = await notesOf('{ person(personalId: "p1") { couples { code } } }')
    expect(subjects).toEqual({ p1: ['Person.couples', 'Couple.code'], p2: ['Couple.code'] })
  })

  test('a person of whom nothing is asked but whether there is one, by the field that leads there', async () => {
    const { subjects } = await notesOf(
      '{ persons(personalIds: ["p1", "p7"]) { __typename } plot(code: "t1") { owner { ...P } } } fragment P on Person { t: __typename }',
    )
    expect(subjects).toEqual({ p1: ['Query.persons', 'Plot.owner'] })
  })

  test('nobody whom the request itself names, as long as nothing is asked of them', async () => {
    const query = 'query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }'
    expect((await notesOf(query, { of: [{ __typename: 'Person', personalId: 'p2' }] })).subjects).toEqual({})
  })

  test('a person who is referred to, and nobody for a thing or for open data', async () => {
    const query = '{ plot(code: "t1") { code shape { sides } owner { personalId } } port(code: "c1") { name } }'
    expect(await notesOf(query)).toEqual({ rows: 2, subjects: { p1: ['Person.personalId'] } })
  })

  test('persons whom another database names by their key, with what is asked of them here', async () => {
    const query = 'query ($of: [_Any!]!) { _entities(representations: $of) { ...P } } fragment P on Person { name }'
    const of = [{ __typename: 'Person', personalId: 'p2' }]
    expect((await notesOf(query, { of })).subjects).toEqual({ p2: ['Person.name'] })
  })

  test('the fields under aliases and in fragments by their own names, those that were skipped not', async () => {
    const query = `query ($no: Boolean!) {
      case(code: "k1") { c: code ... on Case { note } ...F @include(if: $no) person @skip(if: true) { name } }
    } fragment F on Case { port { name } }`
    const asked = parse(query)
    expect((await notesOf(query, { no: false }, asked)).subjects).toEqual({ p1: ['Case.code', 'Case.note'] })
    expect((await notesOf(query, { no: true }, asked)).subjects).toEqual({
      p1: ['Case.code', 'Case.note', 'Case.port', 'Port.name'],
    })
  })

  test('what stands at one place twice, together', async () => {
    const query = '{ case(code: "k1") { code } case(code: "k1") { note } }'
    expect((await notesOf(query)).subjects).toEqual({ p1: ['Case.code', 'Case.note'] })
  })

  test('nobody who is out of scope, and none of their rows', async () => {
    const query = '{ cases { nodes { code } } persons(personalIds: ["p2", "p1"]) { name } }'
    const { rows, subjects } = await notesOf(query, {}, limited(scopedSchema, query, [[scopeOf(null, ['p2'])]]))
    expect(rows).toBe(2)
    expect(subjects).toEqual({ p2: ['Case.code', 'Person.name'] })
  })

  test('nobody where only a count was asked', async () => {
    expect(await notesOf('{ cases { totalCount } }')).toEqual({ rows: 0, subjects: {} })
  })
})
