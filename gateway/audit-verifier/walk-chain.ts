import type { AnchorsOfWriter } from './anchors.ts'
import { fitsHash, type RecordEntry } from './entries.ts'
import type { Fault, Finding } from './faults.ts'

/** One chain as far as it was read. */
export interface ChainWalk {
  /** Takes the next record that names this writer. */
  take(entry: RecordEntry): void
  /** Says that no more come. */
  end(): void
  /** The first thing that is wrong; what follows it is not judged. */
  finding(): Finding | null
  /** How many records stand in order from the beginning. */
  length(): number
}

/**
 * Follows one chain from its beginning, holding nothing but its last hash: each record fits its hash, names
 * the one before, stands at the next index, and is the one that every anchor at its index fixes.
 */
export function walkChain(writer: string, anchors: AnchorsOfWriter): ChainWalk {
  let next = 0
  let prev: string | null = null
  /** The first record that no anchor has confirmed yet. */
  let from = 0
  let finding: Finding | null = null

  const find = (index: number, fault: Fault) => {
    finding ??= { writer, index, fault, from: changedFrom(index, fault) }
  }
  const changedFrom = (index: number, fault: Fault) => {
    if (fault === 'UNLINKED') return Math.max(0, index - 1)
    return fault.startsWith('UNLIKE') ? from : index
  }
  return {
    take(entry) {
      if (finding) return
      const { index } = entry
      if (entry._id !== `${writer}.${index}`) return find(placeOf(entry._id, writer) ?? index, 'MISPLACED')
      if (index > next) return find(next, 'MISSING')
      if (index < next) return find(index, 'REPEATED')
      if (!fitsHash(entry)) return find(index, 'CHANGED')
      if (entry.prev !== prev) return find(index, 'UNLINKED')
      if ((index === 0) !== (entry.record.genesis === true)) return find(index, 'NOT_BEGUN')
      const here = anchors.get(index) ?? []
      const unlike = here.find(({ hash }) => hash !== entry.hash)
      if (unlike) return find(index, unlike.fault)
      if (here.length > 0) from = index + 1
      next = index + 1
      prev = entry.hash
    },
    end() {
      if ([...anchors.keys()].some((index) => index >= next)) find(next, 'MISSING')
    },
    finding: () => finding,
    length: () => next,
  }
}

/** The index that the name `<writer>.<index>` gives, where it is of this writer: a name cannot be changed in place. */
function placeOf(id: string, writer: string): number | null {
  const index = id.startsWith(`${writer}.`) ? id.slice(writer.length + 1) : ''
  return /^(0|[1-9]\d{0,14})$/.test(index) ? Number(index) : null
}
