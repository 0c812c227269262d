import { describe, expect, test } from '@jest/globals'
import { breach, sampleGrant } from '../../subgraphs/_kit/grants/fixtures/sample-grant.ts'
import { describeGrant, describeReport, describeTouched } from './describe-grants.ts'

describe('a grant on the terminal', () => {
  test('says who reads what, for which purpose and until when', () => {
    const text = describeGrant(sampleGrant({ version: 3, territory: ['52@2025-07-01'] })).join('\n')
    for (const part of ['insurance-residence/3', 'ACTIVE', 'GLI-BHXH insurance-app', 'DEFAULT', 'residence/Person'])
      expect(text).toContain(part)
    for (const part of [
      'INSURANCE_ADMINISTRATION',
      '2035-01-01T00:00:00+07:00',
      '3 trường — fields',
      '1 đơn vị — units',
    ])
      expect(text).toContain(part)
    for (const coordinate of sampleGrant().coordinates) expect(text).toContain(coordinate)
  })

  test('says why it stands still and whom to ask', () => {
    const text = describeGrant(sampleGrant({ state: 'SUSPENDED', suspension: breach })).join('\n')
    expect(text).toContain(`SUSPENDED (BREACH, …, ${breach.contact})`)
  })

  test('counts those who gave consent and names nobody', () => {
    const subjects = [{ personalId: '052099000001', validTo: '2027-01-01T00:00:00+07:00' }]
    const text = describeGrant(sampleGrant({ subjects })).join('\n')
    expect(text).toContain('1 người đồng ý — consents')
    expect(text).not.toContain('052099000001')
  })

  test('that does not parse is said to permit nothing', () => {
    const lines = describeGrant({ ...sampleGrant(), mode: 'ANY' })
    expect(lines).toEqual([expect.stringMatching(/^insurance-residence\.mode: .* — .*it permits nothing$/)])
  })
})

describe('what a change touches', () => {
  const touched = { holder: 'insurance-app', grants: 2, lost: ['A.a', 'A.b', 'A.c', 'A.d', 'A.e'], gained: [] }

  test('is told in one line for each holder, and then field by field', () => {
    const [first, ...fields] = describeTouched([touched])
    expect(first).toBe('2 quyền của insurance-app mất 5 trường — 2 grants of insurance-app lose 5 fields')
    expect(fields).toEqual(touched.lost.map((coordinate) => `  - ${coordinate}`))
  })

  test('is counted as one where it is one', () => {
    const [first] = describeTouched([{ ...touched, grants: 1, lost: [], gained: ['A.a'] }])
    expect(first).toBe('1 quyền của insurance-app thêm 1 trường — 1 grant of insurance-app gains 1 field')
  })

  test('is told too where no field is lost or gained', () => {
    expect(describeTouched([{ ...touched, lost: [] }])).toEqual([expect.stringContaining('no field is lost or gained')])
  })
})

describe('the end of a change', () => {
  const report = { version: 7, changed: ['a'], touched: [], confirmed: 2, silent: 0, waitedMs: 123.4 }

  test('says the version, how long it took, and who confirmed', () => {
    const line = describeReport(report)
    for (const part of ['7', '0.12', '2 đã xác nhận']) expect(line).toContain(part)
    expect(line).not.toContain('ran out')
  })

  test('says who never answered', () => {
    expect(describeReport({ ...report, silent: 1 })).toContain('1 hết hạn — 1 ran out')
  })

  test('says where nothing changed', () => {
    expect(describeReport({ ...report, changed: [] })).toContain('Nothing changed, version 7')
  })
})
