import type { ExchangeRecord } from '../../subgraphs/_kit/exchange-log/record.ts'
import type { Exchange, Subjects } from '../exchange.ts'

/** What is known of an exchange only when its answer is ready. */
export interface Answered {
  readonly httpStatus: number
  readonly bytes: number
  readonly durationMs: number
}

/** What the record says in words of the law: who is hidden behind a key, and who need not be told. */
export interface RecordRules {
  readonly subjectKey: (agency: string | null, personalId: string) => string
  /** Code of the legal exemption by which the subject is not told of a purpose; null: is told. */
  readonly exemptionOf: (purpose: string | null) => string | null
}

/** Whose records were read, and which exemptions hold. */
export interface Recorded extends Pick<RecordRules, 'exemptionOf'> {
  readonly subjects: Subjects
}

/**
 * The record of one exchange (Decree 47/2020 Art. 45): every request has one, refused and partial
 * ones included. It holds no value of a record and nothing that the caller wrote but codes and
 * the name of the operation.
 */
export function exchangeRecord(
  exchange: Exchange,
  { httpStatus, bytes, durationMs }: Answered,
  { subjects: read, exemptionOf }: Recorded,
): ExchangeRecord {
  const { judged, asking, causes, outcome } = exchange
  const { identity, agency, app } = asking.viewer
  const answered = outcome.answered ? (judged?.answered ?? []) : []
  const places = new Map(answered.map((coordinate, index) => [coordinate, index]))
  const subjects = [...read].map(([key, coordinates]) => ({
    key,
    fields: [...coordinates].flatMap((coordinate) => places.get(coordinate) ?? []).sort((a, b) => a - b),
  }))
  return {
    at: exchange.begun.toISOString(),
    form: 'GRAPHQL',
    requestId: exchange.requestId,
    identity,
    agency,
    app,
    purpose: asking.purpose.code,
    operation: { ...exchange.operation },
    grantVersion: asking.book?.version ?? null,
    grants: judged?.grants ?? [],
    asked: judged?.asked ?? [],
    answered,
    refused: (judged?.refusals ?? []).map(({ coordinate, reason }) => ({ coordinate, reason })),
    causes: { key: [...causes.key].sort(), requires: [...causes.requires].sort() },
    databases: [...exchange.databases].sort(),
    rows: exchange.notes.rows,
    subjects: outcome.answered ? subjects : [],
    exemption: subjects.length > 0 ? exemptionOf(asking.purpose.code) : null,
    status: statusOf(exchange, answered.length),
    code: outcome.code,
    httpStatus,
    durationMs,
    bytes,
  }
}

const refusing: ReadonlySet<string> = new Set([
  'UNAUTHENTICATED',
  'RATE_LIMITED',
  'SUBJECT_BUDGET_EXCEEDED',
  'LOG_UNAVAILABLE',
])

function statusOf({ outcome, judged }: Exchange, answered: number): ExchangeRecord['status'] {
  if (outcome.code !== null) return refusing.has(outcome.code) ? 'REFUSED' : 'FAILED'
  if (!outcome.answered) return 'FAILED'
  const refused = (judged?.refusals.length ?? 0) > 0
  if (refused && answered === 0) return 'REFUSED'
  return refused || outcome.partial ? 'PARTIAL' : 'ANSWERED'
}
