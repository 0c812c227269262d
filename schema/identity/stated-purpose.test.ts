import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { purposeOf } from './stated-purpose.ts'

const of = (...values: string[]) => purposeOf({ rawHeaders: values.flatMap((value) => ['X-Purpose', value]) })

describe('the purpose of a request', () => {
  test('is the one X-Purpose, as it is', () => {
    for (const code of ['INSPECTION', 'HEALTH_CARE', 'ABC', 'A12', `A${'B'.repeat(39)}`])
      expect(of(code)).toEqual({ code, given: true })
    expect(purposeOf({ rawHeaders: ['x-PURPOSE', 'INSPECTION'] })).toEqual({ code: 'INSPECTION', given: true })
  })

  test('is not given where there is no such header', () => {
    expect(purposeOf({ rawHeaders: [] })).toEqual({ code: null, given: false })
    expect(purposeOf({ rawHeaders: ['X-Purposes', 'INSPECTION', 'purpose', 'INSPECTION'] }).given).toBe(false)
  })

  test.each([
    '',
    'AB',
    'inspection',
    'Inspection',
    'INSPECTION\n',
    ' INSPECTION',
    'INSPECTION,INSPECTION',
    'INSPECTION, HEALTH_CARE',
    '["INSPECTION"]',
    'INSPECTION;q=1',
    'ІNSPECTION',
    'ＩNSPECTION',
    'I\u0307NSPECTION',
    'INSPECTİON',
    '_INSPECTION',
    '1INSPECTION',
    'INSPECTION*',
    '*',
    `A${'B'.repeat(40)}`,
    '__proto__',
  ])('%j is given and is no code', (text) => {
    expect(of(text)).toEqual({ code: null, given: true })
  })

  test('is no code where it is given twice, the same or another', () => {
    for (const other of ['INSPECTION', 'HEALTH_CARE', ''])
      expect(of('INSPECTION', other)).toEqual({ code: null, given: true })
  })

  test('never becomes another text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[A-Z_0-9]{0,45}$/)), (text) => {
        const { code, given } = of(text)
        expect(given).toBe(true)
        expect([text, null]).toContain(code)
        expect(code !== null).toBe(/^[A-Z][A-Z0-9_]{2,39}$/.test(text) && !text.includes('\n'))
      }),
    )
  })
})
