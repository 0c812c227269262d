import { describe, expect, test } from '@jest/globals'
import { GraphQLError } from 'graphql'
import { agencyUnavailable } from '../../schema/errors/agency-unavailable.ts'
import { badInput } from '../../schema/errors/bad-input.ts'
import { fixtureAgency } from '../../subgraphs/_kit/fixtures/fixture-agency.ts'
import { cleanAnswer } from './clean-answer.ts'

/** 23:30 in UTC is the next day in the province. */
const clean = cleanAnswer([fixtureAgency('land')], () => new Date('2026-01-31T23:30:00Z'))
const lost = (path: (string | number)[]) => Object.assign(agencyUnavailable('land', 'then'), { path })

describe('an answer without errors', () => {
  test('is its data and nothing else', () => {
    const data = { people: [] }
    expect(clean({ data })).toEqual({ data })
    expect(clean({ data, errors: [] })).toEqual({ data })
    expect(clean({ data, extensions: { valueCompletion: [{ message: 'x' }], trace: 'x' } })).toEqual({ data })
    expect(clean({ data }).data).toBe(data)
  })

  test('and without data is null', () => {
    expect(clean({})).toEqual({ data: null })
  })
})

describe('an answer from which an agency is missing', () => {
  test('says so once a place, names the agency, and notes since when', () => {
    const answer = clean({
      data: { people: [{}, {}] },
      errors: [lost(['people', 0, 'parcels']), lost(['people', 1, 'parcels'])],
      extensions: { valueCompletion: [{ message: 'x' }] },
    })
    expect(answer.errors?.map(({ path, extensions }) => ({ path, extensions }))).toEqual([
      {
        path: ['people', 0, 'parcels'],
        extensions: { code: 'AGENCY_UNAVAILABLE', database: 'land', since: 'then', agency: 'GLI-TEST' },
      },
    ])
    expect(answer.extensions).toEqual({
      completeness: [{ agency: 'GLI-TEST', database: 'land', missingSince: 'then' }],
    })
  })

  test('names it as of the day in the province', () => {
    const made = fixtureAgency('land')
    const departments = [
      { agency: 'BEFORE', validFrom: null, validTo: '2026-01-31' },
      { agency: 'AFTER', validFrom: '2026-02-01', validTo: null },
    ]
    const renamed = cleanAnswer(
      [{ ...made, manifest: { ...made.manifest, departments } }],
      () => new Date('2026-01-31T23:30:00Z'),
    )
    expect(renamed({ data: {}, errors: [lost(['a'])] }).errors?.[0]?.extensions.agency).toBe('AFTER')
  })
})

test('an answer with errors of other kinds is complete: it has no note', () => {
  const errors = [badInput('first', 'x', 'x'), new GraphQLError('x')]
  expect(clean({ data: { a: null }, errors, extensions: { trace: 'x' } })).toEqual({ data: { a: null }, errors })
})
