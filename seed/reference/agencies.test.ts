import { describe, expect, test } from '@jest/globals'
import { readAgencies } from './agencies.ts'
import { isValidAt, readUnits } from './units.ts'

const agencies = readAgencies()
const byCode = new Map(agencies.map((agency) => [agency.code, agency]))
const unitById = new Map(readUnits().map((unit) => [unit.id, unit]))

describe('agencies', () => {
  test('a code stands for one agency', () => {
    expect(byCode.size).toBe(agencies.length)
    expect(agencies).toHaveLength(351)
  })

  test('a parent is an agency whose period meets its own', () => {
    for (const agency of agencies.filter(({ parentCode }) => parentCode !== null)) {
      const parent = byCode.get(agency.parentCode ?? '')
      expect(parent).toBeDefined()
      expect((agency.validFrom ?? '') <= (parent?.validTo ?? '9999')).toBe(true)
      expect((parent?.validFrom ?? '') <= (agency.validTo ?? '9999')).toBe(true)
    }
  })

  test('the unit served is valid on the last day of the agency, or today', () => {
    for (const agency of agencies) {
      const unit = unitById.get(agency.unitId)
      expect(unit?.code).toBe(agency.unitCode)
      expect(unit && isValidAt(unit, agency.validTo ?? '9999-12-31')).toBe(true)
    }
  })

  test('successors are agencies, and predecessors are their inverse', () => {
    const forward = agencies.flatMap(({ code, successorCodes }) => successorCodes.map((to) => `${code}>${to}`))
    const backward = agencies.flatMap(({ code, predecessorCodes }) => predecessorCodes.map((from) => `${from}>${code}`))
    expect([...backward].sort()).toEqual([...forward].sort())
    for (const { successorCodes } of agencies) for (const code of successorCodes) expect(byCode.has(code)).toBe(true)
  })

  test('two departments of 2025-02-28 became one on 2025-03-01', () => {
    expect(byCode.get('BDH-STNMT')?.successorCodes).toEqual(['BDH-SNNMT'])
    expect(byCode.get('BDH-SNNPTNT')?.successorCodes).toEqual(['BDH-SNNMT'])
    expect(byCode.get('BDH-SNNMT')?.successorCodes).toEqual(['GLI-SNNMT'])
  })

  test('what is not known as official says so beside it', () => {
    for (const agency of agencies) {
      expect(agency.codeStatus).toBe('assigned here')
      if (agency.eicCode !== null) expect(agency.eicStatus).toContain('not verified')
    }
  })
})
