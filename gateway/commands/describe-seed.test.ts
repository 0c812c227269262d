import { describe, expect, test } from '@jest/globals'
import type { SeedReport } from '../../seed/load/seed-province.ts'
import { describeSeed } from './describe-seed.ts'

const report: SeedReport = {
  persons: 10_000,
  seed: 'binh-dinh',
  written: ['land', 'health'],
  kept: ['residence'],
  unreachable: [],
  documents: 34_567,
  planted: { 'expired-insurance': 3, 'vessel-with-two-owners': 2 },
}

describe('the seed’s report', () => {
  test('is one line in both languages: persons, records, databases and planted conflicts', () => {
    const [line, ...more] = describeSeed(report)
    expect(more).toEqual([])
    expect(line).toContain('10.000 người, 34.567 bản ghi trong 3 cơ sở dữ liệu; 2 loại mâu thuẫn')
    expect(line).toContain('10,000 synthetic persons, 34,567 records, 2 kinds of planted conflicts')
  })

  test('says what to look at where no database answers', () => {
    const lines = describeSeed({ ...report, written: [], kept: [], unreachable: ['land'] })
    expect(lines).toEqual([expect.stringMatching(/MONGODB_URI.*check address and rights/)])
  })

  test('names the databases that were not reached', () => {
    const lines = describeSeed({ ...report, unreachable: ['land', 'health'] })
    expect(lines[1]).toContain('Chưa kết nối được: land, health;')
  })
})
