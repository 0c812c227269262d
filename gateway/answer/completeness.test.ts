import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { agencyUnavailable } from '../../schema/errors/agency-unavailable.ts'
import { badInput } from '../../schema/errors/bad-input.ts'
import type { Department, LoadedAgency } from '../../subgraphs/_kit/agency.ts'
import { fixtureAgency } from '../../subgraphs/_kit/fixtures/fixture-agency.ts'
import { completeness, departmentOn, nameAgencies } from './completeness.ts'

const departments: Department[] = [
  { agency: 'BDH-STNMT', validFrom: null, validTo: '2025-02-28' },
  { agency: 'BDH-SNNMT', validFrom: '2025-03-01', validTo: '2025-06-30' },
  { agency: 'GLI-SNNMT', validFrom: '2025-07-01', validTo: null },
]

function agency(database: string, held: readonly Department[] = departments): LoadedAgency {
  const made = fixtureAgency(database)
  return { ...made, manifest: { ...made.manifest, departments: held } }
}

describe('the department that holds a database', () => {
  test.each([
    ['1900-01-01', 'BDH-STNMT'],
    ['2025-02-28', 'BDH-STNMT'],
    ['2025-03-01', 'BDH-SNNMT'],
    ['2025-06-30', 'BDH-SNNMT'],
    ['2025-07-01', 'GLI-SNNMT'],
    ['2199-12-31', 'GLI-SNNMT'],
  ])('on %s is %s, both ends of a period included', (date, code) => {
    expect(departmentOn(departments, date)).toBe(code)
  })

  test('is nobody in a gap, before the first and after the last', () => {
    const gap = [departments[1] as Department]
    for (const date of ['2025-02-28', '2025-07-01']) expect(departmentOn(gap, date)).toBeNull()
    expect(departmentOn([], '2025-06-30')).toBeNull()
  })
})

describe('nameAgencies', () => {
  test('gives an agency that is missing the code in force today', () => {
    const lost = agencyUnavailable('land', '2026-01-30T23:00:00.000Z')
    const codeOn = (today: string) =>
      nameAgencies([lost], [agency('health'), agency('land')], today)[0]?.extensions.agency
    expect([codeOn('2025-06-30'), codeOn('2025-07-01')]).toEqual(['BDH-SNNMT', 'GLI-SNNMT'])
  })

  test('keeps message, path, database and time, and nothing else', () => {
    const lost = agencyUnavailable('land', 'then')
    const [named] = nameAgencies([Object.assign(lost, { path: ['a', 0] })], [agency('land')], '2025-07-01')
    expect(named?.toJSON()).toEqual({
      message: lost.message,
      path: ['a', 0],
      extensions: { code: 'AGENCY_UNAVAILABLE', database: 'land', since: 'then', agency: 'GLI-SNNMT' },
    })
  })

  test('leaves the code out where nobody holds the database or nobody knows it', () => {
    const lost = [agencyUnavailable('land', 'then'), agencyUnavailable('shelf', 'then')]
    for (const error of nameAgencies(lost, [agency('land', [])], '2025-07-01')) {
      expect(error.extensions).not.toHaveProperty('agency')
    }
  })

  test('touches no other error', () => {
    const wrong = badInput('first', 'x', 'x')
    expect(nameAgencies([wrong], [agency('land')], '2025-07-01')).toEqual([wrong])
  })
})

describe('the note of completeness', () => {
  test('has one entry for each missing database, in the order of their names', () => {
    const databases = fc.array(fc.constantFrom('land', 'health', 'residence'), { maxLength: 12 })
    fc.assert(
      fc.property(databases, (missing) => {
        const note = completeness([
          badInput('x', 'x', 'x'),
          ...missing.map((database) => agencyUnavailable(database, 'then')),
        ])
        expect(note).toEqual(
          [...new Set(missing)].sort().map((database) => ({ agency: null, database, missingSince: 'then' })),
        )
      }),
    )
  })

  test('names the agency where it is known', () => {
    const errors = nameAgencies([agencyUnavailable('land', 'then')], [agency('land')], '2026-01-31')
    expect(completeness(errors)).toEqual([{ agency: 'GLI-SNNMT', database: 'land', missingSince: 'then' }])
  })
})
