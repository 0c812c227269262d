import { describe, expect, test } from '@jest/globals'
import mongoose from 'mongoose'
import { discoverAgencies } from '../../subgraphs/_kit/discover.ts'
import type { Place } from '../../subgraphs/_kit/place.ts'
import { collectionPlace } from './collection-place.ts'
import { fixtureAgency, fixtureInput } from './province/fixture.ts'

const schema = new mongoose.Schema({ _id: String, personalId: String, memberIds: [String], unitId: String })

function found(place: Place | undefined) {
  const collection = place === undefined ? { schema } : { schema, place }
  return collectionPlace(
    fixtureInput([fixtureAgency('roads', 'type Road { id: ID }', { collections: { rows: collection } })]),
  )
}

describe('a collection passes', () => {
  test.each<[string, Place]>([
    ['of persons', { person: 'personalId' }],
    ['of several persons a row', { person: 'memberIds' }],
    ['of persons whose rows state the residence', { person: 'personalId', unit: 'unitId' }],
    ['of things', { unit: 'unitId' }],
    ['of parts of other records', 'parent'],
    ['of open reference data', 'public'],
  ])('%s', (_what, place) => {
    expect(found(place)).toEqual([])
  })
})

describe('a collection is refused', () => {
  test('without a place, and the message says which there are', () => {
    expect(found(undefined)).toEqual([
      {
        rule: 'collection-place',
        subgraph: 'roads',
        coordinate: 'collections.rows',
        problem: 'does not state to which place its rows belong',
        mend: expect.stringContaining("`'parent'` or `'public'`"),
      },
    ])
  })

  test('by a field that its rows do not have, each field for itself', () => {
    const problems = found({ person: 'owner', unit: 'commune' }).map(({ problem }) => problem)
    expect(problems).toEqual([
      'states its person by owner, which is no field of its rows',
      'states its unit by commune, which is no field of its rows',
    ])
  })
})

test('every collection of the province states its place', async () => {
  expect(collectionPlace(fixtureInput(await discoverAgencies()))).toEqual([])
})
