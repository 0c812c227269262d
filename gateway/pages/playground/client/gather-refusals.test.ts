import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { reasons } from '../../../../schema/access/decision.ts'
import { accessDenied } from '../../../../schema/errors/access-denied.ts'
import { gatherRefusals } from './gather-refusals.ts'

const refused = (reason: (typeof reasons)[number]) =>
  accessDenied({
    coordinate: 'Person.ethnicity',
    class: 'SENSITIVE',
    basis: 'Luật Bảo vệ dữ liệu cá nhân 91/2025',
    reason,
    suspension: null,
    via: null,
  }).toJSON()

describe('the refusals of an answer', () => {
  test('are parted from its errors, with reason, basis and what to do', () => {
    const down = { message: 'x', extensions: { code: 'AGENCY_UNAVAILABLE' } }
    const { refusals, others } = gatherRefusals([down, refused('NO_GRANT')])
    expect(others).toEqual([down])
    expect(refusals).toHaveLength(1)
    expect(refusals[0]).toMatchObject({
      coordinate: 'Person.ethnicity',
      class: 'SENSITIVE',
      reason: 'NO_GRANT',
      basis: 'Luật Bảo vệ dữ liệu cá nhân 91/2025',
    })
  })

  test.each(reasons)('for %s say why and what to do in both languages', (reason) => {
    const [{ message, howTo } = { message: null, howTo: null }] = gatherRefusals([refused(reason)]).refusals
    for (const text of [message, howTo]) {
      expect(text?.vi).toBeTruthy()
      expect(text?.en).toBeTruthy()
    }
  })

  test('and the other errors are together as many as came, whatever their shape', () => {
    fc.assert(
      fc.property(fc.array(fc.anything()), (errors) => {
        const { refusals, others } = gatherRefusals(errors)
        expect(refusals.length + others.length).toBe(errors.length)
      }),
    )
  })
})
