import { gatherAnchors } from './anchors.ts'
import { checkHeads } from './check-heads.ts'
import { asRecord, type Place, type RecordEntry } from './entries.ts'
import type { Finding } from './faults.ts'
import { knownKeys } from './known-keys.ts'
import { type ChainWalk, walkChain } from './walk-chain.ts'

/** A log as it is given to the verifier. Nothing of it is trusted but the keys and the receipts. */
export interface LogToVerify {
  /** Read once; each writer's records in the order of their indexes, writers in any order. */
  readonly records: Iterable<unknown> | AsyncIterable<unknown>
  /** The first records of the chains, known before the rest: they say where other chains ended. */
  readonly beginnings: readonly unknown[]
  readonly heads: readonly unknown[]
  /** Public keys as JWK. */
  readonly keys: readonly unknown[]
  /** Names (thumbprints) of the keys that count; null: every key given. */
  readonly trusted: readonly string[] | null
  /** What callers hold of their own answers. */
  readonly receipts: readonly Place[]
}

export interface Verdict {
  /** In the order in which the log was read, the first bad place first; empty: nothing was found. */
  readonly findings: readonly Finding[]
  readonly records: number
  readonly writers: number
  readonly heads: number
  /** Records behind the last head or receipt of their chain: not bad, and not proved. */
  readonly notAnchored: number
}

/**
 * Finds what was changed, put in, taken out, put elsewhere, repeated, cut or rewritten, wherever it reaches a
 * record under a signed head or a receipt. Needs memory for the heads, not for the records.
 */
export async function verify(log: LogToVerify): Promise<Verdict> {
  const { heads, findings } = checkHeads(log.heads, knownKeys(log.keys, log.trusted))
  const beginnings = log.beginnings.map(asRecord).filter((entry): entry is RecordEntry => entry !== null)
  const anchors = gatherAnchors(heads, log.receipts, beginnings)
  const walks = new Map<string, ChainWalk>()
  const walk = (writer: string) => {
    const known = walks.get(writer) ?? walkChain(writer, anchors.of(writer))
    walks.set(writer, known)
    return known
  }
  let records = 0
  for await (const value of log.records) {
    const entry = asRecord(value)
    if (entry) walk(ownerOf(entry)).take(entry)
    else findings.push({ ...placeOfMalformed(value, records), fault: 'MALFORMED' })
    records += 1
  }
  for (const writer of anchors.writers()) walk(writer)
  for (const each of walks.values()) {
    each.end()
    const finding = each.finding()
    if (finding) findings.push(finding)
  }
  const lengths = [...walks].map(([writer, each]) => each.length() - 1 - anchors.through(writer))
  return {
    findings: inOrderRead(findings, [...walks.keys()]),
    records,
    writers: walks.size,
    heads: heads.length,
    notAnchored: lengths.filter((length) => length > 0).reduce((sum, length) => sum + length, 0),
  }
}

/** The chain that a record's name puts it into: a name cannot be changed in place, a field can. */
function ownerOf({ _id, writer }: RecordEntry): string {
  return /^([^.]+)\.\d+$/.exec(_id)?.[1] ?? writer
}

function placeOfMalformed(value: unknown, position: number): { writer: string; index: number; from: number } {
  const { _id } = (value ?? {}) as { _id?: unknown }
  const [, writer = '?', index = position] = /^([^.]+)\.(\d{1,15})$/.exec(String(_id)) ?? []
  return { writer, index: Number(index), from: Number(index) }
}

function inOrderRead(findings: readonly Finding[], writers: readonly string[]): Finding[] {
  const order = new Map(writers.map((writer, position) => [writer, position]))
  const rank = ({ writer }: Finding) => order.get(writer) ?? writers.length
  return [...findings].sort((one, other) => rank(one) - rank(other) || one.index - other.index)
}
