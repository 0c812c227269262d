import type { Random } from '../../../seed/population/random.ts'
import type { DocumentNode } from './documents.ts'
import { learnedBy } from './learned.ts'
import type { Pair, PairWorld } from './pairs.ts'
import { cells } from './province-tables.ts'
import { otherValue, type PlainRow } from './rows.ts'

/**
 * A case of the property's twin: a value that the caller may read, selected in a record that is
 * found by its key, becomes another one; the answer has to show it.
 */
export function nextPermitted(random: Random, world: PairWorld): Pair | null {
  const document = random.pick(world.documents)
  const asker = random.pick(world.askers)
  const branch = document.branches.findIndex(({ way }) => /^\w+\([^/]*\)$/.test(way) && !way.includes('where'))
  const learned = learnedBy(document.roots, asker, world.types)
  const root = document.roots[branch]
  const asked = branch >= 0 && root ? world.questionOf(random, document, asker) : null
  if (!asked || !root) return null
  const { collection } = document.branches[branch] as { collection: string }
  const row = asked.rows[branch] as PlainRow
  const answers = world.types.get('Query')?.fields.get(root.field)?.answers ?? ''
  const selected = new Set(leavesOf(root).map((field) => `${answers}.${field}`))
  const readable = cells.filter(
    (cell) =>
      cell.collection === collection &&
      cell.kind === '' &&
      cell.readBy[0] !== undefined &&
      selected.has(cell.readBy[0]) &&
      learned.some(({ coordinate, extent }) => coordinate === cell.readBy[0] && extent === 'ALL') &&
      learned.some(({ coordinate, extent }) => coordinate === `Query.${root.field}` && extent === 'ALL'),
  )
  if (readable.length === 0) return null
  const cell = random.pick(readable)
  const value = otherValue(random, cell, row, world.pools.get(collection) ?? [])
  if (shown(value) === shown(row[cell.field])) return null
  const change = { collection, before: row, after: { ...row, [cell.field]: value } }
  return { document, asker, question: asked.question, cell, change, learned, mentions: true }
}

/** Absent and empty read the same. */
function shown(value: unknown): string {
  return JSON.stringify(value ?? null)
}

function leavesOf({ children }: DocumentNode): string[] {
  return children.filter(({ children: below }) => below.length === 0).map(({ field }) => field)
}
