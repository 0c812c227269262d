import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { agencyUnavailable } from '../../../../schema/errors/agency-unavailable.ts'
import { gatherErrors } from './gather-errors.ts'

const unavailable = (at: number) => ({
  ...agencyUnavailable('insurance', '2026-11-23T02:05:00.000Z').toJSON(),
  path: ['organizations', at, 'representative', 'healthInsurance'],
  locations: [{ line: 6, column: 7 }],
})

describe('the errors of an answer', () => {
  test('that say the same make one card with one place', () => {
    const cards = gatherErrors(Array.from({ length: 50 }, (_, at) => unavailable(at)))
    expect(cards).toHaveLength(1)
    expect(cards[0]).toMatchObject({
      code: 'AGENCY_UNAVAILABLE',
      database: 'insurance',
      paths: ['organizations.representative.healthInsurance'],
      count: 50,
    })
    expect(cards[0]?.message.en).toBe('The agency that holds this data does not answer at the moment')
  })

  test('of two agencies make two cards', () => {
    const other = { ...unavailable(0), extensions: { code: 'AGENCY_UNAVAILABLE', agency: 'H08.3', database: 'land' } }
    expect(gatherErrors([unavailable(0), other]).map(({ database }) => database)).toEqual(['insurance', 'land'])
  })

  test('in the document say the line, since they have no place in the answer', () => {
    const [card] = gatherErrors([{ message: 'Lỗi cú pháp — Syntax error', locations: [{ line: 2, column: 3 }] }])
    expect(card).toMatchObject({ location: { line: 2, column: 3 }, paths: [], code: '' })
  })

  test('of whatever shape are all counted', () => {
    fc.assert(
      fc.property(fc.array(fc.anything()), (errors) => {
        const counted = gatherErrors(errors).reduce((sum, { count }) => sum + count, 0)
        expect(counted).toBe(errors.length)
      }),
    )
  })
})
