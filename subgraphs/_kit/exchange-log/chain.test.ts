import { createHash } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { canonicalJson } from '../../../schema/canonical-json.ts'
import { limits } from '../../../schema/limits.ts'
import { exchangeRecord } from '../../../test/setup/exchange-record.ts'
import { newChain, receiptOf } from './chain.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

describe('a chain', () => {
  test('puts each record into its place: its writer, its index, the hash before it and its own', () => {
    const chain = newChain()
    const records = [0, 1, 2].map((rows) => exchangeRecord({ rows }))
    const links = records.map((record) => chain.link(record))
    let prev: string | null = null
    for (const [index, { stored, chars }] of links.entries()) {
      const text = canonicalJson({ writer: chain.writer, index, prev, record: records[index] })
      const hash = sha256(`\u0000${text}`)
      const { writer } = chain
      expect(stored).toEqual({ _id: `${writer}.${index}`, writer, index, prev, hash, record: records[index] })
      expect(chars).toBe(text.length)
      prev = hash
    }
  })

  test('has a writer of 128 random bits, another each time', () => {
    const writers = Array.from({ length: 50 }, () => newChain().writer)
    expect(new Set(writers).size).toBe(50)
    for (const writer of writers) expect(writer).toMatch(/^[0-9a-f]{32}$/)
  })

  test('takes a record as long as the log takes, and is as it was after one that is longer', () => {
    const chain = newChain()
    const empty = newChain().link(exchangeRecord({ identity: '' })).chars
    const fits = exchangeRecord({ identity: 'x'.repeat(limits.logRecordChars - empty) })
    expect(() => chain.link({ ...fits, identity: `${fits.identity}x` })).toThrow(RangeError)
    expect(() => chain.link({ ...fits, identity: `${fits.identity}x` })).toThrow('longer than the log takes')
    expect(chain.link(fits)).toMatchObject({ stored: { index: 0, prev: null }, chars: limits.logRecordChars })
  })

  test('refuses what JSON cannot say, and is as it was', () => {
    const chain = newChain()
    expect(() => chain.link(exchangeRecord({ durationMs: Number.NaN }))).toThrow(TypeError)
    expect(chain.link(exchangeRecord()).stored.index).toBe(0)
  })
})

test('a receipt names the place and the hash, and says them in one text', () => {
  const { stored } = newChain().link(exchangeRecord())
  const { writer, index, hash } = stored
  expect(receiptOf(stored)).toEqual({ writer, index, hash, text: `${writer}.0.${hash}` })
})
