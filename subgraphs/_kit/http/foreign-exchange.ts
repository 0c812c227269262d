import { createHash } from 'node:crypto'
import type { Asking } from '../../../schema/access/decide.ts'
import type { Judged } from '../../../schema/access/judge.ts'
import type { ErrorCode } from '../../../schema/errors/catalogue.ts'
import type { ExchangeRecord } from '../exchange-log/record.ts'
import { type CollectedNotes, collectNotes } from '../read-notes.ts'

/** What a subgraph comes to know of one request that a foreign router sends it, for its own log. */
export interface ForeignExchange {
  readonly requestId: string
  readonly begun: Date
  /** Folder of the database. */
  readonly database: string
  readonly asking: Asking
  readonly notes: CollectedNotes
  /** Null until the operation has been judged, and where it never came so far. */
  judged: Judged | null
  query: string
  operationName: string | null
}

/** How it ended. */
export interface ForeignEnd {
  /** What ended the request as a whole, if anything did. */
  readonly code: ErrorCode | null
  /** Something of the answer is missing for another reason than a refusal. */
  readonly partial: boolean
  readonly httpStatus: number
  readonly bytes: number
  readonly durationMs: number
}

/** Begins the book-keeping of one request. */
export function beginForeign(
  known: Pick<ForeignExchange, 'requestId' | 'begun' | 'database' | 'asking'>,
): ForeignExchange {
  return { ...known, notes: collectNotes(), judged: null, query: '', operationName: null }
}

/**
 * The record of one exchange behind a router that is not ours (Decree 47/2020 Art. 45): it has no
 * gateway of ours that would write one, so each subgraph writes what it answered.
 */
export function foreignRecord(
  exchange: ForeignExchange,
  { code, partial, ...end }: ForeignEnd,
  words: {
    readonly subjectKey: (agency: string | null, personalId: string) => string
    readonly exemptionOf: (purpose: string | null) => string | null
  },
): ExchangeRecord {
  const { asking, judged, notes, query, operationName, database } = exchange
  const { identity, agency, app } = asking.viewer
  const answered = code === null ? (judged?.answered ?? []) : []
  const refused = judged?.refusals ?? []
  const places = new Map(answered.map((coordinate, index) => [coordinate, index]))
  const subjects = [...notes.subjects].map(([personalId, coordinates]) => ({
    key: words.subjectKey(agency, personalId),
    fields: [...coordinates].flatMap((coordinate) => places.get(coordinate) ?? []).sort((a, b) => a - b),
  }))
  return {
    at: exchange.begun.toISOString(),
    form: 'SUBGRAPH',
    requestId: exchange.requestId,
    identity,
    agency,
    app,
    purpose: asking.purpose.code,
    operation: { hash: createHash('sha256').update(query).digest('hex'), name: operationName },
    grantVersion: asking.book?.version ?? null,
    grants: judged?.grants ?? [],
    asked: judged?.asked ?? [],
    answered,
    refused: refused.map(({ coordinate, reason }) => ({ coordinate, reason })),
    causes: { key: [], requires: [] },
    databases: code === null && judged && !judged.empty ? [database] : [],
    rows: notes.rows,
    subjects: code === null ? subjects : [],
    exemption: subjects.length > 0 ? words.exemptionOf(asking.purpose.code) : null,
    status: statusOf(code, answered.length, refused.length, partial),
    code,
    ...end,
  }
}

function statusOf(
  code: ErrorCode | null,
  answered: number,
  refused: number,
  partial: boolean,
): ExchangeRecord['status'] {
  if (code === 'UNAUTHENTICATED' || code === 'LOG_UNAVAILABLE') return 'REFUSED'
  if (code !== null) return 'FAILED'
  if (refused > 0 && answered === 0) return 'REFUSED'
  return refused > 0 || partial ? 'PARTIAL' : 'ANSWERED'
}
