import { describe, expect, test } from '@jest/globals'
import mongoose, { type SchemaDefinition } from 'mongoose'
import { discoverAgencies } from '../../subgraphs/_kit/discover.ts'
import { fixtureAgency, fixtureInput, open, restricted, shared } from './province/fixture.ts'
import { sensitiveSealed } from './sensitive-sealed.ts'

const sensitive = '@access(class: SENSITIVE, basis: "Dữ liệu cá nhân nhạy cảm")'
const visit = `type Visit { illness: String ${sensitive} }`

function found(sdl: string, rows: SchemaDefinition = {}) {
  const collections = { visits: { schema: new mongoose.Schema({ _id: String, ...rows }), place: 'public' as const } }
  return sensitiveSealed(fixtureInput([fixtureAgency('clinics', sdl, { collections })]))
}

const mark = (answers: string[], more: object = {}) => ({ type: String, sensitive: 'row', answers, ...more })

describe('a SENSITIVE field passes', () => {
  test('where a sealed field of a row answers it', () => {
    expect(found(visit, { illness: mark(['Visit.illness']) })).toEqual([])
  })

  test('where it only leads to records of which every field is SENSITIVE', () => {
    const sdl = `${visit} type Person @key(fields: "id") { id: ID ${shared} visits: VisitConnection ${sensitive} visit: Visit ${sensitive} }`
    expect(found(sdl, { illness: mark(['Visit.illness']) })).toEqual([])
  })

  test('where another subgraph resolves it', () => {
    expect(found(`type Visit { illness: String @external ${sensitive} }`)).toEqual([])
  })
})

describe('a SENSITIVE field is refused', () => {
  const refused = (coordinate: string) => [
    {
      rule: 'sensitive-sealed',
      subgraph: 'clinics',
      coordinate,
      problem: 'is SENSITIVE, and no sealed field of a row answers it',
      mend: `write \`sensitive: 'row', answers: ['${coordinate}']\` on the field of the row in model.ts`,
    },
  ]

  test.each([
    ['where no row bears a mark', visit, { illness: String }],
    ['where the mark names another field', `${visit}`, { illness: { type: String, sensitive: 'row' } }],
  ])('%s', (_what, sdl, rows) => {
    expect(found(sdl, rows as SchemaDefinition)).toEqual(refused('Visit.illness'))
  })

  test('where it leads to records with a field of another class', () => {
    const sdl = `type Visit { illness: String ${sensitive} ward: String ${restricted} } type Person @key(fields: "id") { id: ID ${shared} visits: VisitConnection ${sensitive} }`
    expect(found(sdl, { illness: mark(['Visit.illness']) })).toEqual(refused('Person.visits'))
  })
})

describe('a mark is refused', () => {
  test.each([
    ['an open field', 'Visit.ward', `${visit} extend type Visit { ward: String ${open} }`],
    ['no field', 'Visit.bed', visit],
  ])('that names %s', (_what, coordinate, sdl) => {
    const rows = { illness: mark(['Visit.illness', coordinate]) }
    expect(found(sdl, rows)).toEqual([
      {
        rule: 'sensitive-sealed',
        subgraph: 'clinics',
        coordinate: 'visits.illness',
        problem: `\`answers\` names ${coordinate}, which is no SENSITIVE field of this schema`,
        mend: 'correct the coordinate, or remove it',
      },
    ])
  })

  test.each([
    ['sealed to its row and indexed', { index: true }, 'is sealed to its row and has an index that finds nothing'],
    [
      'sealed and unique',
      { sensitive: 'equal', unique: true },
      'is sealed and has a unique index, which two keys would break while they are rotated',
    ],
  ])('on a field that is %s', (_what, more, problem) => {
    expect(found(visit, { illness: mark(['Visit.illness'], more) })).toEqual([
      expect.objectContaining({ coordinate: 'visits.illness', problem }),
    ])
  })

  test('not for an index that finds equal values', () => {
    expect(found(visit, { illness: mark(['Visit.illness'], { sensitive: 'equal', index: true }) })).toEqual([])
  })
})

test('the agencies of the province seal what they must', async () => {
  const agencies = await discoverAgencies()
  expect(sensitiveSealed(fixtureInput(agencies))).toEqual([])
})
