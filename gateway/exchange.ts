import type { Asking } from '../schema/access/decide.ts'
import type { Judged } from '../schema/access/judge.ts'
import type { ErrorCode } from '../schema/errors/catalogue.ts'
import { type CollectedNotes, collectNotes } from '../subgraphs/_kit/read-notes.ts'

/** What the hub comes to know of one request on its way, for the last steps of the answer and for the log. */
export interface Exchange {
  readonly requestId: string
  readonly begun: Date
  readonly asking: Asking
  /** SHA-256 of the caller's document, and its operation's name. */
  operation: { hash: string; name: string | null }
  /** Null until the operation has been judged, and where it never came so far. */
  judged: Judged | null
  /** Coordinates that the plan read to join records, and to compute other fields. */
  readonly causes: { readonly key: Set<string>; readonly requires: Set<string> }
  /** Folders of the databases that were asked. */
  readonly databases: Set<string>
  readonly notes: CollectedNotes
  /** What subgraphs in other processes noted: keyed hashes of persons, and the coordinates read of them. */
  readonly remoteSubjects: Map<string, Set<string>>
  /** Set where a subgraph has judged by newer grants than this process: the answer is then made anew. */
  newerGrants: number | null
  /** A process of another database has handed over keys under their seal. */
  sealedKeys: boolean
  outcome: Outcome
}

/** How a request ended: with data or without, and the code of what ended it as a whole. */
export interface Outcome {
  readonly answered: boolean
  /** Something of the answer is missing: refused, or from an agency that did not answer. */
  readonly partial: boolean
  readonly code: ErrorCode | null
}

const nothingYet: Outcome = { answered: false, partial: false, code: null }

/** Begins the book-keeping of one request. */
export function beginExchange(requestId: string, begun: Date, asking: Asking): Exchange {
  return {
    requestId,
    begun,
    asking,
    operation: { hash: '', name: null },
    judged: null,
    causes: { key: new Set(), requires: new Set() },
    databases: new Set(),
    notes: collectNotes(),
    remoteSubjects: new Map(),
    newerGrants: null,
    sealedKeys: false,
    outcome: nothingYet,
  }
}

/** Keyed hash of a person → the coordinates that were read of them. */
export type Subjects = ReadonlyMap<string, ReadonlySet<string>>

/**
 * The persons whose records were read, by the keyed hash under which the log knows them for the
 * agency that asks, each with the coordinates that were read.
 */
export function subjectsOf(
  { notes, remoteSubjects, asking }: Pick<Exchange, 'notes' | 'remoteSubjects' | 'asking'>,
  subjectKey: (agency: string | null, personalId: string) => string,
): Subjects {
  const subjects = new Map([...remoteSubjects].map(([key, coordinates]) => [key, new Set(coordinates)]))
  for (const [personalId, coordinates] of notes.subjects) {
    const key = subjectKey(asking.viewer.agency, personalId)
    const known = subjects.get(key)
    if (!known) subjects.set(key, new Set(coordinates))
    else for (const coordinate of coordinates) known.add(coordinate)
  }
  return subjects
}
