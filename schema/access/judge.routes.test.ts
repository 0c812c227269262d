import { describe, expect, test } from '@jest/globals'
import { granted, judged, refused } from './fixtures/small-province.ts'
import { limitsAt } from './node-limits.ts'
import { anonymous } from './viewer.ts'

const stranger = { viewer: anonymous, purpose: null }
const citizen = { viewer: { identity: 'citizen', agency: null, personalId: '052085000001' }, purpose: null }

describe('LOOKUP is open', () => {
  test('to a stranger, from a root that takes the full key, in the record and its parts', () => {
    expect(refused('{ parcel(parcelId: "1") { parcelId area plan { use } unit { name } } }', stranger)).toEqual([])
    expect(
      refused('{ p: parcel(parcelId: "1") { ...f } } fragment f on Parcel { ... { area } plan { use } }', stranger),
    ).toEqual([])
  })

  test.each([
    ['through a list of one', '{ parcelList(parcelId: "1") { area } }', ['Query.parcelList']],
    ['through a connection', '{ parcels { nodes { area } } }', ['Query.parcels']],
    ['through a list of its own parts', '{ parcel(parcelId: "1") { plans { nodes { use } } } }', ['Plan.use']],
    [
      'through another record, be it of the same type',
      '{ parcel(parcelId: "1") { neighbours { parcelId area } } }',
      ['Parcel.area'],
    ],
    [
      'a second time under another name',
      '{ a: parcel(parcelId: "1") { area } b: parcel(parcelId: "2") { area } }',
      ['Query.parcel'],
    ],
    [
      'a second time through a fragment',
      '{ ...f b: parcel(parcelId: "2") { area } } fragment f on Query { a: parcel(parcelId: "1") { area } }',
      ['Query.parcel'],
    ],
    [
      'by being skipped first',
      '{ a: parcel(parcelId: "1") @skip(if: true) { area } b: parcel(parcelId: "2") { area } }',
      ['Query.parcel'],
    ],
  ])('not %s', (_name, text, coordinates) => expect(refused(text, stranger)).toEqual(coordinates))

  test('under the same name any number of times: that is one reading', () => {
    expect(
      refused('{ parcel(parcelId: "1") { area } ... { parcel(parcelId: "1") { plan { use } } } }', stranger),
    ).toEqual([])
  })

  test('on other ways to whoever has a grant, as what is shared', () => {
    const grants = [granted('Query.parcel Query.parcels Parcel.area', { mode: 'DEFAULT' })]
    expect(
      refused('{ a: parcel(parcelId: "1") { area } b: parcel(parcelId: "2") { area } parcels { nodes { area } } }', {
        grants,
      }),
    ).toEqual([])
    expect(
      refused('{ a: parcel(parcelId: "1") { plan { use } } b: parcel(parcelId: "2") { plan { use } } }', { grants }),
    ).toEqual(['Parcel.plan'])
  })

  test('opens no more than it says: what is shared or restricted stays closed on its way', () => {
    expect(refused('{ parcel(parcelId: "1") { area name owner { fullName } } }', stranger)).toEqual([
      'Parcel.name',
      'Parcel.owner',
    ])
  })
})

describe('the own record', () => {
  test('is read whole by the citizen, without a purpose, parts included', () => {
    const text = '{ viewer { person { personalId religion household { code size } permits { number fee } } } }'
    expect(refused(text, citizen)).toEqual([])
    expect(judged(text, citizen)).toMatchObject({ strictest: 'SENSITIVE', grants: [], limits: [] })
  })

  test.each([
    ['another person', '{ viewer { person { parents { fullName } } } }', ['Person.fullName']],
    [
      'another person, also where it is me again',
      '{ viewer { person { household { members { religion } } } } }',
      ['Person.religion'],
    ],
    ['a firm', '{ viewer { person { firm { name turnover } } } }', ['Firm.turnover']],
    [
      'a record that is public by its key',
      '{ viewer { person { parcels { totalCount nodes { parcelId area } edges { node { name } } } } } }',
      ['Parcel.area', 'Parcel.name'],
    ],
    [
      'whatever stands behind a union',
      '{ viewer { person { permits { holder { ... on Person { religion } ... on Firm { turnover } } } } } }',
      ['Person.religion', 'Firm.turnover'],
    ],
    [
      'a person who read my record',
      '{ myAccessLog { totalCount nodes { agency reader { fullName } } } }',
      ['Person.fullName'],
    ],
  ])('ends at %s', (_name, text, coordinates) => expect(refused(text, citizen)).toEqual(coordinates))

  test('the field that leads out of it is still in it, and a fragment that is reused is judged where it stands', () => {
    const text = '{ viewer { person { ...f parents { ...f } } } } fragment f on Person { religion }'
    const { refusals, document } = judged(text, citizen)
    expect(refusals.map(({ coordinate }) => coordinate)).toEqual(['Person.religion'])
    expect(JSON.stringify(document).match(/"religion"/g)).toHaveLength(1)
    expect(JSON.stringify(document).match(/"__refused_religion"/g)).toHaveLength(1)
  })

  test('is not reached by asking for the own number: there the citizen is any citizen', () => {
    expect(refused('{ person(personalId: "052085000001") { fullName } }', citizen)).toEqual(['Query.person'])
  })

  test('and the log of it are open to ask for whoever asks; there is nothing behind them for a stranger', () => {
    expect(refused('{ viewer { person { fullName } } myAccessLog { nodes { agency } } }', stranger)).toEqual([])
  })
})

describe('keys in own records', () => {
  const officer = { viewer: { databases: ['land'] } }
  test('are read by their database’s department, through connections too, and nothing else of the record is', () => {
    expect(refused('{ parcels { nodes { owner { personalId fullName } } } }', officer)).toEqual(['Person.fullName'])
    expect(refused('{ parcels { edges { node { owner { ... { personalId } } } } } }', officer)).toEqual([])
  })

  test('are not read where another database led to the record', () => {
    const grants = [granted('Query.person Person.parents')]
    expect(
      refused('{ person(personalId: "1") { personalId parents { personalId } } }', { ...officer, grants }),
    ).toEqual(['Person.personalId'])
  })
})

describe('between subgraphs', () => {
  const text =
    'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Person { __typename personalId religion } ... on Parcel { area } } }'
  test('a refused key passes under a seal, other refused fields do not, and a route is believed', () => {
    const made = judged(text, {}, { layer: 'hop' })
    expect(made.refusals.map(({ coordinate }) => coordinate)).toEqual([
      'Person.personalId',
      'Person.religion',
      'Parcel.area',
    ])
    expect([...(made.holes.get('_entities') as Map<string, unknown>)]).toEqual([
      ['personalId', 'Person.personalId'],
      ['__refused_religion', null],
      ['__refused_area', null],
    ])
    expect(judged(text, {}, { layer: 'hop', route: 'SUBJECT' }).refusals).toEqual([])
    expect(
      judged(text, {}, { layer: 'hop', route: 'LOOKUP' }).refusals.map(({ coordinate }) => coordinate),
    ).not.toContain('Parcel.area')
  })

  test('behind a foreign router a refused key is cut like any other field', () => {
    const made = judged(text, {}, { layer: 'foreign' })
    expect((made.holes.get('_entities') as Map<string, unknown>).get('__refused_personalId')).toBeNull()
  })

  test('roots start anew, whatever route the records of entities have', () => {
    const { refusals } = judged('{ person(personalId: "1") { fullName } }', {}, { layer: 'hop', route: 'SUBJECT' })
    expect(refusals.map(({ coordinate }) => coordinate)).toEqual(['Query.person'])
  })

  test('limits on rows stand on the nodes that they limit, and on a judged document of its own', () => {
    const grants = [granted('Query.person Person.fullName', { units: new Set(['u']) })]
    const made = judged('{ person(personalId: "1") { fullName } }', { grants }, { layer: 'hop' })
    const [operation] = made.document.definitions
    const [person] = operation?.kind === 'OperationDefinition' ? operation.selectionSet.selections : []
    expect(person?.kind === 'Field' && limitsAt(person)).toHaveLength(1)
    expect(made.changed).toBe(true)
  })

  test('a caller’s graph has no entities: the gateway knows no such root', () => {
    expect(refused('{ _entities { __typename } _service { sdl } }')).toEqual(['Query._entities', 'Query._service'])
  })
})

test('the routes of records are those by which their fields were judged', () => {
  const text =
    '{ me: viewer { person { household { size members { fullName } } } } parcel(parcelId: "1") { plan { use } neighbours { parcelId } } }'
  const { routes } = judged(text, citizen)
  expect(
    ['me.person', 'me.person.household', 'me.person.household.members', 'parcel', 'parcel.plan'].map((path) =>
      routes.get(path),
    ),
  ).toEqual(['SUBJECT', 'SUBJECT', 'ANY', 'LOOKUP', 'LOOKUP'])
})
