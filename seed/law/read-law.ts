import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { parseReference, type ReferenceRow } from '../reference/read-csv.ts'

/** The rows of `seed/law/<name>.csv`, in the order of the file. A file that is not NFC is our own mistake and throws. */
export function readLaw(name: 'purposes' | 'roles' | 'exemptions'): readonly ReferenceRow[] {
  return parseReference(readFileSync(join(repositoryRoot, 'seed', 'law', `${name}.csv`), 'utf8'))
}
