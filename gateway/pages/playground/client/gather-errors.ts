import { type Bilingual, splitBilingual } from '../bilingual.ts'

/** Errors of one answer that say the same, told once with all their places. */
export interface GatheredError {
  readonly code: string
  readonly message: Bilingual
  readonly agency: string
  readonly database: string
  readonly argument: string
  /** Paths into the answer, `person.vessels`; positions in lists are left out. */
  readonly paths: readonly string[]
  /** Where the document is at fault. */
  readonly location: { readonly line: number; readonly column: number } | undefined
  readonly count: number
}

type Loose = Readonly<Record<string, unknown>>

/**
 * Gathers the errors of an answer for reading: fifty rows that lack the same agency make one card.
 * An entry of another shape than GraphQL's still makes a card, with what could be read.
 */
export function gatherErrors(errors: readonly unknown[]): readonly GatheredError[] {
  const gathered = new Map<string, GatheredError>()
  for (const error of errors) {
    const one = readError(error)
    const key = JSON.stringify([one.code, one.message, one.agency, one.database, one.argument, one.location])
    const before = gathered.get(key)
    const paths = new Set([...(before?.paths ?? []), ...one.paths])
    gathered.set(key, { ...one, paths: [...paths], count: (before?.count ?? 0) + 1 })
  }
  return [...gathered.values()]
}

function readError(error: unknown): GatheredError {
  const entry = loose(error)
  const extensions = loose(entry.extensions)
  const location = loose(Array.isArray(entry.locations) ? entry.locations[0] : undefined)
  const path = Array.isArray(entry.path) ? entry.path.filter((step) => typeof step === 'string').join('.') : ''
  const [line, column] = [location.line, location.column]
  return {
    code: text(extensions.code),
    message: splitBilingual(text(entry.message)),
    agency: text(extensions.agency),
    database: text(extensions.database),
    argument: text(extensions.argument),
    paths: path ? [path] : [],
    location: !path && typeof line === 'number' && typeof column === 'number' ? { line, column } : undefined,
    count: 1,
  }
}

function loose(value: unknown): Loose {
  return typeof value === 'object' && value !== null ? (value as Loose) : {}
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
