import { isPurposeCode } from '../../schema/identity/stated-purpose.ts'
import { column } from '../reference/read-csv.ts'
import { readLaw } from './read-law.ts'

/** A duty for which data may be read (60/2021 Art. 11.4). */
export interface Purpose {
  readonly code: string
  readonly name: { readonly vi: string; readonly en: string }
  readonly legalBasis: string
  /** Codes of the register's procedures that it serves; empty where none is in the register. */
  readonly procedures: readonly string[]
}

let purposes: ReadonlyMap<string, Purpose> | undefined

/** All purposes by code, in the order of `purposes.csv`; a code without the form of one, or twice, is our own mistake and throws. */
export function readPurposes(): ReadonlyMap<string, Purpose> {
  if (purposes) return purposes
  const rows = readLaw('purposes').map((row) => ({
    code: column(row, 'code'),
    name: { vi: column(row, 'name_vi'), en: column(row, 'name_en') },
    legalBasis: column(row, 'legal_basis'),
    procedures: column(row, 'procedures').split(' ').filter(Boolean),
  }))
  const byCode = new Map(rows.map((purpose) => [purpose.code, purpose]))
  if (byCode.size < rows.length || !rows.every(({ code }) => isPurposeCode(code)))
    throw new Error('purposes.csv: a code has not its form or stands twice')
  purposes = byCode
  return byCode
}
