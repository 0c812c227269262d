import { expect, test } from '@jest/globals'
import { verify } from '../../gateway/audit-verifier/verify.ts'
import { signHead } from '../../subgraphs/_kit/exchange-log/head.ts'
import type { StoredRecord } from '../../subgraphs/_kit/exchange-log/record.ts'
import { buildLog, newSigningKey } from '../setup/built-log.ts'
import { check, recordsOf, rewritten } from '../setup/forge-log.ts'

const whole = buildLog([19, 9, 13], 5, 3)
const writers = [...new Set(whole.records.map(({ writer }) => writer))] as [string, string, string]
const [writer] = writers
const own = whole.heads.filter((head) => head.writer === writer)
const others = whole.heads.filter((head) => head.writer !== writer)
const withHeads = (heads: unknown[], keys: unknown[] = whole.keys) =>
  check({ ...whole, heads: [...heads, ...others] as never, keys: keys as never })

test('each head that is taken out of the middle is missed by the next', async () => {
  for (let place = 0; place < own.length - 1; place += 1) {
    const { findings } = await withHeads(own.toSpliced(place, 1))
    expect(findings[0]).toMatchObject({ writer, index: own[place + 1]?.index, fault: 'HEAD_MISSING' })
  }
})

test('a changed head is found, whatever was changed', async () => {
  const changes = {
    hash: 'e'.repeat(64),
    at: '2026-01-01T00:00:00.000Z',
    index: 3,
    previous: 'e'.repeat(64),
    signature: 'AAAA',
  }
  for (const [name, value] of Object.entries(changes)) {
    const { findings } = await withHeads(own.with(2, { ...(own[2] as object), [name]: value } as never))
    expect([name, findings[0]?.writer, findings[0]?.fault]).toEqual([name, writer, 'HEAD_SIGNATURE'])
  }
})

test('the same head twice, from the database and from the file, is one', async () => {
  expect(await withHeads([...own, ...own.toReversed()])).toMatchObject({ findings: [], heads: whole.heads.length })
})

test('heads of a foreign key are not believed: not under its own name, and not under the name of ours', async () => {
  const thief = newSigningKey()
  const chain = rewritten(recordsOf(whole, writer), 0)
  const stolen = signHead(chain.at(-1) as StoredRecord, '2026-03-02T00:00:00.000Z', null, thief)
  expect((await withHeads([stolen])).findings[0]).toMatchObject({ writer, fault: 'HEAD_KEY' })
  const underOurName = { ...thief.jwk, kid: whole.keys[0]?.kid }
  const { findings } = await withHeads([{ ...stolen, kid: whole.keys[0]?.kid }, ...own], [underOurName])
  expect(findings.length).toBeGreaterThan(0)
  expect(findings.every(({ fault }) => fault === 'HEAD_KEY')).toBe(true)
})

test('heads of a key that came with the log are not believed where the keys to trust were given', async () => {
  const thief = newSigningKey()
  const heads = own.map((head) => signHead(head, head.at, head.previous, thief))
  const log = { ...whole, heads: [heads[0], ...others] as never, keys: [...whole.keys, thief.jwk] }
  const beginnings = whole.records.filter(({ index }) => index === 0)
  expect((await verify({ ...log, beginnings, trusted: null })).findings).toEqual([])
  const { findings } = await verify({ ...log, beginnings, trusted: [whole.keys[0]?.kid as string] })
  expect(findings[0]).toMatchObject({ writer, index: 0, fault: 'HEAD_KEY' })
})

test('two heads that say different things of one place are a fork, although both are signed', async () => {
  const signing = newSigningKey()
  const [first, second] = recordsOf(whole, writer) as [StoredRecord, StoredRecord]
  const heads = [first.hash, second.hash].map((hash) =>
    signHead({ writer, index: 0, hash }, first.record.at, null, signing),
  )
  const { findings } = await withHeads(heads, [...whole.keys, signing.jwk])
  expect(findings[0]).toMatchObject({ writer, index: 0, fault: 'HEAD_FORKED' })
})

test('heads that are none are found', async () => {
  for (const none of [null, 1, 'x', {}, { writer, index: 2 }, { ...own[0], hash: 'x' }]) {
    expect((await withHeads([...own, none])).findings.map(({ fault }) => fault)).toContain('HEAD_MALFORMED')
  }
})
