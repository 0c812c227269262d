import { type KeyObject, verify } from 'node:crypto'
import { asHead, type HeadEntry, headHash, headStatement } from './entries.ts'
import type { Fault, Finding } from './faults.ts'
import { listOf } from './list-of.ts'

/**
 * Accepts each head that a known key signed, and finds those that none did, those that were taken out of the
 * chain of heads of their writer, and two that say different things of one place. The same head twice is one.
 * @returns the accepted heads, each writer's in their order
 */
export function checkHeads(
  values: readonly unknown[],
  keys: ReadonlyMap<string, KeyObject>,
): { heads: HeadEntry[]; findings: Finding[] } {
  const findings: Finding[] = []
  const find = ({ writer, index }: { writer: string; index: number }, fault: Fault) => {
    findings.push({ writer, index, fault, from: index })
  }
  const byWriter = new Map<string, HeadEntry[]>()
  for (const value of values) {
    const head = asHead(value)
    if (!head) find(placeOfMalformed(value), 'HEAD_MALFORMED')
    else listOf(byWriter, head.writer).push(head)
  }
  const heads: HeadEntry[] = []
  for (const all of byWriter.values()) {
    let before: HeadEntry | null = null
    for (const head of inOrderOnce(all)) {
      const fault = faultOf(head, keys) ?? faultOfPlace(head, before)
      if (fault) find(head, fault)
      else heads.push(head)
      before = head
    }
  }
  return { heads, findings }
}

function faultOf(head: HeadEntry, keys: ReadonlyMap<string, KeyObject>): Fault | null {
  const key = keys.get(head.kid)
  if (!key) return 'HEAD_KEY'
  const signature = Buffer.from(head.signature, 'base64url')
  return verify(null, Buffer.from(headStatement(head)), key, signature) ? null : 'HEAD_SIGNATURE'
}

function faultOfPlace(head: HeadEntry, before: HeadEntry | null): Fault | null {
  if (before?.index === head.index) return 'HEAD_FORKED'
  return head.previous === (before && headHash(before)) ? null : 'HEAD_MISSING'
}

/** By index; the copies of one head, from the database and from the file, count once. */
function inOrderOnce(heads: readonly HeadEntry[]): HeadEntry[] {
  const once = new Map(heads.map((head) => [`${headStatement(head)} ${head.signature}`, head]))
  return [...once.values()].sort((one, other) => one.index - other.index)
}

function placeOfMalformed(value: unknown): { writer: string; index: number } {
  const { writer, index } = (value ?? {}) as { writer?: unknown; index?: unknown }
  return { writer: typeof writer === 'string' ? writer : '?', index: Number.isSafeInteger(index) ? Number(index) : 0 }
}
