import { describe, expect, test } from '@jest/globals'
import { fixtureAgency, fixtureInput, open, restricted, shared } from './province/fixture.ts'
import { subjectRootsOpen } from './subject-roots-open.ts'

function found(person: string, myAccessLog: string) {
  const sdl = `type Viewer { identity: ID ${open} ${person} }
    type AccessLog { at: String ${open} } type Person { id: ID ${restricted} }
    extend type Query { viewer: Viewer! ${open} ${myAccessLog} }`
  return subjectRootsOpen(fixtureInput([fixtureAgency('hub', sdl)]))
}

const person = `person: Person ${open}`
const log = `myAccessLog(first: Int = 20, after: String): AccessLogConnection ${open}`

test('open, nullable and without a name to give, both pass', () => {
  expect(found(person, log)).toEqual([])
  expect(
    found(person, `myAccessLog(first: Int, after: String, from: Date, to: Date): AccessLogConnection ${open}`),
  ).toEqual([])
})

test('a province without them passes too', () => {
  expect(subjectRootsOpen(fixtureInput([fixtureAgency('roads', `type Road { person: ID ${shared} }`)]))).toEqual([])
})

describe('is refused:', () => {
  const open1 = 'class it OPEN; the token says whose record it is'
  const closed = 'so that persons could not read what the hub holds of them'
  const named = 'lets the caller say whose data are asked'
  test.each([
    ['a closed record', `person: Person ${restricted}`, log, 'Viewer.person', `is RESTRICTED, ${closed}`, open1],
    [
      'a non-null record',
      `person: Person! ${open}`,
      log,
      'Viewer.person',
      'is non-null, and not every token names a person',
      'remove its last `!`',
    ],
    [
      'a list of records',
      `person: [Person] ${open}`,
      log,
      'Viewer.person',
      'does not answer one record',
      'let it answer one record',
    ],
    [
      'a record by ID',
      `person(id: ID): Person ${open}`,
      log,
      'Viewer.person(id:)',
      named,
      'remove it; the token alone says so',
    ],
    [
      'a record as of a date given',
      `person(first: Int): Person ${open}`,
      log,
      'Viewer.person(first:)',
      named,
      'remove it; the token alone says so',
    ],
    [
      'a closed log',
      person,
      `myAccessLog: AccessLogConnection ${shared}`,
      'Query.myAccessLog',
      `is SHARED, ${closed}`,
      open1,
    ],
    [
      'a non-null log',
      person,
      `myAccessLog: AccessLogConnection! ${open}`,
      'Query.myAccessLog',
      'is non-null, and not every token names a person',
      'remove its last `!`',
    ],
    [
      'a log without pages',
      person,
      `myAccessLog: [AccessLog] ${open}`,
      'Query.myAccessLog',
      'does not answer one page',
      'let it answer one page',
    ],
    [
      'the log of somebody',
      person,
      `myAccessLog(personalId: ID): AccessLogConnection ${open}`,
      'Query.myAccessLog(personalId:)',
      named,
      'remove it; the token alone says so',
    ],
    [
      'the log by a filter',
      person,
      `myAccessLog(where: AccessLogWhere): AccessLogConnection ${open} } input AccessLogWhere { at: String`,
      'Query.myAccessLog(where:)',
      named,
      'remove it; the token alone says so',
    ],
  ])('%s', (_what, viewerPerson, accessLog, coordinate, problem, mend) => {
    expect(found(viewerPerson, accessLog)).toEqual([
      { rule: 'subject-roots-open', subgraph: 'hub', coordinate, problem, mend },
    ])
  })
})
