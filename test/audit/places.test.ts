import { describe, expect, test } from '@jest/globals'
import { describeFinding, faults } from '../../gateway/audit-verifier/faults.ts'
import { verify } from '../../gateway/audit-verifier/verify.ts'
import type { StoredRecord } from '../../subgraphs/_kit/exchange-log/record.ts'
import { type BuiltLog, buildLog } from '../setup/built-log.ts'
import { check, recordsOf, withChain } from '../setup/forge-log.ts'

const whole = buildLog([19, 9, 13], 5, 3)
const writers = [...new Set(whole.records.map(({ writer }) => writer))] as [string, string, string]
const [first, second, third] = writers
const id = '0'.repeat(32)

const withRecords = (records: readonly unknown[]): BuiltLog => ({ ...whole, records: records as never })
const malformedAt = async (value: unknown) => {
  const beginnings = whole.records.filter(({ index }) => index === 0)
  const { findings } = await verify({ ...whole, records: [...whole.records, value], beginnings, trusted: null })
  return findings.filter(({ fault }) => fault === 'MALFORMED').map(({ writer, index, from }) => [writer, index, from])
}
const headAt = async (value: unknown) => {
  const { findings } = await check({ ...whole, heads: [...whole.heads, value] as never })
  return findings
    .filter(({ fault }) => fault === 'HEAD_MALFORMED')
    .map(({ writer, index, from }) => [writer, index, from])
}

describe('what is no record is found at the place', () => {
  const count = whole.records.length
  test.each([
    ['that its name gives', { _id: `${id}.12` }, id, 12],
    ['that a long name gives', { _id: `${id}.123456789012345` }, id, 123_456_789_012_345],
    ['where it was read: without a name', {}, '?', count],
    ['where it was read: nothing', null, '?', count],
    ['where it was read: a text', 'x', '?', count],
    ['where it was read: a name of three parts', { _id: `a.${id}.12` }, '?', count],
    ['where it was read: a name with more behind', { _id: `${id}.12x` }, '?', count],
    ['where it was read: an index too long', { _id: `${id}.1234567890123456` }, '?', count],
    ['where it was read: no index', { _id: `${id}.` }, '?', count],
  ])('%s', async (_name, value, writer, index) => {
    expect(await malformedAt(value)).toEqual([[writer, index, index]])
  })
})

describe('what is no head is found at the place', () => {
  test.each([
    ['that it gives', { writer: id, index: 4 }, id, 4],
    ['of which it gives a part', { writer: id, index: 4.5 }, id, 0],
    ['of which it gives another part', { writer: 7, index: 4 }, '?', 4],
    ['that is nowhere', null, '?', 0],
  ])('%s', async (_name, value, writer, index) => expect(await headAt(value)).toEqual([[writer, index, index]]))
})

describe('what is wrong is told', () => {
  const broken = (writer: string, index: number) =>
    recordsOf(whole, writer).map((record) => (record.index === index ? { ...record, hash: 'e'.repeat(64) } : record))

  test('in the order in which the log was read, and within a chain by index', async () => {
    const records = [...recordsOf(whole, third), ...broken(second, 4), ...broken(first, 2)]
    const heads = whole.heads.map((head) => (head.writer === first ? { ...head, signature: 'AAAA' } : head))
    const { findings } = await check({ ...withRecords(records), heads: heads as never })
    const places = findings.map(({ writer, index }) => [writers.indexOf(writer), index])
    expect(places[0]).toEqual([1, 4])
    const ofFirst = places.slice(1).map(([, index]) => Number(index))
    expect(places.slice(1).every(([writer]) => writer === 0)).toBe(true)
    expect(ofFirst).toEqual([...ofFirst].sort((a, b) => a - b))
    expect(ofFirst).toContain(2)
  })

  test.each([
    ['MISSING', (chain: StoredRecord[]) => chain.toSpliced(4, 1), 4, 4],
    ['REPEATED', (chain: StoredRecord[]) => chain.toSpliced(4, 0, chain[3] as StoredRecord), 3, 3],
    [
      'CHANGED',
      (chain: StoredRecord[]) => chain.with(4, { ...(chain[4] as StoredRecord), hash: 'e'.repeat(64) }),
      4,
      4,
    ],
    ['MISPLACED', (chain: StoredRecord[]) => chain.with(4, { ...(chain[4] as StoredRecord), index: 6 }), 4, 4],
    ['CHANGED', (chain: StoredRecord[]) => chain.with(4, { ...(chain[4] as StoredRecord), writer: second }), 4, 4],
  ] as const)('once a chain, by its fault: %s', async (fault, forge, index, from) => {
    const { findings } = await check(withChain(whole, first, forge(recordsOf(whole, first))))
    expect(findings.filter(({ writer }) => writer === first)).toEqual([{ writer: first, index, fault, from }])
  })

  test('and counts what is behind the last anchor of each chain, no chain less than none', async () => {
    const { notAnchored } = await check(withChain(whole, first, recordsOf(whole, first).slice(0, 2)))
    expect(notAnchored).toBe((await check(whole)).notAnchored)
  })
})

test('a line names the place, and the span where records were written anew, and moves no cursor', () => {
  const { vi, en } = faults.CHANGED
  expect(describeFinding({ writer: 'a', index: 4, fault: 'CHANGED', from: 4 })).toBe(`a.4: ${vi} — ${en}`)
  expect(describeFinding({ writer: 'a', index: 4, fault: 'CHANGED', from: 2 })).toBe(`a.4: ${vi} — ${en} (2…4)`)
  expect(describeFinding({ writer: 'a\u001b[2J~', index: 0, fault: 'CHANGED', from: 0 })).toBe(
    `a?[2J~.0: ${vi} — ${en}`,
  )
  expect(describeFinding({ writer: 'b'.repeat(100), index: 0, fault: 'CHANGED', from: 0 })).toBe(
    `${'b'.repeat(64)}.0: ${vi} — ${en}`,
  )
})
