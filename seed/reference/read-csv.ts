import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { repositoryRoot } from '../../schema/repository-root.ts'

/** One row of a reference file: every column a string, empty where the fact is not known. */
export type ReferenceRow = Readonly<Record<string, string>>

const read = new Map<string, readonly ReferenceRow[]>()

/**
 * The rows of `seed/reference/<name>.csv`, in the order of the file; read once a process.
 * A file that is not NFC, or whose rows differ in width, is our own mistake and throws.
 */
export function readReference(name: string): readonly ReferenceRow[] {
  const known = read.get(name)
  if (known) return known
  if (!/^[a-z0-9_]+$/.test(name)) throw new Error('a reference file is named by lower-case letters, digits and _')
  const text = readFileSync(join(repositoryRoot, 'seed', 'reference', `${name}.csv`), 'utf8')
  const rows = parseReference(text)
  read.set(name, rows)
  return rows
}

/** Rows of a reference file's text; throws where it is not NFC or a row is not as wide as the header. */
export function parseReference(text: string): readonly ReferenceRow[] {
  if (text !== text.normalize('NFC')) throw new Error('reference data must be in NFC')
  return parse(text, { columns: true, skip_empty_lines: true }) as ReferenceRow[]
}

/** A column that must be there; a missing one is a mistake in the code that asks for it. */
export function column(row: ReferenceRow, name: string): string {
  const value = row[name]
  if (value === undefined) throw new Error(`reference data has no column ${name}`)
  return value
}

/** A column in which empty means "not known". */
export function optionalColumn(row: ReferenceRow, name: string): string | null {
  return column(row, name) || null
}
