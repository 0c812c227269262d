import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { canonicalJson } from '../../schema/canonical-json.ts'
import { buildLog } from '../../test/setup/built-log.ts'
import { canonical } from './canonical.ts'
import { asHead, asPlace, asRecord, fitsHash, receiptPlace } from './entries.ts'
import { describeFinding, faults } from './faults.ts'

test('the verifier’s own canonical text is the hub’s, for every value that comes out of JSON', () => {
  fc.assert(
    fc.property(fc.json({ stringUnit: 'binary', maxDepth: 5 }), (text) => {
      const value: unknown = JSON.parse(text)
      expect(canonical(value)).toBe(canonicalJson(value))
    }),
  )
})

describe('the shape of an entry', () => {
  const { records, heads } = buildLog([4], 2, 1)

  test('is accepted as the log writes it', () => {
    expect(records.map(asRecord)).toEqual(records)
    expect(heads.map(asHead)).toEqual(heads)
    expect(records.every((record) => fitsHash(asRecord(record) as never))).toBe(true)
  })

  test('is refused where any part is missing or is something else', () => {
    const parts: [object, (value: unknown) => unknown, string[]][] = [
      [records[1] as object, asRecord, ['_id', 'writer', 'index', 'prev', 'hash', 'record']],
      [heads[1] as object, asHead, ['writer', 'index', 'hash', 'at', 'previous', 'kid', 'signature']],
    ]
    for (const [entry, as, names] of parts) {
      for (const name of names) {
        for (const wrong of [undefined, -1, 1.5, {}.constructor, ['a'], name === 'record' ? 'x' : {}]) {
          expect(as({ ...entry, [name]: wrong })).toBeNull()
        }
      }
    }
  })

  test('of anything else is refused without a failure', () => {
    fc.assert(fc.property(fc.anything(), (value) => !asRecord(value) && !asHead(value) && !asPlace(value)))
  })

  test('nested deeper than a program can follow fits no hash', () => {
    let deep: object = {}
    for (let level = 0; level < 100_000; level += 1) deep = { deep }
    expect(fitsHash({ ...(records[1] as never as object), record: deep } as never)).toBe(false)
  })
})

describe('a receipt', () => {
  test('reads back as the place that it names', () => {
    const text = `${'a'.repeat(32)}.12.${'b'.repeat(64)}`
    expect(receiptPlace(` ${text}\r`)).toEqual({ writer: 'a'.repeat(32), index: 12, hash: 'b'.repeat(64) })
  })

  test.each(['', 'a.1.b', `${'a'.repeat(32)}.01.${'b'.repeat(64)}`, `${'a'.repeat(32)}.-1.${'b'.repeat(64)}`])(
    'of another form is none (%p)',
    (text) => expect(receiptPlace(text)).toBeNull(),
  )
})

describe('what is told of a finding', () => {
  test.each(Object.entries(faults))('%s: in Vietnamese with marks and in English', (_fault, { vi, en }) => {
    expect(vi).toMatch(/[^\x20-\x7e]/)
    expect(vi).toBe(vi.normalize('NFC'))
    expect(en).toMatch(/^[\x20-\x7e]+$/)
  })

  test('names the place first, and the stretch where the place is not sure', () => {
    const finding = { writer: 'w', index: 7, fault: 'UNLIKE_HEAD' as const, from: 3 }
    expect(describeFinding(finding)).toMatch(/^w\.7: .* — .* \(3…7\)$/)
    expect(describeFinding({ ...finding, from: 7 })).toMatch(/^w\.7: [^(]*$/)
  })

  test('moves no terminal, whatever the forged name holds', () => {
    const name = '\u001b[2J\r\n\u202e'
    expect(describeFinding({ writer: name, index: 0, fault: 'MISSING', from: 0 })).toMatch(/^\?\[2J\?\?\?\.0: /)
  })
})
