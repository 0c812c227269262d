import { describe, expect, test } from '@jest/globals'
import type { Grant } from '../../../schema/access/grant.ts'
import { breach, sampleGrant } from './fixtures/sample-grant.ts'
import { touched } from './touched.ts'

const stopped = (grant: Grant): Grant => ({ ...grant, state: 'SUSPENDED', suspension: breach })
const one = sampleGrant({ id: 'one', coordinates: ['Query.person', 'Person.fullName'] })
const two = sampleGrant({ id: 'two', coordinates: ['Person.fullName', 'Person.sex', 'Person.dateOfBirth'] })
const lost = (before: Grant[], after: Grant[]) => touched(before, after).flatMap((change) => change.lost)

describe('what a change touches', () => {
  test('is told for each holder, with its fields once each', () => {
    expect(touched([one, two], [stopped(one), stopped(two)])).toEqual([
      {
        holder: 'insurance-app',
        grants: 2,
        lost: ['Person.dateOfBirth', 'Person.fullName', 'Person.sex', 'Query.person'],
        gained: [],
      },
    ])
  })

  test('leaves out what another active grant still covers', () => {
    expect(lost([one, two], [stopped(one), two])).toEqual(['Query.person'])
  })

  test.each<[string, Partial<Grant>, readonly string[]]>([
    ['for another purpose', { purpose: 'INSPECTION' }, ['Person.fullName', 'Query.person']],
    ['in a part of the province', { territory: ['52@2025-07-01'] }, ['Person.fullName', 'Query.person']],
    ['with consent', { subjects: [] }, ['Person.fullName', 'Query.person']],
    ['in the other mode', { mode: 'SPECIAL' }, ['Person.fullName', 'Query.person']],
    ['under another basis', { legalBasis: 'Luật khác' }, []],
  ])('counts as still covered only what is covered as well: %s', (_, change, expected) => {
    const other = { ...one, id: 'other', ...change }
    expect(lost([one, other], [stopped(one), other])).toEqual(expected)
  })

  test('counts nothing as lost in a part of the province where the whole of it stays', () => {
    const part = { ...one, id: 'part', territory: ['52@2025-07-01'] }
    expect(lost([one, part], [one, stopped(part)])).toEqual([])
  })

  test('keeps agencies apart that call an application by one name', () => {
    const other = { ...one, id: 'other', agency: 'GLI-CA' }
    expect(lost([one, other], [stopped(one), other])).toEqual(['Person.fullName', 'Query.person'])
  })

  test('names the agency where a grant is for all its applications', () => {
    const all = { ...one, app: null }
    expect(touched([], [all])).toEqual([
      { holder: 'GLI-BHXH', grants: 1, lost: [], gained: ['Person.fullName', 'Query.person'] },
    ])
  })

  test('is nothing where nothing changed', () => {
    expect(touched([one, two], [one, two])).toEqual([])
  })
})
