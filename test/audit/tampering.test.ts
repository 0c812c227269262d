import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Finding } from '../../gateway/audit-verifier/faults.ts'
import type { StoredRecord } from '../../subgraphs/_kit/exchange-log/record.ts'
import { type BuiltLog, buildLog } from '../setup/built-log.ts'
import { check, forged, otherContent, recordsOf, rewritten, withChain } from '../setup/forge-log.ts'

const runs = process.env.HUB_TEST_LONG === 'yes' ? 10_000 : 1_000
// Three hubs on one data folder, one after the other; the last records of each lie under no head of its own.
const headEvery = 5
const whole = buildLog([19, 9, 13], headEvery, 3)
const writers = [...new Set(whole.records.map(({ writer }) => writer))] as [string, string, string]
const lastHeadOf = (writer: string) =>
  Math.max(...whole.heads.filter((head) => head.writer === writer).map(({ index }) => index))

/** What one tampering does to the records of one chain; `at` and `other` are places in it, `at` < `other`. */
type Tampering = (chain: StoredRecord[], at: number, other: number) => StoredRecord[]

const changed = (chain: StoredRecord[], at: number, change: Partial<StoredRecord>) =>
  chain.with(at, { ...(chain[at] as StoredRecord), ...change })

const tamperings: Record<string, Tampering> = {
  'a field changed': (chain, at) => changed(chain, at, { record: otherContent(chain[at] as StoredRecord) }),
  'a field added': (chain, at) => changed(chain, at, { record: { ...chain[at]?.record, extra: null } as never }),
  'a field taken out': (chain, at) => {
    const { at: _at, ...rest } = (chain[at] as StoredRecord).record
    return changed(chain, at, { record: rest as never })
  },
  'a number turned into a text': (chain, at) =>
    changed(chain, at, { record: { ...chain[at]?.record, rows: '12' } as never }),
  'a hash changed': (chain, at) => changed(chain, at, { hash: 'e'.repeat(64) }),
  'a link changed': (chain, at) => changed(chain, at, { prev: 'e'.repeat(64) }),
  'an index changed': (chain, at, other) => changed(chain, at, { index: other }),
  'a writer changed': (chain, at) => changed(chain, at, { writer: 'f'.repeat(32) }),
  'a name changed': (chain, at) => changed(chain, at, { _id: `${'f'.repeat(32)}.0` }),
  'a record changed with its hash': (chain, at) =>
    chain.with(at, forged(chain[at] as StoredRecord, { record: otherContent(chain[at] as StoredRecord) })),
  'a record that is none': (chain, at) => chain.with(at, { _id: chain[at]?._id } as never),
  'a record taken out': (chain, at) => chain.toSpliced(at, 1),
  'records taken out': (chain, at, other) => chain.toSpliced(at, other - at),
  'a record taken out and the rest written anew': (chain, at) => rewritten(chain.toSpliced(at, 1), at),
  'a record put in': (chain, at) =>
    chain.toSpliced(at, 0, forged(chain[at] as StoredRecord, { record: otherContent(chain[at] as StoredRecord) })),
  'a record put in and the rest written anew': (chain, at) =>
    rewritten(
      chain.toSpliced(at, 0, { ...(chain[at] as StoredRecord), record: otherContent(chain[at] as StoredRecord) }),
      at,
    ),
  'a record repeated': (chain, at, other) => chain.toSpliced(other, 0, chain[at] as StoredRecord),
  'two records in each other’s place': (chain, at, other) =>
    chain.with(at, chain[other] as StoredRecord).with(other, chain[at] as StoredRecord),
  'the contents of two records exchanged': (chain, at, other) =>
    changed(changed(chain, at, { record: chain[other]?.record as never }), other, {
      record: chain[at]?.record as never,
    }),
  'the tail cut': (chain, at) => chain.slice(0, at),
  'everything from here written anew': (chain, at) =>
    rewritten(changed(chain, at, { record: otherContent(chain[at] as StoredRecord) }), at),
}

/** A tampering of a chain at a place that a head covers. */
const attack = fc
  .record({
    kind: fc.constantFrom(...Object.keys(tamperings)),
    writer: fc.constantFrom(...writers),
    places: fc.uniqueArray(fc.nat(), { minLength: 2, maxLength: 2 }),
  })
  .map(({ kind, writer, places }) => {
    const reach = lastHeadOf(writer) + 1
    const [one = 0, two = 0] = places.map((place) => place % reach)
    const [at, other] = one === two ? [one, Math.min(one + 1, reach)] : [Math.min(one, two), Math.max(one, two)]
    return { kind, writer, at, other }
  })

function tampered(kind: string, writer: string, at: number, other: number): BuiltLog {
  const tamper = tamperings[kind] as Tampering
  return withChain(whole, writer, tamper(recordsOf(whole, writer), at, other))
}

/** Said of this place, or of a stretch that holds it and ends at the next head. */
function names(finding: Finding | undefined, writer: string, at: number): boolean {
  return finding?.writer === writer && finding.from <= at && at <= finding.index && finding.index - at < headEvery
}

test('an untouched log is whole, and its records behind the last heads are told as not anchored', async () => {
  const verdict = await check(whole)
  const uncovered = recordsOf(whole, writers[2]).length - 1 - lastHeadOf(writers[2])
  // The beginnings of the second and third chains fix the ends of the first and second.
  expect(verdict).toEqual({
    findings: [],
    records: whole.records.length,
    writers: 3,
    heads: whole.heads.length,
    notAnchored: uncovered,
  })
})

test(`each of ${runs} tamperings is found, and its place is named first`, async () => {
  await fc.assert(
    fc.asyncProperty(attack, async ({ kind, writer, at, other }) => {
      const { findings } = await check(tampered(kind, writer, at, other))
      if (!names(findings[0], writer, at)) throw new Error(`${kind} at ${at}, ${other}: ${JSON.stringify(findings)}`)
    }),
    { numRuns: runs },
  )
})

test.each(Object.keys(tamperings))('%s: found at every place under a head', async (kind) => {
  const [writer] = writers
  for (let at = 0; at < lastHeadOf(writer); at += 1) {
    const { findings } = await check(tampered(kind, writer, at, at + 1))
    expect({ at, found: names(findings[0], writer, at), findings }).toMatchObject({ found: true })
  }
})

test('a chain that ends in the middle of an export and begins again is found', async () => {
  const [writer] = writers
  const chain = recordsOf(whole, writer)
  const again = rewritten([chain[0], chain[0], ...chain.slice(2)] as StoredRecord[], 1)
  const { findings } = await check(withChain(whole, writer, again))
  expect(findings[0]).toMatchObject({ writer, index: 1, fault: 'NOT_BEGUN' })
})
