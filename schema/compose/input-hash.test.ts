import { describe, expect, test } from '@jest/globals'
import { inputHash, isStale, stamp } from './input-hash.ts'
import { soundProvince, withSdl } from './sound-province.ts'

const [registry, residence] = soundProvince()
const text = stamp(inputHash([registry, residence]), 'schema { query: Query }')

test('the first line tells the inputs by their SHA-256', () => {
  expect(text.split('\n')[0]).toMatch(/^# sha256 of the inputs: [0-9a-f]{64}$/)
})

describe('a supergraph is not stale', () => {
  test('over the agencies that it was made of, in any order', () => {
    expect(isStale(text, [registry, residence])).toBe(false)
    expect(isStale(text, [residence, registry])).toBe(false)
  })

  test('after a change of white space or comments alone', () => {
    expect(isStale(text, [registry, { ...residence, typeDefs: `# ghi chú\n\n${residence.typeDefs}\n` }])).toBe(false)
  })
})

describe('a supergraph is stale', () => {
  test.each([
    ['a field', () => withSdl(residence, 'name: String', 'fullName: String')],
    ['a class', () => withSdl(residence, 'SHARED', 'OPEN')],
    ['a basis', () => withSdl(residence, 'mặc định', 'đặc thù')],
    ['a description', () => withSdl(residence, 'Tên — Name', 'Họ tên — Name')],
    ['a claim', () => ({ ...residence, manifest: { ...residence.manifest, owns: ['Person'] } })],
    [
      'a secret',
      () => ({ ...residence, manifest: { ...residence.manifest, classification: 'STATE_SECRET' as const } }),
    ],
  ])('after a change of %s', (_what, changed) => {
    expect(isStale(text, [registry, changed()])).toBe(true)
  })

  test('after a consent is withdrawn', () => {
    const silent = { ...registry, manifest: { ...registry.manifest, consents: [] } }
    expect(isStale(text, [silent, residence])).toBe(true)
  })

  test('after a folder is added or taken away', () => {
    expect(isStale(text, [registry])).toBe(true)
    expect(isStale(text, [registry, residence, { ...residence, folder: 'schools' }])).toBe(true)
  })

  test('without its first line', () => {
    expect(isStale(text.slice(text.indexOf('\n') + 1), [registry, residence])).toBe(true)
    expect(isStale('', [registry, residence])).toBe(true)
  })
})
