import { asPlace, fitsHash, type HeadEntry, type Place, type RecordEntry } from './entries.ts'
import type { Fault } from './faults.ts'
import { listOf } from './list-of.ts'

/** What must stand at one place, and who says so. */
interface Anchor {
  readonly hash: string
  readonly fault: Fault
}

/** The anchors of one chain, by index. */
export type AnchorsOfWriter = Map<number, Anchor[]>

/** Everything that fixes what a record must be: signed heads, receipts, and the links from chain to chain. */
export interface Anchors {
  of(writer: string): AnchorsOfWriter
  writers(): string[]
  /** Up to which index each chain is fixed; −1: nowhere. */
  through(writer: string): number
}

/**
 * Gathers the anchors. A link fixes what it names; it counts as an anchor itself only where the chain that
 * bears it is under one, for anybody may write an unsigned beginning.
 */
export function gatherAnchors(
  heads: readonly HeadEntry[],
  receipts: readonly Place[],
  beginnings: readonly RecordEntry[],
): Anchors {
  const byWriter = new Map<string, AnchorsOfWriter>()
  const through = new Map<string, number>()
  const of = (writer: string) => {
    const known = byWriter.get(writer) ?? new Map<number, Anchor[]>()
    byWriter.set(writer, known)
    return known
  }
  const add = ({ writer, index, hash }: Place, fault: Fault) => {
    listOf(of(writer), index).push({ hash, fault })
  }
  const reach = ({ writer, index }: Place) => {
    const further = index > (through.get(writer) ?? -1)
    if (further) through.set(writer, index)
    return further
  }
  const links = new Map<string, Place>()
  for (const head of heads) add(head, 'UNLIKE_HEAD')
  for (const receipt of receipts) add(receipt, 'UNLIKE_RECEIPT')
  for (const beginning of beginnings) {
    const before = asPlace(beginning.record.previousWriter)
    // One that is forged itself is found at its own place, and accuses no other chain.
    const forged =
      !fitsHash(beginning) ||
      of(beginning.writer)
        .get(0)
        ?.some(({ hash }) => hash !== beginning.hash)
    if (before && !forged) links.set(beginning.writer, before)
  }
  for (const link of links.values()) add(link, 'UNLIKE_LINK')

  const anchored = [...heads, ...receipts].filter(reach).map(({ writer }) => writer)
  for (let writer = anchored.pop(); writer !== undefined; writer = anchored.pop()) {
    const link = links.get(writer)
    if (link && reach(link)) anchored.push(link.writer)
  }
  return { of, writers: () => [...byWriter.keys()], through: (writer) => through.get(writer) ?? -1 }
}
