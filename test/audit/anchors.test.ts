import { describe, expect, test } from '@jest/globals'
import type { StoredRecord } from '../../subgraphs/_kit/exchange-log/record.ts'
import { buildLog } from '../setup/built-log.ts'
import { check, forged, otherContent, recordsOf, rewritten, withChain } from '../setup/forge-log.ts'

// Three hubs on one data folder, one after the other; the last records of each lie under no head of its own.
const whole = buildLog([19, 9, 13], 5, 3)
const writers = [...new Set(whole.records.map(({ writer }) => writer))] as [string, string, string]
const lastHeadOf = (writer: string) =>
  Math.max(...whole.heads.filter((head) => head.writer === writer).map(({ index }) => index))

describe('a chain that is gone', () => {
  test.each([0, 1, 2])('is missed from its first record by the heads that remain (writer %i)', async (position) => {
    const writer = writers[position] as string
    const { findings } = await check(withChain(whole, writer, []))
    expect(findings[0]).toMatchObject({ writer, index: 0, fault: 'MISSING' })
  })

  test('is missed without its heads too, by the beginning of the next', async () => {
    const [, writer] = writers
    const { findings } = await check({
      ...withChain(whole, writer, []),
      heads: whole.heads.filter((head) => head.writer !== writer),
    })
    expect(findings[0]).toMatchObject({ writer, index: 0, fault: 'MISSING' })
  })

  test('is missed without its heads, the last one too, by a receipt', async () => {
    const [, , writer] = writers
    const { hash } = recordsOf(whole, writer)[5] as StoredRecord
    const { findings } = await check({
      ...withChain(whole, writer, []),
      heads: whole.heads.filter((head) => head.writer !== writer),
      receipts: [{ writer, index: 5, hash }],
    })
    expect(findings[0]).toMatchObject({ writer, index: 0, fault: 'MISSING' })
  })
})

describe('what lies behind the last head', () => {
  const [, , writer] = writers
  const chain = recordsOf(whole, writer)

  test('is found where a receipt fixes it: written anew, or cut', async () => {
    const last = chain.at(-1) as StoredRecord
    const receipts = [{ writer, index: last.index, hash: last.hash }]
    expect(await check({ ...whole, receipts })).toMatchObject({ findings: [], notAnchored: 0 })
    const anew = rewritten(
      chain.with(-2, { ...(chain.at(-2) as StoredRecord), record: otherContent(last) }),
      chain.length - 2,
    )
    expect((await check(withChain(whole, writer, anew, receipts))).findings).toEqual([
      { writer, index: last.index, fault: 'UNLIKE_RECEIPT', from: lastHeadOf(writer) + 1 },
    ])
    expect((await check(withChain(whole, writer, chain.slice(0, -1), receipts))).findings).toEqual([
      { writer, index: last.index, fault: 'MISSING', from: last.index },
    ])
  })

  test('is no fault where nothing fixes it, and is counted', async () => {
    const { findings, notAnchored } = await check(withChain(whole, writer, chain.slice(0, -1)))
    expect(findings).toEqual([])
    expect(notAnchored).toBe(chain.length - 2 - lastHeadOf(writer))
  })

  test('of a chain that another follows is fixed by the beginning of that one', async () => {
    const [first] = writers
    const cut = recordsOf(whole, first).slice(0, -1)
    const { findings } = await check(withChain(whole, first, cut))
    expect(findings).toEqual([{ writer: first, index: cut.length, fault: 'MISSING', from: cut.length }])
  })
})

test('a beginning that is forged is found at its own place, and accuses no other chain', async () => {
  const [, writer] = writers
  const chain = recordsOf(whole, writer)
  const [beginning] = chain as [StoredRecord]
  const link = { ...beginning.record, previousWriter: { writer: writers[0], index: 3, hash: 'e'.repeat(64) } }
  const anew = [forged(beginning, { record: link as never }), ...chain.slice(1)]
  const { findings } = await check(withChain(whole, writer, anew))
  expect(findings).toEqual([{ writer, index: 0, fault: 'UNLIKE_HEAD', from: 0 }])
})
